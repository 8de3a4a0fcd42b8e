import { MAX_PICTURE_BYTES } from '#domain/picture.ts';
import { refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** Keeps a picture, sent as it is; its type is judged by its bytes. */
export const POST: RequestHandler = async ({ request, locals }) => {
	if (signedIn(locals).role !== 'admin') return refuse(403, 'not-admin');
	if (Number(request.headers.get('content-length')) > MAX_PICTURE_BYTES) {
		return refuse(413, 'too-large');
	}
	const kept = await locals.server.pictures.keep(await request.bytes());
	if (kept.ok) return Response.json({ id: kept.id }, { status: 201 });
	return refuse(kept.code === 'too-large' ? 413 : 415, kept.code);
};
