import { directoryCommandSchema } from '#domain/directory-source.ts';
import { readBody, refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** The configured sources and how they are doing; passwords are never part of it. */
export const GET: RequestHandler = async ({ locals }) => {
	if (signedIn(locals).role !== 'admin') return refuse(403, 'not-admin');
	return Response.json({ sources: await locals.server.directorySources.list() });
};

/** Saves, removes, restores or fetches a source. */
export const POST: RequestHandler = async ({ request, locals }) => {
	if (signedIn(locals).role !== 'admin') return refuse(403, 'not-admin');
	const body = await readBody(request, directoryCommandSchema);
	if (!body.ok) return body.refusal;
	const done = await locals.server.directorySources.do(body.value);
	return done.ok ? Response.json({}) : refuse(409, done.code);
};
