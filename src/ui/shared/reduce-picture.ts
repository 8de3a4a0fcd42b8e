import { MAX_PICTURE_BYTES, pictureType } from '#domain/picture.ts';

/** Pixels of the longer side. */
const SIDE = 256;
/** Bytes: what people have on their disks is larger than what is sent. */
const MAX_FILE_BYTES = 20_000_000;

/** A picture of at most 256 pixels a side, small enough for the server; transparency stays. */
export async function reducePicture(
	file: Blob
): Promise<{ readonly picture: Blob } | { readonly problem: 'not-a-picture' | 'too-large' }> {
	if (file.size > MAX_FILE_BYTES) return { problem: 'too-large' };
	const start = new Uint8Array(await file.slice(0, 16).arrayBuffer());
	if (!pictureType(start)) return { problem: 'not-a-picture' };
	let bitmap: ImageBitmap;
	try {
		bitmap = await createImageBitmap(file);
	} catch {
		return { problem: 'not-a-picture' };
	}
	const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
	const canvas = new OffscreenCanvas(
		Math.max(1, Math.round(bitmap.width * scale)),
		Math.max(1, Math.round(bitmap.height * scale))
	);
	const context = canvas.getContext('2d');
	if (!context) return { problem: 'not-a-picture' };
	context.imageSmoothingQuality = 'high';
	context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	bitmap.close();
	// A photograph is too large as PNG; a browser without WebP gives PNG for it.
	for (const [type, quality] of [
		['image/png'],
		['image/webp', 0.85],
		['image/jpeg', 0.8]
	] as const) {
		const picture = await canvas.convertToBlob({ type, ...(quality && { quality }) });
		if (picture.size <= MAX_PICTURE_BYTES) return { picture };
	}
	return { problem: 'too-large' };
}
