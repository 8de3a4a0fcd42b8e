import type { SipHeaders } from './sip-message.ts';

/** As long as a SIP message can be; what is longer is not one. */
const MAX_MESSAGE = 65_535;
const MAX_FIELDS = 500;
/** RFC 3261 §20, RFC 3841 and others: those that have one letter. */
const COMPACT: Readonly<Record<string, string>> = {
	c: 'content-type',
	e: 'content-encoding',
	f: 'from',
	i: 'call-id',
	k: 'supported',
	l: 'content-length',
	m: 'contact',
	s: 'subject',
	t: 'to',
	v: 'via'
};
const REQUEST_LINE = /^[A-Z]{3,20}[ \t]+(\S+)[ \t]+SIP\/2\.0$/i;
/** RFC 3261 §25.1 `token`. */
const FIELD = /^([\w\-.!%*+`'~]{1,64})[ \t]*:(.*)$/s;

/**
 * Reads a SIP request that somebody pasted, or only its header fields: with any line ends, indented as
 * a whole, folded (RFC 3261 §7.3.1) and in compact form. What stands behind the empty line is the body.
 * Undefined where a line before that is no header field, or there is none.
 */
export function parsePastedInvite(text: string): SipHeaders | undefined {
	if (text.length > MAX_MESSAGE) return undefined;
	const lines = unfolded(text);
	const requestUri = REQUEST_LINE.exec(lines[0] ?? '')?.[1];
	const fields = requestUri === undefined ? lines : lines.slice(1);
	if (fields.length === 0 || fields.length > MAX_FIELDS) return undefined;
	const byName = new Map<string, string[]>();
	for (const line of fields) {
		const [, name, value] = FIELD.exec(line) ?? [];
		if (name === undefined || value === undefined) return undefined;
		const key = longName(name);
		const values = byName.get(key) ?? [];
		values.push(value.trim());
		byName.set(key, values);
	}
	return { requestUri: requestUri ?? '', all: (name) => byName.get(longName(name)) ?? [] };
}

/** The header's lines, each field on one; without what indents the whole text. */
function unfolded(text: string): string[] {
	const written = text.split(/\r\n|\n|\r/);
	const first = written.findIndex((line) => line.trim() !== '');
	if (first < 0) return [];
	const indent = /^[ \t]*/.exec(written[first] ?? '')?.[0] ?? '';
	const lines: string[][] = [];
	for (const line of written.slice(first)) {
		if (line.trim() === '') break;
		const bare = line.startsWith(indent) ? line.slice(indent.length) : line;
		if (/^[ \t]/.test(bare)) lines.at(-1)?.push(bare.trim());
		else lines.push([bare.trim()]);
	}
	return lines.map((parts) => parts.join(' '));
}

function longName(name: string): string {
	const lower = name.toLowerCase();
	return Object.hasOwn(COMPACT, lower) ? (COMPACT[lower] ?? lower) : lower;
}
