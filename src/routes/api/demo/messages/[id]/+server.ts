import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types.ts';

/** One message with its source. */
export const GET: RequestHandler = async ({ params, locals: { server } }) => {
	const message = await server.demo?.tray.get(params.id);
	if (!message) error(404);
	return Response.json(message);
};
