/** So much of a file tells whether it is text at all. */
const HEAD_BYTES = 8_192;
/** Browsers hand over files in portions of some megabytes; a progress shows less. */
const PORTION_BYTES = 64 * 1024;

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * How a file is written: UTF-8, UTF-16 with its mark, or else Windows-1252, which every sequence of
 * bytes is; undefined for a file that is no text. Reads all of it, a portion at a time.
 */
export async function encodingOf(file: Blob): Promise<Encoding | undefined> {
	const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
	if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
	if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
	if (head.includes(0)) return undefined;
	const decoder = new TextDecoder('utf-8', { fatal: true });
	try {
		for await (const bytes of portionsOf(file)) decoder.decode(bytes, { stream: true });
		decoder.decode();
		return 'utf-8';
	} catch (error) {
		if (error instanceof TypeError) return 'windows-1252';
		throw error;
	}
}

/** The text of a file, a portion at a time, without its byte order mark. `read` is told the bytes of each. */
export async function* textOf(
	file: Blob,
	encoding: Encoding,
	read: (bytes: number) => void
): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding);
	for await (const bytes of portionsOf(file)) {
		for (let from = 0; from < bytes.length; from += PORTION_BYTES) {
			const portion = bytes.subarray(from, from + PORTION_BYTES);
			read(portion.length);
			yield decoder.decode(portion, { stream: true });
		}
	}
	yield decoder.decode();
}

/** Not every browser can iterate over a stream. */
async function* portionsOf(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	const reader = file.stream().getReader();
	try {
		for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
	} finally {
		await reader.cancel();
	}
}
