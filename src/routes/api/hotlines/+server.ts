import { hotlineChangeSchema } from '#domain/hotline-change.ts';
import { readBody, refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** All hotlines and their stamp. An unchanged list is not sent again (RFC 9110 §13.1.2). */
export const GET: RequestHandler = async ({ request, locals }) => {
	const snapshot = await locals.server.hotlines.current();
	const { stamp, hotlines } = snapshot;
	const headers = {
		etag: `W/"${stamp}"`,
		'cache-control': 'private, no-cache',
		vary: 'accept-encoding'
	};
	if (request.headers.get('if-none-match') === headers.etag) {
		return new Response(null, { status: 304, headers });
	}
	if (!takesGzip(request)) return Response.json({ stamp, hotlines }, { headers });
	return new Response(new Uint8Array(await snapshot.compressed()), {
		headers: { ...headers, 'content-type': 'application/json', 'content-encoding': 'gzip' }
	});
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

/** RFC 9110 §12.5.3; a weight of 0 means: not at all. */
function takesGzip({ headers }: Request): boolean {
	const codings = (headers.get('accept-encoding') ?? '').toLowerCase().split(',');
	return codings.some((coding) => /^\s*gzip\s*(;\s*q=(1|0\.0*[1-9]).*)?$/.test(coding));
}
