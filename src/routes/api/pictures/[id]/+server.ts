import type { RequestHandler } from './$types.ts';

/** A picture. What an id names never changes (RFC 8246). */
export const GET: RequestHandler = async ({ params, locals }) => {
	const picture = await locals.server.pictures.find(params.id);
	if (!picture) return Response.json({ code: 'not-found' }, { status: 404 });
	return new Response(picture.bytes, {
		headers: {
			'content-type': picture.type,
			'cache-control': 'private, max-age=31536000, immutable',
			// Opened by itself it can do nothing, whatever a browser makes of its bytes.
			'content-security-policy': "default-src 'none'; sandbox"
		}
	});
};
