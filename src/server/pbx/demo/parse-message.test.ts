import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessage } from './parse-message.ts';
import { serialise, type IncomingRequest } from './sip-message.ts';

/** After RFC 4475 §3.1.1.1: unusual, and yet every bit of it is allowed. */
const TORTUOUS = [
	'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
	'TO :',
	' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
	'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
	'  ;',
	'  tag = 98asjd8',
	'MaX-fOrWaRdS: 0068',
	'Call-ID: wsinv.ndaksdj@192.0.2.1',
	'cseq: 0009',
	'  INVITE',
	'Via  : SIP  /   2.0',
	' /UDP',
	'    192.0.2.2;branch=z9hG4bK390skdjuw',
	's :',
	'NewFangledHeader:   newfangled value',
	' continued newfangled value',
	'UnknownHeaderWithUnusualValue: ;;,,;;,;',
	'Content-Type: application/sdp',
	'Route:',
	' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
	'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
	'  branch  =   z9hG4bK9ikj8  ,',
	' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
	' z9hG4bK30239',
	'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
	'      newvalue ;',
	'  secondparam ; q = 0.33',
	'',
	'v=0 Grüße\r\n'
].join('\r\n');

function requestOf(text: string | Buffer): IncomingRequest {
	const parsed = parseMessage(Buffer.from(text));
	if (parsed.kind !== 'request') throw new Error(JSON.stringify(parsed));
	return parsed.request;
}

/** All fields but Content-Length, which is the writer's own. */
function otherFields({ headers }: IncomingRequest) {
	return [...headers].filter(({ name }) => !/^(l|content-length)$/i.test(name));
}

describe('parseMessage', () => {
	it('reads what is unusual and allowed', () => {
		const request = requestOf(TORTUOUS);
		expect(request).toMatchObject({
			method: 'INVITE',
			callId: 'wsinv.ndaksdj@192.0.2.1',
			cseq: { number: 9, method: 'INVITE' },
			fromTag: '98asjd8',
			toTag: '1918181833n',
			via: { sentBy: '192.0.2.2', branch: 'z9hG4bK390skdjuw' }
		});
		expect(request.from.displayName).toBe('J Rosenberg \\"');
		expect(request.headers.values('via')).toHaveLength(3);
		expect(request.headers.first('subject')).toBe('');
		expect(request.headers.first('newfangledheader')).toBe(
			'newfangled value continued newfangled value'
		);
		expect(request.body.toString()).toBe('v=0 Grüße\r\n');
	});

	it('passes on what it read, field for field and byte for byte', () => {
		const request = requestOf(TORTUOUS);
		const again = requestOf(serialise(request));
		const length = { name: 'Content-Length', value: String(Buffer.byteLength('v=0 Grüße\r\n')) };
		expect([...again.headers]).toEqual([...request.headers, length]);
		expect(again.body).toEqual(request.body);
		expect(again.uri).toBe('sip:vivekg@chair-dnrc.example.com;unknownparam');
	});

	it('counts Content-Length in bytes and leaves out what follows', () => {
		const text = TORTUOUS.replace('s :', 'Content-Length: 8');
		expect(requestOf(text).body.toString()).toBe('v=0 Grü');
	});

	it('never throws, whatever the bytes', () => {
		const lines = TORTUOUS.split('\r\n');
		const mangled = fc
			.array(fc.oneof(fc.constantFrom(...lines), fc.string({ unit: 'binary' })), { maxLength: 40 })
			.map((parts) => Buffer.from(parts.join('\r\n')));
		const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
		fc.assert(
			fc.property(fc.oneof(mangled, bytes), (message) => {
				const { kind } = parseMessage(message);
				expect(['request', 'response', 'malformed']).toContain(kind);
			})
		);
	});

	it('writes nothing that reads as something else', () => {
		const value = fc.string({ unit: 'binary', maxLength: 60 });
		fc.assert(
			fc.property(value, (text) => {
				const parsed = parseMessage(Buffer.from(TORTUOUS.replace('s :', `X-Any: ${text}`)));
				if (parsed.kind !== 'request') return;
				const again = requestOf(serialise(parsed.request));
				expect(otherFields(again)).toEqual(otherFields(parsed.request));
			})
		);
	});
});
