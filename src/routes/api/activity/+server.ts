import { signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** Somebody gave input to a visible window. */
export const POST: RequestHandler = async ({ locals }) => {
	await locals.server.noteActivity(signedIn(locals).id);
	return new Response(null, { status: 204 });
};
