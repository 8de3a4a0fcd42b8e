import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { TRUNK_ADDRESS } from './kamailio.ts';
import { startPeer } from './peer-process.ts';

/** How long SIPp waits for the next message of its scenario. */
const PATIENCE_MS = 60_000;

/** A call that comes in by the trunk, with any header fields, right or wrong. */
export interface TrunkCall {
	/** The user part of the Request-URI. */
	readonly user: string;
	readonly domain: string;
	/** The registrar's UDP port on loopback. */
	readonly port: number;
	/** Whole header field lines. `From` and `To` without tag have their built-in value where they are not given. */
	readonly headers?: readonly string[];
	readonly ends: TrunkCallEnd;
	/** False where it takes no tones in the audio (RFC 4733). */
	readonly tones?: boolean;
	/** Sends back what it hears; else it is silent. */
	readonly echoes?: boolean;
}

/** How the call is to end, seen from the trunk; any other end fails. */
export type TrunkCallEnd =
	/** The phone refuses with this status. */
	| { readonly by: 'phone'; readonly status: number }
	/** No phone rings: the registrar, or the phone at once, refuses with this status. */
	| { readonly by: 'registrar'; readonly status: number }
	/** The trunk gives up, this long after the phone has begun to ring. */
	| { readonly by: 'cancel'; readonly afterMs: number; readonly reason?: string }
	/** The phone answers, does this, and hangs up when it likes. */
	| { readonly by: 'phone-after-answer'; readonly after?: readonly PhoneDoes[] };

/** What a phone does in a call that it has answered. */
export type PhoneDoes =
	/** Holds or resumes, or changes something else of its media: a re-INVITE. */
	| 'offers'
	/** Asks the trunk to call somebody else; the trunk says that this has come about. */
	| 'transfers'
	/** Sends this digit as INFO. */
	| { readonly digit: string };

/** A call under way. */
interface TrunkCalling {
	/** The Call-ID, which is the same on both sides of the proxy. */
	readonly callId: string;
	/** Resolves when the call has ended as told; rejects with SIPp's own words where it went otherwise. */
	readonly ended: Promise<void>;
	/** What stood in the REFER's Refer-To, where the phone has transferred. */
	readonly referTo: Promise<string>;
}

/** Calls once from the trunk's address with SIPp. */
export function callFromTrunk(call: TrunkCall): TrunkCalling {
	const callId = `${randomUUID()}@trunk.example`;
	const { promise: referTo, resolve } = Promise.withResolvers<string>();
	return { callId, ended: place(call, callId, resolve), referTo };
}

async function place(
	call: TrunkCall,
	callId: string,
	referred: (to: string) => void
): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'anteroom-sipp-'));
	try {
		await writeFile(join(folder, 'scenario.xml'), scenario(call));
		const port = String(await freePort(TRUNK_ADDRESS));
		const sipp = startPeer(
			'sipp',
			'sipp',
			[
				...[`127.0.0.1:${call.port}`, '-sf', 'scenario.xml', '-m', '1', '-cid_str', callId],
				...['-i', TRUNK_ADDRESS, '-mi', TRUNK_ADDRESS, '-p', port, '-nostdin'],
				...['-recv_timeout', String(PATIENCE_MS), '-trace_err', '-error_file', 'errors.log'],
				...['-trace_logs', '-log_file', 'said.log'],
				...(call.echoes ? ['-rtp_echo', '-mp', String(await freePort(TRUNK_ADDRESS))] : []),
				// Each device that rings says so, also while SIPp waits to give up.
				...(call.ends.by === 'cancel' ? ['-default_behaviors', 'bye,pingreply'] : [])
			],
			{ cwd: folder }
		);
		const code = await sipp.ended;
		if (code !== 0) {
			const words = await readFile(join(folder, 'errors.log'), 'utf8').catch(() => sipp.log());
			throw new Error(`SIPp's call went otherwise (${code}):\n${words}`);
		}
		referred(await readFile(join(folder, 'said.log'), 'utf8').catch(() => ''));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function scenario(call: TrunkCall): string {
	const parts = [
		send(invite(call)),
		'<recv response="100" optional="true"/>',
		'<recv response="183" optional="true"/>',
		...ending(call)
	];
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<scenario name="a call from the trunk">',
		...parts,
		'</scenario>',
		''
	].join('\n');
}

function ending(call: TrunkCall): string[] {
	const { ends } = call;
	switch (ends.by) {
		case 'registrar':
			return [`<recv response="${ends.status}"/>`, send(acknowledgement(call))];
		case 'phone':
			return [
				'<recv response="180"/>',
				// Once for the call that waits, once for the phone.
				'<recv response="180" optional="true"/>',
				`<recv response="${ends.status}"/>`,
				send(acknowledgement(call))
			];
		case 'cancel':
			return [
				'<recv response="180"/>',
				`<pause milliseconds="${ends.afterMs}"/>`,
				send(cancellation(call, ends.reason)),
				'<recv response="200"/>',
				'<recv response="487"/>',
				send(acknowledgement(call))
			];
		case 'phone-after-answer':
			return [
				'<recv response="180" optional="true"/>',
				'<recv response="200" rrs="true"/>',
				send(inDialogAck(call)),
				...(ends.after ?? []).flatMap((does) => meanwhile(call, does)),
				'<recv request="BYE"/>',
				send(['SIP/2.0 200 OK', ...ECHOED, 'Content-Length: 0'])
			];
	}
}

/** Of a call under way: what the phone does, and how the trunk answers. */
function meanwhile(call: TrunkCall, does: PhoneDoes): string[] {
	const ok = send(['SIP/2.0 200 OK', ...ECHOED, 'Content-Length: 0']);
	if (does === 'offers') {
		const contact = 'Contact: <sip:trunk@[local_ip]:[local_port]>';
		return [
			'<recv request="INVITE"/>',
			send(['SIP/2.0 200 OK', ...ECHOED, contact, ...description(call)]),
			'<recv request="ACK"/>'
		];
	}
	if (does === 'transfers') {
		return [
			receive('REFER', '.*', 'hdr', 'Refer-To:'),
			send(['SIP/2.0 202 Accepted', ...ECHOED, 'Content-Length: 0']),
			send(notification(call, 2, 'active;expires=60', 'SIP/2.0 180 Ringing')),
			'<recv response="200"/>',
			send(notification(call, 3, 'terminated;reason=noresource', 'SIP/2.0 200 OK')),
			'<recv response="200"/>'
		];
	}
	return [receive('INFO', `Signal=${does.digit}`, 'msg'), ok];
}

/** Waits for a request in which this is found, and writes what was found to the log. */
function receive(method: string, pattern: string, where: 'msg' | 'hdr', field?: string): string {
	const header = field === undefined ? '' : `header="${field}"`;
	return [
		`<recv request="${method}"><action>`,
		`<ereg regexp="${pattern}" search_in="${where}" ${header} check_it="true" assign_to="found"/>`,
		'<log message="[$found]"/>',
		'</action></recv>'
	].join('\n');
}

function notification(call: TrunkCall, sequence: number, state: string, body: string): string[] {
	return [
		'NOTIFY [next_url] SIP/2.0',
		VIA,
		'[routes]',
		'Max-Forwards: 70',
		from(call),
		`To: <${requestUri(call)}>[peer_tag_param]`,
		'Call-ID: [call_id]',
		`CSeq: ${sequence} NOTIFY`,
		'Contact: <sip:trunk@[local_ip]:[local_port]>',
		'Event: refer',
		`Subscription-State: ${state}`,
		'Content-Type: message/sipfrag;version=2.0',
		'Content-Length: [len]',
		'',
		body
	];
}

function send(lines: readonly string[]): string {
	return `<send>\n<![CDATA[\n${lines.join('\n')}\n]]>\n</send>`;
}

const VIA = 'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]';

function requestUri({ user, domain }: TrunkCall): string {
	return `sip:${user}@${domain}`;
}

/** The given field with a tag where it lacks one, or the built-in one. */
function from({ headers = [] }: TrunkCall): string {
	const given =
		headers.find((line) => /^from:/i.test(line)) ?? 'From: <sip:+493023125999@trunk.example>';
	return `${given};tag=[call_number]`;
}

function to(call: TrunkCall): string {
	return call.headers?.find((line) => /^to:/i.test(line)) ?? `To: <${requestUri(call)}>`;
}

function invite(call: TrunkCall): string[] {
	const others = (call.headers ?? []).filter((line) => !/^(from|to):/i.test(line));
	return [
		`INVITE ${requestUri(call)} SIP/2.0`,
		VIA,
		'Max-Forwards: 70',
		from(call),
		to(call),
		'Call-ID: [call_id]',
		'CSeq: 1 INVITE',
		'Contact: <sip:trunk@[local_ip]:[local_port]>',
		...others,
		...description(call)
	];
}

/** The trunk's media, and the header fields about them. */
function description({ tones = true }: TrunkCall): string[] {
	return [
		'Content-Type: application/sdp',
		'Content-Length: [len]',
		'',
		'v=0',
		'o=trunk 1 1 IN IP4 [media_ip]',
		's=-',
		'c=IN IP4 [media_ip]',
		't=0 0',
		`m=audio [media_port] RTP/AVP 8${tones ? ' 101' : ''}`,
		'a=rtpmap:8 PCMA/8000',
		...(tones ? ['a=rtpmap:101 telephone-event/8000'] : []),
		'a=ptime:20'
	];
}

/** CANCEL carries the INVITE's own branch (RFC 3261 §9.1). */
function cancellation(call: TrunkCall, reason: string | undefined): string[] {
	return [
		`CANCEL ${requestUri(call)} SIP/2.0`,
		'[last_Via:]',
		'Max-Forwards: 70',
		from(call),
		to(call),
		'Call-ID: [call_id]',
		'CSeq: 1 CANCEL',
		...(reason === undefined ? [] : [`Reason: ${reason}`]),
		'Content-Length: 0'
	];
}

/** The ACK of a refusal belongs to the INVITE's transaction (RFC 3261 §17.1.1.3). */
function acknowledgement(call: TrunkCall): string[] {
	return [
		`ACK ${requestUri(call)} SIP/2.0`,
		'[last_Via:]',
		'Max-Forwards: 70',
		from(call),
		'[last_To:]',
		'Call-ID: [call_id]',
		'CSeq: 1 ACK',
		'Content-Length: 0'
	];
}

/** Of a request, what its response repeats (RFC 3261 §8.2.6.2). */
const ECHOED = ['[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]'];

function inDialogAck(call: TrunkCall): string[] {
	return [
		'ACK [next_url] SIP/2.0',
		VIA,
		'[routes]',
		'Max-Forwards: 70',
		from(call),
		'[last_To:]',
		'Call-ID: [call_id]',
		'CSeq: 1 ACK',
		'Content-Length: 0'
	];
}
