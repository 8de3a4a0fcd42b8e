import smpp, { type Pdu, type Session } from 'smpp';
import { smsSize } from '#domain/sms-segments.ts';
import type { Sender, SendResult } from '#server/outbox/sender.ts';
import type { Receipt } from '#server/receipts/receipts.ts';
import { isRefusedCertificate } from './refused-certificate.ts';
import { receiptKey } from './sms-http-api.ts';
import { readSms } from './sms-message.ts';
import { readSmppReceipt, SMPP } from './sms-smpp-receipt.ts';

/** A message centre that takes text messages by SMPP 3.4. */
export interface SmppEnv {
	readonly host: string;
	readonly port: number;
	readonly tls: boolean;
	readonly systemId: string;
	readonly password: string;
}

const WINDOW = 10;
/** A connection is asked so often whether it still lives, ms. */
const ENQUIRE_MS = 30_000;
/** So long may a login or a sign of life take, ms. */
const ANSWER_MS = 20_000;
/** Between attempts to connect, ms. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
const TIME_UP = 'the message centre did not answer in time';
/** Command statuses (SMPP 3.4 §5.1.3). */
const OK = 0;
const INVALID_COMMAND = 0x03;
const TEMPORARY_ERROR = 0x64;
const DATA_CODING = { 'GSM-7': 0, 'UCS-2': 8 };
/**
 * What is wrong with the message itself (SMPP 3.4 §5.1.3): its length, its addresses, and what the
 * centre's own application rejects for good. All others may pass, or are for an administrator to mend.
 */
const ABOUT_THE_MESSAGE = new Map([
	[0x01, 'invalid message length'],
	[0x0a, 'invalid source address'],
	[0x0b, 'invalid destination address'],
	[0x65, 'permanent application error'],
	[0x66, 'rejected by the application']
]);

/** Bind failed, invalid password, invalid system id (SMPP 3.4 §5.1.3): waiting does not help. */
const BAD_LOGIN = [0x0d, 0x0e, 0x0f];

class LoginRefused extends Error {}

/**
 * Sends text messages through one SMPP connection, which is made at once and again whenever it is lost:
 * receipts come by it too, also of messages that another process sent.
 *
 * @param received stores a receipt; the centre keeps it until this resolves.
 */
export function createSmppSender(
	env: SmppEnv,
	received: (receipt: Receipt) => Promise<void>
): Sender {
	let bound: Promise<Session> | undefined;
	let again: ReturnType<typeof setTimeout> | undefined;
	let pause = FIRST_PAUSE_MS;
	let closed = false;

	function session(): Promise<Session> {
		if (bound) return bound;
		clearTimeout(again);
		const made = bind(env, received, () => {
			// The end of an older one says nothing of this.
			if (bound !== made) return;
			bound = undefined;
			if (closed) return;
			again = setTimeout(() => void session().catch(() => undefined), pause);
			pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
		});
		void made.then(
			() => (pause = FIRST_PAUSE_MS),
			() => undefined
		);
		return (bound = made);
	}

	void session().catch(() => undefined);
	return {
		channel: 'sms',
		concurrency: WINDOW,
		async send({ payload }, signal) {
			try {
				const fields = submission(readSms(payload));
				return judged(await answer(await inTime(session(), signal), 'submit_sm', fields, signal));
			} catch (error) {
				return unsent(error);
			}
		},
		async close() {
			closed = true;
			clearTimeout(again);
			const open = await bound?.catch(() => undefined);
			if (!open) return;
			open.unbind(() => open.destroy());
			await new Promise<void>((resolve) => {
				open.once('close', resolve);
				// A centre that does not answer the farewell is left.
				const left = setTimeout(() => open.destroy(), 1_000);
				open.once('close', () => clearTimeout(left));
			});
		}
	};
}

async function bind(
	env: SmppEnv,
	received: (receipt: Receipt) => Promise<void>,
	lost: () => void
): Promise<Session> {
	const { host, port, tls, systemId, password } = env;
	const session = smpp.connect({ host, port, tls, ...(tls && { servername: host }) });
	const signal = AbortSignal.timeout(ANSWER_MS);
	session.on('close', lost);
	session.on('error', () => {
		lost();
		session.destroy();
	});
	session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
	session.on('deliver_sm', (pdu: Pdu) => void takeDelivery(session, pdu, received));
	try {
		await connected(session, tls ? 'secureConnect' : 'connect', signal);
		const fields = { system_id: systemId, password, interface_version: 0x34 };
		let { command_status: status } = await answer(session, 'bind_transceiver', fields, signal);
		// A centre that knows transmitters only takes messages all the same.
		if (status === INVALID_COMMAND) {
			({ command_status: status } = await answer(session, 'bind_transmitter', fields, signal));
		}
		if (status !== OK) {
			const said = `the message centre refused the login (${hex(status)})`;
			throw BAD_LOGIN.includes(status) ? new LoginRefused(said) : new Error(said);
		}
		keepAlive(session);
		return session;
	} catch (error) {
		lost();
		session.destroy();
		throw error;
	}
}

/** Notices a connection that is dead without having been closed: receipts would be waited for in vain. */
function keepAlive(session: Session): void {
	const pulse = setInterval(() => {
		const signal = AbortSignal.timeout(ANSWER_MS);
		answer(session, 'enquire_link', {}, signal).catch(() => undefined);
	}, ENQUIRE_MS);
	session.once('close', () => clearInterval(pulse));
}

/** Answers only when a receipt is safe; messages that people send us are taken and left. */
async function takeDelivery(
	session: Session,
	pdu: Pdu,
	received: (receipt: Receipt) => Promise<void>
): Promise<void> {
	const receipt = readSmppReceipt(pdu);
	try {
		if (receipt) await received(receipt);
		session.send(pdu.response());
	} catch {
		session.send(pdu.response({ command_status: TEMPORARY_ERROR }));
	}
}

/** The session, as long as one attempt may wait for it. */
function inTime(session: Promise<Session>, signal: AbortSignal): Promise<Session> {
	return new Promise((resolve, reject) => {
		const timeUp = () => reject(new Error(TIME_UP));
		if (signal.aborted) return timeUp();
		signal.addEventListener('abort', timeUp, { once: true });
		session.then(resolve, reject).finally(() => signal.removeEventListener('abort', timeUp));
	});
}

function unsent(error: unknown): SendResult {
	if (!(error instanceof Error)) return { ok: false, permanent: false, error: String(error) };
	const isCertificate = 'code' in error && isRefusedCertificate(error.code);
	return {
		ok: false,
		permanent: false,
		...(isCertificate && { misconfigured: 'certificate' }),
		...(error instanceof LoginRefused && { misconfigured: 'login' }),
		error: error.message
	};
}

function connected(session: Session, event: string, signal: AbortSignal): Promise<void> {
	return settled(session, signal, (resolve) => session.once(event, () => resolve()));
}

/** Asks, and waits for the answer as long as there is a connection that it can come by. */
function answer(
	session: Session,
	command: 'bind_transceiver' | 'bind_transmitter' | 'submit_sm' | 'enquire_link',
	fields: object,
	signal: AbortSignal
): Promise<Pdu> {
	return settled(session, signal, (resolve, reject) => {
		if (!session[command](fields, resolve)) reject(new Error('the connection was lost'));
	});
}

/** Settles at the first of: done, the connection's end, time up. */
function settled<T>(
	session: Session,
	signal: AbortSignal,
	begin: (resolve: (value: T) => void, reject: (error: Error) => void) => void
): Promise<T> {
	const over = new AbortController();
	return new Promise<T>((resolve, reject) => {
		const once = (event: 'error' | 'close', listener: (error: Error) => void) => {
			session.once(event, listener);
			over.signal.addEventListener('abort', () => session.off(event, listener));
		};
		once('error', reject);
		once('close', () => reject(new Error('the message centre closed the connection')));
		const timeUp = () => {
			reject(new Error(TIME_UP));
			// It may be half open: the next attempt begins with a new one.
			session.destroy();
		};
		if (signal.aborted) return timeUp();
		signal.addEventListener('abort', timeUp, { once: true, signal: over.signal });
		begin(resolve, reject);
	}).finally(() => over.abort());
}

function submission({ to, from, text }: ReturnType<typeof readSms>): object {
	const { encoding, segments } = smsSize(text);
	return {
		...sourceAddress(from),
		dest_addr_ton: 1,
		dest_addr_npi: 1,
		destination_addr: to.slice(1),
		// A receipt of the end, good or bad (SMPP 3.4 §5.2.17).
		registered_delivery: 1,
		data_coding: DATA_CODING[encoding],
		// The centre splits a long text: one submission, so that never half of it is sent twice.
		...(segments === 1 ? { short_message: text } : { message_payload: text })
	};
}

/** Type of number and numbering plan (SMPP 3.4 §5.2.5): international, alphanumeric, or the centre's default. */
function sourceAddress(from: string): object {
	if (from === '') return { source_addr: '' };
	const isInternational = /^\+\d+$/.test(from);
	const ton = isInternational ? 1 : /^\d+$/.test(from) ? 0 : 5;
	return {
		source_addr_ton: ton,
		source_addr_npi: ton === 5 ? 0 : 1,
		source_addr: from.replace(/^\+/, '')
	};
}

function judged({ command_status: status, message_id }: Pdu): SendResult {
	if (status === OK) {
		const id = message_id ?? '';
		const response = `accepted ${id}`.trim();
		return { ok: true, response, ...(id !== '' && { receiptKey: receiptKey(SMPP, id) }) };
	}
	const reason = ABOUT_THE_MESSAGE.get(status);
	return {
		ok: false,
		permanent: reason !== undefined,
		error: `the message centre refused: ${reason ?? 'status'} (${hex(status)})`
	};
}

function hex(status: number): string {
	return `0x${status.toString(16).padStart(8, '0')}`;
}
