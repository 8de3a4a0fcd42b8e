/** What a picture may weigh, bytes: a logo of 256 pixels needs less. */
export const MAX_PICTURE_BYTES = 100_000;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';

/**
 * The type of a picture by its first bytes, whatever its sender calls it; undefined for all others.
 * SVG is none: it can carry code.
 */
export function pictureType(bytes: Uint8Array): PictureType | undefined {
	if (beginsWith(bytes, PNG)) return 'image/png';
	if (beginsWith(bytes, JPEG)) return 'image/jpeg';
	return beginsWith(bytes, RIFF) && beginsWith(bytes.subarray(8), WEBP) ? 'image/webp' : undefined;
}

function beginsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
	return signature.every((byte, at) => bytes[at] === byte);
}
