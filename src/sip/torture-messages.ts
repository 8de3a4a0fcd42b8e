/**
 * Messages of RFC 4475 that a telephone on a WebSocket may be sent, by their names there, addressed to anna:
 * else each of them would only be refused as one for somebody else. Valid ones are unusual, the others wrong.
 */
const SDP = [
	'v=0',
	'o=mhandley 29739 7272939 IN IP4 192.0.2.1',
	's=-',
	'c=IN IP4 192.0.2.1',
	't=0 0',
	'm=audio 49217 RTP/AVP 0 12',
	'a=rtpmap:31 LPC',
	''
];

/** Lines that most of them share, with what is special last, so that it may stand twice. */
function request(method: string, name: string, special: readonly string[], uri = URI): string[] {
	return [
		`${method} ${uri} SIP/2.0`,
		'Via: SIP/2.0/WSS host5.example.net;branch=z9hG4bK' + name,
		'Max-Forwards: 70',
		'From: <sip:caller@example.net>;tag=938',
		'To: <sip:anna@demo.example>',
		`Call-ID: ${name}.239409asdfakjkn23onasd0-3234`,
		`CSeq: 9 ${method}`,
		'Contact: <sip:caller@host5.example.net>',
		...special,
		''
	];
}

function response(status: string, name: string, special: readonly string[]): string[] {
	return [
		`SIP/2.0 ${status}`,
		'Via: SIP/2.0/WSS 192.0.2.198;branch=z9hG4bK1324923',
		`Call-ID: ${name}.1234ksdfak3j2erwedfsASdf`,
		'CSeq: 35 INVITE',
		'From: sip:user@example.com;tag=11141343',
		'To: sip:user@example.edu;tag=2229',
		...special,
		'Content-Length: 0',
		'',
		''
	];
}

const URI = 'sip:anna@demo.example';
const NO_BODY = ['Content-Length: 0', ''];
const OFFER = ['Content-Type: application/sdp', '', ...SDP];
const without = (lines: readonly string[], name: string) =>
	lines.filter((line) => !line.startsWith(`${name}:`));

const MESSAGES: Readonly<Record<string, readonly string[]>> = {
	wsinv: [
		`INVITE ${URI};unknownparam SIP/2.0`,
		'TO :',
		' sip:anna@demo.example ;   tag    = 1918181833n',
		'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
		'  ;',
		'  tag = 98asjd8',
		'MaX-fOrWaRdS: 0068',
		'Call-ID: wsinv.ndaksdj@192.0.2.1',
		'cseq: 0009',
		'  INVITE',
		'Via  : SIP  /   2.0',
		' /UDP',
		'    192.0.2.2;branch=390skdjuw',
		's :',
		'NewFangledHeader:   newfangled value',
		' continued newfangled value',
		'UnknownHeaderWithUnusualValue: ;;,,;;,;',
		'Route:',
		' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
		'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
		'  branch  =   z9hG4bK9ikj8  ,',
		' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
		' z9hG4bK30239',
		'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
		'      newvalue ;',
		'  secondparam ; q = 0.33',
		...OFFER
	],
	intmeth: request("!interesting-Method0123456789_*+`.%indeed'~", 'intmeth', [
		"extensionHeader-!.%*+_`'~: \uFEFF大停電",
		...NO_BODY
	]),
	esc01: request('OPTIONS', 'esc01', NO_BODY, 'sip:%61nna@demo.example'),
	escnull: request('OPTIONS', 'escnull', ['Contact: <sip:%00@host5.example.com>', ...NO_BODY]),
	esc02: request('RE%47IST%45R', 'esc02', NO_BODY),
	lwsdisp: request('OPTIONS', 'lwsdisp', [
		'From: caller<sip:caller@example.com>;tag=323',
		...NO_BODY
	]),
	longreq: request('OPTIONS', 'longreq', [
		`Unknown${'Long'.repeat(80)}Name: unknown${'-long'.repeat(2_000)}-value`,
		`Via: SIP/2.0/TCP ${'very'.repeat(500)}.example.net;branch=z9hG4bK${'long'.repeat(500)}`,
		...NO_BODY
	]),
	dblreq: [...request('OPTIONS', 'dblreq', NO_BODY), ...request('OPTIONS', 'second', NO_BODY)],
	transports: request('OPTIONS', 'transports', [
		'Via: SIP/2.0/UDP t1.example.com;branch=z9hG4bKkdjuw',
		'Via: SIP/2.0/UNKNOWN t5.example.com;branch=z9hG4bKkdjuw88',
		...NO_BODY
	]),
	unreason: response('200 = 2**3 * 5**2 но сто девяносто девять - простое', 'unreason', []),
	noreason: response('100 ', 'noreason', []),
	badinv01: request('INVITE', 'badinv01', ['Contact: "Joe" <sip:joe@example.org>;;;;', ...OFFER]),
	clerr: request('INVITE', 'clerr', ['Content-Length: 9999', ...OFFER]),
	ncl: request('INVITE', 'ncl', ['Content-Length: -999', ...OFFER]),
	scalar02: request('REGISTER', 'scalar02', [
		'CSeq: 36893488147419103232 REGISTER',
		'Max-Forwards: 300',
		'Expires: 10000000000000000000000000000000000000000',
		...NO_BODY
	]),
	scalarlg: response('503 Service Unavailable', 'scalarlg', [
		'CSeq: 9292394834772304023312 OPTIONS',
		'Retry-After: 949302838503028349304023988'
	]),
	quotbal: request('INVITE', 'quotbal', ['To: "Mr. J. User <sip:j.user@example.com>', ...OFFER]),
	ltgtruri: request('INVITE', 'ltgtruri', OFFER, `<${URI}>`),
	lwsruri: request('INVITE', 'lwsruri', OFFER, `${URI}; lr`),
	lwsstart: request('INVITE', 'lwsstart', OFFER, `  ${URI}  `),
	trws: request('OPTIONS', 'trws', NO_BODY).map((line, at) => (at === 0 ? `${line}  ` : line)),
	escruri: request('INVITE', 'escruri', OFFER, `${URI}?Route=%3Csip:example.com%3E`),
	baddate: request('INVITE', 'baddate', ['Date: Fri, 01 Jan 2010 16:00:00 EST', ...OFFER]),
	badaspec: request('OPTIONS', 'badaspec', [
		'To: "Watson, Thomas" < sip:t.watson@example.org >',
		...NO_BODY
	]),
	baddn: request('OPTIONS', 'baddn', [
		'From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43',
		...NO_BODY
	]),
	badvers: request('OPTIONS', 'badvers', NO_BODY).map((line) => line.replace('SIP/2.0', 'SIP/7.0')),
	mismatch01: request('OPTIONS', 'mismatch01', ['CSeq: 8 INVITE', ...NO_BODY]),
	bigcode: response('4294967301 better not break the receiver', 'bigcode', []),
	badbranch: request('OPTIONS', 'badbranch', [
		'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK',
		...NO_BODY
	]),
	insuf: ['INVITE sip:anna@demo.example SIP/2.0', 'CSeq: 193942 INVITE', 'l: 0', '', ''],
	unkscm: request('OPTIONS', 'unkscm', NO_BODY, 'nobodyKnowsThisScheme:totallyopaquecontent'),
	bext01: request('OPTIONS', 'bext01', ['Require: nothingSupportsThis', ...NO_BODY]),
	invut: request('INVITE', 'invut', ['Content-Type: application/unknownformat', '', '<audio>']),
	multi01: request('INVITE', 'multi01', [
		'From: "Other" <sip:other@example.net>;tag=2',
		'To: <sip:anna@demo.example>;tag=9',
		'Call-ID: multi01.another',
		'CSeq: 59 INVITE',
		...OFFER
	]),
	mcl01: request('OPTIONS', 'mcl01', [
		'Content-Length: 13',
		'Content-Length: 5',
		'',
		'There’s no way to know'
	]),
	bcast: response('200 OK', 'bcast', ['Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bKsaasg']),
	zeromf: request('OPTIONS', 'zeromf', ['Max-Forwards: 0', ...NO_BODY]),
	inv2543: [
		'INVITE sip:anna@demo.example SIP/2.0',
		'Via: SIP/2.0/UDP iftgw.example.com',
		'From: <sip:+13035551111@ift.client.example.net;user=phone>',
		'To: sip:anna@demo.example',
		'Call-ID: inv2543.1717@ift.client.example.com',
		'CSeq: 56 INVITE',
		...OFFER
	],
	'no Via': without(request('OPTIONS', 'no-via', NO_BODY), 'Via'),
	'no CSeq': without(request('INVITE', 'no-cseq', OFFER), 'CSeq'),
	'no From': without(request('INVITE', 'no-from', OFFER), 'From'),
	'no Call-ID': without(request('BYE', 'no-call-id', NO_BODY), 'Call-ID'),
	'an INVITE with an impossible offer': request('INVITE', 'impossible', [
		'Content-Type: application/sdp',
		'',
		'v=0',
		'm=audio',
		''
	])
};

/** Name and text. */
export const TORTURE_MESSAGES: readonly (readonly [string, string])[] = Object.entries(
	MESSAGES
).map(([name, lines]) => [name, lines.join('\r\n')]);
