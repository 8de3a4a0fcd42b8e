import { createTransport, type NodemailerError } from 'nodemailer';
import type { PauseReason } from '#domain/channel-pause.ts';
import type { MailEnv } from '#server/env.ts';
import type { OutgoingMessage, Sender, SendResult } from '#server/outbox/sender.ts';
import { mailOptions, needsSmtpUtf8 } from './mail-message.ts';
import { isRefusedCertificate } from './refused-certificate.ts';

const CONNECTIONS = 4;
/** How long a server may keep silent: until its greeting, and after each command, ms. */
const PATIENCE = { connectMs: 15_000, silenceMs: 60_000 };
const IDLE_MS = 30_000;

const SMTPUTF8_HINT =
	'an address with letters beyond ASCII: the mail servers on its way must offer SMTPUTF8';

/** The commands whose refusal is about the message; all others are about the server or its settings. */
const ABOUT_THE_MESSAGE = ['MAIL FROM', 'RCPT TO', 'DATA', 'API'];
/** RFC 4954 §6: whatever the command, these are about who we are and how we connect. */
const ABOUT_THE_LOGIN = [530, 534, 535, 538];

/** Sends mail through one SMTP server (RFC 5321), its connections kept open and used again. */
export function createMailSender(mail: MailEnv, patience = PATIENCE): Sender {
	const transport = createTransport({
		pool: true,
		host: mail.host,
		port: mail.port,
		secure: mail.tls === 'tls',
		requireTLS: mail.tls === 'starttls',
		ignoreTLS: mail.tls === 'none',
		...(mail.user === undefined ? {} : { auth: { user: mail.user, pass: mail.password ?? '' } }),
		maxConnections: CONNECTIONS,
		// A connection that breaks within a message may have delivered it: the outbox judges, not the pool.
		maxRequeues: 0,
		connectionTimeout: patience.connectMs,
		greetingTimeout: patience.connectMs,
		socketTimeout: patience.silenceMs,
		idleTimeout: IDLE_MS
	});
	return {
		channel: 'mail',
		concurrency: CONNECTIONS,
		async send(message, signal) {
			try {
				const { response } = await transport.sendMail({ ...mailOptions(message), signal });
				return { ok: true, response: response ?? '' };
			} catch (error) {
				return failure(error, message);
			}
		},
		close: async () => transport.close()
	};
}

/**
 * Permanent is a 5xx that the server gave to this message (RFC 5321 §4.2.1), and a message that cannot
 * be sent at all. Bad passwords and missing TLS are for an administrator to mend; a server that is away
 * comes back.
 */
function failure(error: unknown, { payload }: OutgoingMessage): SendResult {
	if (!(error instanceof Error)) return { ok: false, permanent: false, error: String(error) };
	const { code, command, permanent, responseCode, message }: NodemailerError = error;
	const misconfigured = misconfiguration(error);
	if (misconfigured) return { ok: false, permanent: false, misconfigured, error: message };
	const isRefused = permanent === true && ABOUT_THE_MESSAGE.includes(command ?? '');
	const isUnsendable = code === 'EENVELOPE' && responseCode === undefined;
	// What servers say where they lack the extension names it only sometimes.
	const hint = isRefused && needsSmtpUtf8(payload) ? `${message} (${SMTPUTF8_HINT})` : message;
	return { ok: false, permanent: isRefused || isUnsendable, error: hint };
}

function misconfiguration(error: NodemailerError): PauseReason | undefined {
	const { code, command, permanent, responseCode, originalCode } = error;
	if (isRefusedCertificate(originalCode ?? code)) return 'certificate';
	if (command === 'STARTTLS' && permanent === true) return 'encryption';
	// Without a code of the server's, nodemailer found no way in that both sides know.
	const isLogin = code === 'EAUTH' && (permanent === true || responseCode === undefined);
	return isLogin || ABOUT_THE_LOGIN.includes(responseCode ?? 0) ? 'login' : undefined;
}
