import { randomBytes } from 'node:crypto';
import {
	HeaderFields,
	type HeaderField,
	type SipRequest,
	type SipResponse
} from './sip-message.ts';

/** RFC 3261 §21: what this PBX itself answers. */
const REASONS = {
	100: 'Trying',
	200: 'OK',
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Method Not Allowed',
	407: 'Proxy Authentication Required',
	408: 'Request Timeout',
	413: 'Request Entity Too Large',
	420: 'Bad Extension',
	480: 'Temporarily Unavailable',
	481: 'Call/Transaction Does Not Exist',
	483: 'Too Many Hops',
	487: 'Request Terminated',
	500: 'Server Internal Error',
	501: 'Not Implemented',
	503: 'Service Unavailable',
	505: 'Version Not Supported'
} as const;
export type Status = keyof typeof REASONS;

export function newTag(): string {
	return randomBytes(8).toString('hex');
}

/** A response of our own to a request (RFC 3261 §8.2.6). `toTag` is added where the request has none. */
export function responseTo(
	request: SipRequest,
	status: Status,
	fields: readonly HeaderField[] = [],
	toTag: string = newTag()
): SipResponse {
	const headers = new HeaderFields();
	for (const value of request.headers.all('via')) headers.append('Via', value);
	const to = request.headers.first('to') ?? '';
	const needsTag = status !== 100 && !/;\s*tag\s*=/i.test(to);
	headers.append('From', request.headers.first('from') ?? '');
	headers.append('To', needsTag ? `${to};tag=${toTag}` : to);
	headers.append('Call-ID', request.headers.first('call-id') ?? '');
	headers.append('CSeq', request.headers.first('cseq') ?? '');
	for (const { name, value } of fields) headers.append(name, value);
	return { kind: 'response', status, reason: REASONS[status], headers, body: Buffer.alloc(0) };
}
