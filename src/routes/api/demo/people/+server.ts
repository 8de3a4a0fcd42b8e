import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types.ts';

/** Who can call in the demo, whom, and by which trunk. */
export const GET: RequestHandler = async ({ locals: { server } }) => {
	if (!server.demo) error(404);
	return Response.json(await server.demo.people());
};
