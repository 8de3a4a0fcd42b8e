import { signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** On which channels the account's messages wait until somebody has mended the installation. */
export const GET: RequestHandler = async ({ locals }) =>
	Response.json({ channels: await locals.server.pausedChannels(signedIn(locals)) });
