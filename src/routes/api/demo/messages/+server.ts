import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types.ts';

/** What the demo would have sent, newest first. */
export const GET: RequestHandler = async ({ locals: { server } }) => {
	if (!server.demo) error(404);
	return Response.json({ messages: await server.demo.tray.list() });
};
