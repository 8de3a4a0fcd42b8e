import * as v from 'valibot';

/** Why a picture was not kept. */
export type PictureProblem = 'not-a-picture' | 'too-large' | 'failed';

const TIME_LIMIT_MS = 30_000;
const keptSchema = v.object({ id: v.string() });

/** Sends a picture to the server; gives the id that it has from now on. Never rejects. */
export async function sendPicture(
	picture: Blob
): Promise<{ readonly id: string } | { readonly problem: PictureProblem }> {
	try {
		const response = await fetch('/api/pictures', {
			method: 'POST',
			headers: { 'content-type': picture.type },
			body: picture,
			signal: AbortSignal.timeout(TIME_LIMIT_MS)
		});
		if (response.status === 413) return { problem: 'too-large' };
		if (response.status === 415) return { problem: 'not-a-picture' };
		return response.ok ? v.parse(keptSchema, await response.json()) : { problem: 'failed' };
	} catch {
		return { problem: 'failed' };
	}
}
