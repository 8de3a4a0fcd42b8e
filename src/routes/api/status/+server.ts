import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals: { server } }) =>
	Response.json({
		demo: server.demo !== undefined,
		setupNeeded: await server.setup.needed(),
		version: server.version
	});
