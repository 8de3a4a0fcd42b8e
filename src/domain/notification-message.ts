import { certainContact, type Contact } from './contact.ts';
import { renderHtml, renderText } from './liquid.ts';
import type { MessageLogEntry } from './message-log.ts';
import { renderOwn } from './notification-template.ts';
import { settingsFor } from './notification-recipient.ts';
import { NOTIFICATION_TEXTS } from './notification-text.ts';
import { MAX_NAME, notificationValues, type NotificationFacts } from './notification-values.ts';
import type { Settings } from './settings.ts';
import { cleanText } from './sip-address.ts';
import { vCardFileName, writeVCard } from './vcard.ts';

/** An e-mail about an unanswered call, ready for the outbox. Addresses are bare; names are separate. */
export interface MailContent {
	readonly to: string;
	readonly from: { readonly name: string; readonly address: string };
	/** RFC 5322 §3.6.2: who really sent it, where `from` is the caller. */
	readonly sender?: string;
	readonly replyTo?: { readonly name: string; readonly address: string };
	/** MAIL FROM: absence replies go there (RFC 3834 §4). */
	readonly envelopeFrom: string;
	readonly subject: string;
	readonly text: string;
	readonly html: string;
	/** The caller's vCard, where it is wanted and known. */
	readonly attachments: readonly MailAttachment[];
	readonly headers: Readonly<Record<string, string>>;
	/** Ask for no delivery status notifications (RFC 3461 §4.1), where the server offers DSN. */
	readonly dsnNever: boolean;
	/** What was decided about the message, for the journal. */
	readonly log: readonly string[];
}

interface MailAttachment {
	readonly filename: string;
	readonly contentType: string;
	readonly content: string;
}

interface MailFacts extends NotificationFacts {
	/** The system's own address, sender where the caller is not. */
	readonly system: { readonly address: string; readonly name: string };
}

const MAX_SUBJECT = 200;

/** Who gets the e-mail; undefined where nobody is to get one. */
export function mailRecipient({ email }: Settings): string | undefined {
	return email.enabled && email.address !== '' ? email.address : undefined;
}

/** Composes the e-mail about an unanswered call; undefined where nobody is to get one. */
export function composeMail(given: MailFacts): MailContent | undefined {
	const facts = { ...given, settings: settingsFor(given.settings, given.hotline) };
	const { settings, system, product } = facts;
	const to = mailRecipient(settings);
	if (to === undefined) return undefined;
	// A device may have reported only afterwards that the caller is withheld: what was found then is dropped.
	const contact = facts.call.caller.kind === 'withheld' ? undefined : certainContact(facts.lookup);
	const values = notificationValues(facts, contact);
	const log: MessageLogEntry[] = [];
	const { locale } = settings;
	const own = settings.templates[locale];
	const texts = NOTIFICATION_TEXTS[locale];
	const plain = (part: 'subject' | 'text') =>
		renderOwn(
			{ part, own: own[part], builtIn: texts[part], render: renderText, values, locale },
			log
		);
	// Header fields are one line, whatever a name holds (RFC 5322 §2.2).
	const subject = cleanText(plain('subject'), MAX_SUBJECT);
	const html = {
		own: own.html,
		builtIn: texts.html,
		render: renderHtml,
		values: { ...values, subject },
		locale
	};
	const content = {
		to,
		subject,
		text: plain('text'),
		html: renderOwn({ part: 'html', ...html }, log),
		attachments: vCardOf(contact, settings.email.vcard)
	};
	const callerAddress = contact?.emails[0];
	const name = cleanText(values.caller.title, MAX_NAME);
	if (settings.email.callerAsSender && callerAddress) {
		log.push('caller-as-sender');
		return {
			...content,
			from: { name, address: callerAddress },
			sender: system.address,
			envelopeFrom: callerAddress,
			// None of the headers that suppress an absence reply: the caller is to get it.
			headers: {},
			dsnNever: true,
			log
		};
	}
	if (settings.email.callerAsSender) log.push('caller-as-sender-without-address');
	return {
		...content,
		from: { name: `${name} ${texts.via} ${product}`, address: system.address },
		...(callerAddress && { replyTo: { name, address: callerAddress } }),
		envelopeFrom: system.address,
		headers: {
			'Auto-Submitted': 'auto-generated',
			'X-Auto-Response-Suppress': 'All'
		},
		dsnNever: false,
		log
	};
}

function vCardOf(
	contact: Contact | undefined,
	version: Settings['email']['vcard']
): MailAttachment[] {
	if (!contact || version === 'off') return [];
	return [
		{
			filename: vCardFileName(contact),
			contentType: 'text/vcard; charset=utf-8',
			content: writeVCard(contact, version)
		}
	];
}
