/** A content line, unfolded (RFC 6350 §3.2), its text still escaped; what version 2.1 encodes is decoded. */
export interface VCardLine {
	/** Lower case, without its group. */
	readonly name: string;
	/** Lower case: the values of TYPE, and the bare parameters by which vCard 2.1 says the same. */
	readonly types: readonly string[];
	readonly value: string;
	/** Which line of the file it begins in, from 1. */
	readonly at: number;
}

/** A photo of 100 kB in base64, and the line's other parts. */
const MAX_LINE = 150_000;
/** Longer heads hold nothing that we read. */
const MAX_HEAD = 1_000;

/**
 * The content lines of a file of vCards, one after the other: whatever it holds, no more than one line
 * is kept. Lines that are none, and such as are longer than a photo may be, are left out.
 */
export function* readVCardLines(text: string): Generator<VCardLine> {
	let started: string[] = [];
	let length = 0;
	let startedAt = 0;
	let encoded = false;
	let softBreak = false;
	let at = 0;
	for (const physical of physicalLines(text)) {
		at += 1;
		const isFolded = length > 0 && /^[ \t]/.test(physical);
		if (!softBreak && !isFolded) {
			yield* contentLine(started, length, startedAt);
			started = [];
			length = 0;
			startedAt = at;
			encoded = isQuotedPrintable(physical);
		}
		const part: string = isFolded && !softBreak ? physical.slice(1) : physical;
		const trimmed: string = encoded ? part.trimEnd() : part;
		softBreak = encoded && trimmed.endsWith('=');
		const more = softBreak ? trimmed.slice(0, -1) : part;
		length += more.length;
		if (length <= MAX_LINE && more !== '') started.push(more);
	}
	yield* contentLine(started, length, startedAt);
}

function* physicalLines(text: string): Generator<string> {
	let start = 0;
	while (start < text.length) {
		const feed = text.indexOf('\n', start);
		const end = feed < 0 ? text.length : feed;
		const line = text.slice(start, end);
		yield line.endsWith('\r') ? line.slice(0, -1) : line;
		start = end + 1;
	}
}

function* contentLine(parts: string[], length: number, at: number): Generator<VCardLine> {
	if (length > MAX_LINE) return;
	const line = parts.join('');
	const colon = endOfHead(line);
	if (colon < 0) return;
	const [fullName = '', ...parameters] = splitHead(line.slice(0, colon));
	const name = fullName.slice(fullName.lastIndexOf('.') + 1).toLowerCase();
	const value = line.slice(colon + 1);
	yield {
		name: name.replace(/^\ufeff/, '').trim(),
		types: parameters.flatMap(typesOf),
		value: isQuotedPrintable(line) ? decodeQuotedPrintable(value) : value,
		at
	};
}

/** Where the colon before the value stands; -1 where there is none, or the head is too long to be one. */
function endOfHead(line: string): number {
	let quoted = false;
	for (let at = 0; at < Math.min(line.length, MAX_HEAD); at += 1) {
		const char = line.charAt(at);
		if (char === '"') quoted = !quoted;
		else if (char === ':' && !quoted) return at;
	}
	return -1;
}

function splitHead(head: string): string[] {
	const parts = [''];
	let quoted = false;
	for (const char of head) {
		if (char === '"') quoted = !quoted;
		else if (char === ';' && !quoted) parts.push('');
		else parts[parts.length - 1] += char;
	}
	return parts;
}

function typesOf(parameter: string): string[] {
	const equals = parameter.indexOf('=');
	const name = parameter.slice(0, Math.max(0, equals)).trim().toLowerCase();
	if (equals >= 0 && name !== 'type') return [];
	return parameter
		.slice(equals + 1)
		.toLowerCase()
		.split(',')
		.map((type) => type.trim());
}

function isQuotedPrintable(line: string): boolean {
	return /[;=]quoted-printable[;:]/i.test(line.slice(0, MAX_HEAD).split(':', 1)[0] + ':');
}

/** RFC 2045 §6.7. The bytes are read as UTF-8, and where they are none as ISO 8859-1: files lie about their charset. */
function decodeQuotedPrintable(value: string): string {
	const escaped = value.replace(/%/g, '%25').replace(/=([0-9a-f]{2})/gi, '%$1');
	try {
		return decodeURIComponent(escaped);
	} catch {
		return escaped.replace(/%([0-9a-f]{2})/gi, (_, hex) =>
			String.fromCharCode(Number.parseInt(hex, 16))
		);
	}
}

/** The components of a structured value, as people read them (RFC 6350 §3.4, §4.1). */
export function components(value: string): string[] {
	const parts = [''];
	for (const [token] of value.matchAll(/\\.|[^\\]/gsu)) {
		if (token === ';') parts.push('');
		else parts[parts.length - 1] += token;
	}
	return parts.map(unescapeText);
}

/** Text as people read it. Versions 2.1 and 3.0 escape less; what is no escape stays as it is. */
export function unescapeText(value: string): string {
	return value.replace(/\\([\\,;:nN])/g, (_, char: string) => (/n/i.test(char) ? '\n' : char));
}
