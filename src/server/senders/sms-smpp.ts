import smpp, { type Pdu, type Session } from 'smpp';
import { smsSize } from '#domain/sms-segments.ts';
import type { Sender, SendResult } from '#server/outbox/sender.ts';
import { isRefusedCertificate } from './refused-certificate.ts';
import { readSms } from './sms-message.ts';

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
const OK = 0;
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

/** Sends text messages through one SMPP connection, which is kept and made again when it is lost. */
export function createSmppSender(env: SmppEnv): Sender {
	let bound: Promise<Session> | undefined;

	async function session(signal: AbortSignal): Promise<Session> {
		bound ??= bind(env, signal, () => (bound = undefined));
		return bound;
	}

	return {
		channel: 'sms',
		concurrency: WINDOW,
		async send({ payload }, signal) {
			try {
				const fields = submission(readSms(payload));
				return judged(await answer(await session(signal), 'submit_sm', fields, signal));
			} catch (error) {
				return unsent(error);
			}
		},
		async close() {
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

async function bind(env: SmppEnv, signal: AbortSignal, lost: () => void): Promise<Session> {
	const { host, port, tls, systemId, password } = env;
	const session = smpp.connect({
		host,
		port,
		tls,
		...(tls && { servername: host }),
		auto_enquire_link_period: ENQUIRE_MS
	});
	session.on('close', lost);
	session.on('error', () => {
		lost();
		session.destroy();
	});
	session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
	try {
		await connected(session, tls ? 'secureConnect' : 'connect', signal);
		const fields = { system_id: systemId, password, interface_version: 0x34 };
		const { command_status: status } = await answer(session, 'bind_transmitter', fields, signal);
		if (status !== OK) {
			const said = `the message centre refused the login (${hex(status)})`;
			throw BAD_LOGIN.includes(status) ? new LoginRefused(said) : new Error(said);
		}
		return session;
	} catch (error) {
		lost();
		session.destroy();
		throw error;
	}
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
	command: 'bind_transmitter' | 'submit_sm',
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
			reject(new Error('the message centre did not answer in time'));
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
	if (status === OK) return { ok: true, response: `accepted ${message_id ?? ''}`.trim() };
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
