import type { SendMailOptions } from 'nodemailer';
import * as v from 'valibot';
import type { MailContent } from '#domain/notification-message.ts';
import type { OutgoingMessage } from '#server/outbox/sender.ts';

const person = v.object({ name: v.string(), address: v.string() });

/** `MailContent` as it comes back from the outbox, which an older version may have written. */
const contentSchema = v.object({
	to: v.string(),
	from: person,
	sender: v.optional(v.string()),
	replyTo: v.optional(person),
	envelopeFrom: v.string(),
	subject: v.string(),
	text: v.string(),
	html: v.string(),
	attachments: v.optional(
		v.array(v.object({ filename: v.string(), contentType: v.string(), content: v.string() })),
		[]
	),
	headers: v.record(v.string(), v.string()),
	dsnNever: v.boolean(),
	log: v.array(v.string())
}) satisfies v.GenericSchema<unknown, MailContent>;

/**
 * An outbox message as nodemailer takes it. Addresses go in as name and address, never as text that
 * would be parsed again; nothing can name a file or a URL.
 *
 * @throws where the payload is no mail.
 */
export function mailOptions({ payload, messageId, createdAt }: OutgoingMessage): SendMailOptions {
	const content = v.parse(contentSchema, payload);
	return {
		messageId,
		date: new Date(createdAt),
		from: content.from,
		to: { name: '', address: content.to },
		...(content.sender === undefined ? {} : { sender: content.sender }),
		...(content.replyTo === undefined ? {} : { replyTo: content.replyTo }),
		subject: content.subject,
		text: content.text,
		html: content.html,
		// As bytes: a string would be sent as text, whose line ends are the transport's to change.
		attachments: content.attachments.map((attachment) => ({
			...attachment,
			content: Buffer.from(attachment.content)
		})),
		headers: { ...content.headers },
		envelope: {
			from: content.envelopeFrom,
			to: content.to,
			...(content.dsnNever ? { dsn: { notify: 'NEVER' } } : {})
		},
		disableFileAccess: true,
		disableUrlAccess: true
	};
}
