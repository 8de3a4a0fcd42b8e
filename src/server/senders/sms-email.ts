import type { MailContent } from '#domain/notification-message.ts';
import type { Sender } from '#server/outbox/sender.ts';
import { readSms } from './sms-message.ts';

/**
 * Sends text messages as mail to a gateway that makes text messages of them.
 *
 * @param mail sends the mail, and is closed with this sender.
 * @param address the gateway's, in which `{to}` stands for the digits of the number.
 * @param from the system's own address, by which the gateway knows us.
 */
export function createSmsByMailSender(mail: Sender, address: string, from: string): Sender {
	return {
		channel: 'sms',
		concurrency: mail.concurrency,
		async send(message, signal) {
			try {
				const payload = mailOf(readSms(message.payload), address, from);
				return await mail.send({ ...message, payload }, signal);
			} catch (error) {
				return { ok: false, permanent: false, error: String(error) };
			}
		},
		close: () => mail.close()
	};
}

function mailOf(
	{ to, text }: ReturnType<typeof readSms>,
	address: string,
	from: string
): MailContent {
	return {
		to: address.replaceAll('{to}', to.slice(1)),
		from: { name: '', address: from },
		envelopeFrom: from,
		// Gateways that send the subject too would say everything twice.
		subject: '',
		text,
		html: '',
		attachments: [],
		headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
		dsnNever: false,
		log: []
	};
}
