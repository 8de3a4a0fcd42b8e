import { directoryTrialSchema } from '#domain/directory-source.ts';
import { readBody, refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** Asks a source with settings that need not be saved; answers with the server's own words. */
export const POST: RequestHandler = async ({ request, locals }) => {
	if (signedIn(locals).role !== 'admin') return refuse(403, 'not-admin');
	const body = await readBody(request, directoryTrialSchema);
	if (!body.ok) return body.refusal;
	const result = await locals.server.directorySources.try(body.value);
	return result ? Response.json(result) : refuse(409, 'password-needed');
};
