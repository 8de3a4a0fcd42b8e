import { signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** STUN and TURN servers with credentials of the signed-in account, which end by themselves. */
export const GET: RequestHandler = ({ locals }) =>
	Response.json(locals.server.iceSettings(signedIn(locals).id));
