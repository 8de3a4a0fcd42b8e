import { hotlineChangeSchema } from '#domain/hotline-change.ts';
import { readBody, refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** All hotlines and their stamp. An unchanged list is not sent again (RFC 9110 §13.1.2). */
export const GET: RequestHandler = async ({ request, locals }) => {
	const { stamp, hotlines } = await locals.server.hotlines.current();
	const headers = { etag: `"${stamp}"`, 'cache-control': 'private, no-cache' };
	if (request.headers.get('if-none-match') === headers.etag) {
		return new Response(null, { status: 304, headers });
	}
	return Response.json({ stamp, hotlines }, { headers });
};

/** Changes hotlines, all or nothing; 409 with the ids of those that somebody else has changed meanwhile. */
export const POST: RequestHandler = async ({ request, locals }) => {
	if (signedIn(locals).role !== 'admin') return refuse(403, 'not-admin');
	const body = await readBody(request, hotlineChangeSchema);
	if (!body.ok) return body.refusal;
	const changed = await locals.server.hotlines.change(body.value);
	if (changed.ok) return Response.json({ stamp: changed.stamp });
	return Response.json(
		{ code: 'changed-elsewhere', ids: changed.changedElsewhere },
		{ status: 409 }
	);
};
