import { isUtf8 } from 'node:buffer';
import { parseAddress } from '#domain/sip-address.ts';
import {
	HeaderFields,
	isUri,
	type Essentials,
	type HeaderField,
	type IncomingRequest,
	type IncomingResponse,
	type SipRequest,
	type SipResponse
} from './sip-message.ts';
import type { Status } from './status.ts';

const MAX_MESSAGE_BYTES = 65_536;
const MAX_HEADER_FIELDS = 200;
const MAX_FIELD_LENGTH = 8_192;
const MAX_ID_LENGTH = 256;

/** Fields that stand once: two of them mean two readings of one message. */
const SINGLE = ['from', 'to', 'call-id', 'cseq', 'max-forwards', 'content-length'];

type Parsed =
	| { readonly kind: 'request'; readonly request: IncomingRequest }
	| { readonly kind: 'response'; readonly response: IncomingResponse }
	| {
			readonly kind: 'malformed';
			/** For the log. */
			readonly problem: string;
			/** The request and the status to refuse it with, where its sender can be answered. */
			readonly refusal?: { readonly request: SipRequest; readonly status: Status };
	  };

class Malformed extends Error {
	readonly status: Status;
	constructor(problem: string, status: Status = 400) {
		super(problem);
		this.status = status;
	}
}

/**
 * Reads one SIP message, which is one WebSocket message (RFC 7118 §5). Tolerates folded and compact
 * fields and a missing Content-Length; anything that could be read in two ways is malformed.
 */
export function parseMessage(bytes: Buffer): Parsed {
	let request: SipRequest | undefined;
	try {
		const end = headerEnd(bytes);
		const [startLine = '', ...lines] = headerLines(bytes.subarray(0, end));
		const start = parseStartLine(startLine);
		const { headers, problem } = parseFields(lines);
		if (start.kind === 'request') request = { ...start, headers, body: Buffer.alloc(0) };
		if (start.kind === 'request' && !start.isCurrentVersion) {
			throw new Malformed('Version Not Supported', 505);
		}
		if (problem !== undefined) throw new Malformed(problem);
		if (bytes.length > MAX_MESSAGE_BYTES) throw new Malformed('Message Too Large', 413);
		for (const name of SINGLE) {
			if (headers.all(name).length > 1) throw new Malformed(`Repeated ${name}`);
		}
		const body = parseBody(bytes.subarray(end + 4), headers);
		const essentials = parseEssentials(headers);
		if (start.kind === 'response') {
			return { kind: 'response', response: { ...start, headers, body, ...essentials } };
		}
		if (!isUri(start.uri)) throw new Malformed('Bad Request-URI');
		if (essentials.cseq.method !== start.method) throw new Malformed('CSeq of another method');
		return { kind: 'request', request: { ...start, headers, body, ...essentials } };
	} catch (error) {
		if (!(error instanceof Malformed)) throw error;
		const problem = error.message;
		if (request === undefined || !canBeAnswered(request)) return { kind: 'malformed', problem };
		return { kind: 'malformed', problem, refusal: { request, status: error.status } };
	}
}

function headerEnd(bytes: Buffer): number {
	const end = bytes.subarray(0, MAX_MESSAGE_BYTES).indexOf('\r\n\r\n');
	if (end < 0) throw new Malformed('No end of the header');
	return end;
}

function headerLines(header: Buffer): string[] {
	if (!isUtf8(header)) throw new Malformed('Header is not UTF-8');
	// Folding (RFC 3261 §7.3.1): a line that begins with white space continues the one before.
	const unfolded = header.toString('utf8').replace(/\r\n[ \t]+/g, ' ');
	const lines = unfolded.split('\r\n');
	// A lone CR or LF would be a line break to somebody further on.
	if (lines.some((line) => /[^\P{Cc}\t]/u.test(line))) {
		throw new Malformed('Control character in the header');
	}
	return lines;
}

type StartLine =
	| (Pick<SipRequest, 'kind' | 'method' | 'uri'> & { readonly isCurrentVersion: boolean })
	| Pick<SipResponse, 'kind' | 'status' | 'reason'>;

function parseStartLine(line: string): StartLine {
	const response = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i.exec(line);
	if (response) return { kind: 'response', status: Number(response[1]), reason: response[2] ?? '' };
	const request = /^([\w.!%*+`'~-]{1,64}) (.{1,2048}) SIP\/(\d+\.\d+)$/i.exec(line);
	if (!request) throw new Malformed('Bad start line');
	const [, method = '', uri = '', version] = request;
	return { kind: 'request', method, uri, isCurrentVersion: version === '2.0' };
}

/** The fields that can be read, so that the sender can be told of those that cannot. */
function parseFields(lines: readonly string[]): { headers: HeaderFields; problem?: string } {
	const fields: HeaderField[] = [];
	let problem = lines.length > MAX_HEADER_FIELDS ? 'Too many header fields' : undefined;
	for (const line of lines.slice(0, MAX_HEADER_FIELDS)) {
		const colon = line.indexOf(':');
		const name = line.slice(0, Math.max(colon, 0)).trimEnd();
		if (!/^[\w.!%*+`'~-]{1,128}$/.test(name)) problem ??= 'Bad header field';
		else if (line.length > MAX_FIELD_LENGTH) problem ??= 'Header field too long';
		else fields.push({ name, value: line.slice(colon + 1).trim() });
	}
	return { headers: new HeaderFields(fields), problem };
}

function parseBody(rest: Buffer, headers: HeaderFields): Buffer {
	const length = headers.first('content-length');
	if (length === undefined) return rest;
	if (!/^\d{1,10}$/.test(length)) throw new Malformed('Bad Content-Length');
	if (Number(length) > rest.length) throw new Malformed('Body shorter than Content-Length');
	return rest.subarray(0, Number(length));
}

function parseEssentials(headers: HeaderFields): Essentials {
	const callId = headers.first('call-id') ?? '';
	if (!/^\S+$/.test(callId) || callId.length > MAX_ID_LENGTH) throw new Malformed('Bad Call-ID');
	const [, number = '', method = ''] =
		/^(\d{1,10})[ \t]+(\S{1,64})$/.exec(headers.first('cseq') ?? '') ?? [];
	if (method === '' || Number(number) >= 2 ** 31) throw new Malformed('Bad CSeq');
	const from = parseAddress(headers.first('from') ?? '');
	const to = parseAddress(headers.first('to') ?? '');
	if (!from || !to) throw new Malformed(from ? 'Bad To' : 'Bad From');
	const fromTag = from.parameters.get('tag');
	if (!fromTag || fromTag.length > MAX_ID_LENGTH) throw new Malformed('Bad From tag');
	const via = parseVia(headers.values('via')[0] ?? '');
	const toTag = to.parameters.get('tag') || undefined;
	return { via, callId, cseq: { number: Number(number), method }, from, to, fromTag, toTag };
}

function parseVia(value: string): Essentials['via'] {
	const [protocol = '', ...parameters] = value.split(';').map((part) => part.trim());
	const sentBy = /^SIP\s*\/\s*2\.0\s*\/\s*[A-Z]{2,10}\s+(\S{1,256})$/i.exec(protocol)?.[1];
	const branch = parameters.map((text) => /^branch\s*=\s*(\S+)$/i.exec(text)?.[1]).find(Boolean);
	// The magic cookie (RFC 3261 §8.1.1.7): only with it does a branch name a transaction.
	if (!sentBy || !branch?.startsWith('z9hG4bK') || branch.length > MAX_ID_LENGTH) {
		throw new Malformed('Bad Via');
	}
	return { sentBy, branch };
}

function canBeAnswered({ method, headers }: SipRequest): boolean {
	const copied = ['via', 'from', 'to', 'call-id', 'cseq'];
	return method !== 'ACK' && copied.every((name) => headers.first(name));
}
