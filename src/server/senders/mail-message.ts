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

const envelopeSchema = v.pick(contentSchema, ['to', 'envelopeFrom']);

/**
 * An outbox message as nodemailer takes it. Addresses go in as name and address, never as text that
 * would be parsed again; nothing can name a file or a URL.
 *
 * @throws where the payload is no mail.
 */
export function mailOptions({ payload, messageId, createdAt }: OutgoingMessage): SendMailOptions {
	const content = v.parse(contentSchema, payload);
	const { replyTo } = content;
	// RFC 6532: such an address in a header makes the whole message need SMTPUTF8. It is not worth losing it.
	const replies =
		replyTo && (isAscii(replyTo.address) || needsSmtpUtf8(content)) ? { replyTo } : {};
	return {
		messageId,
		date: new Date(createdAt),
		from: content.from,
		to: { name: '', address: content.to },
		...(content.sender === undefined ? {} : { sender: content.sender }),
		...replies,
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

/**
 * True where the envelope has a local part beyond ASCII, which only servers with SMTPUTF8 take
 * (RFC 6531 §3.2). A domain is no reason: it has an ASCII form (RFC 5890).
 */
export function needsSmtpUtf8(payload: unknown): boolean {
	const envelope = v.safeParse(envelopeSchema, payload);
	return (
		envelope.success && !(isAscii(envelope.output.to) && isAscii(envelope.output.envelopeFrom))
	);
}

function isAscii(address: string): boolean {
	return /^[\x20-\x7e]*$/.test(address.slice(0, address.lastIndexOf('@')));
}
