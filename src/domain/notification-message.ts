import { callerKey } from './caller-identity.ts';
import { certainContact, type Contact } from './contact.ts';
import type { Hotline } from './hotline.ts';
import { isOwnDomain } from './internal-caller.ts';
import { renderHtml, renderText } from './liquid.ts';
import type { ContactLookup, JoinedCall } from './notification-rules.ts';
import { NOTIFICATION_TEXTS } from './notification-text.ts';
import {
	formatPhoneNumber,
	parsePhoneNumber,
	telephonyLink,
	type PhoneNumber
} from './phone-number.ts';
import type { Settings } from './settings.ts';
import { cleanText } from './sip-address.ts';

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
	readonly headers: Readonly<Record<string, string>>;
	/** Ask for no delivery status notifications (RFC 3461 §4.1), where the server offers DSN. */
	readonly dsnNever: boolean;
	/** What was decided about the message, for the journal. */
	readonly log: readonly string[];
}

interface MailFacts {
	readonly call: JoinedCall;
	readonly hotline?: Hotline;
	readonly lookup: ContactLookup;
	/** Calls of this caller on the calendar day, this one included. */
	readonly callsToday: number;
	readonly settings: Settings;
	readonly product: string;
	/** The account's own SIP domain: only its users can be called back by name. */
	readonly sipDomain?: string;
	/** The app's own https: address, without a trailing slash; empty where it is not known. */
	readonly appUrl: string;
	readonly system: { readonly address: string; readonly name: string };
}

const MAX_NAME = 120;
const MAX_SUBJECT = 200;
const NEUTRAL_COLOR = '#586274';

/** Composes the e-mail about an unanswered call; undefined where nobody is to get one. */
export function composeMail(facts: MailFacts): MailContent | undefined {
	const { settings, hotline, system, product } = facts;
	const to = hotline?.notifyAddress || settings.email.address;
	if (!settings.email.enabled || to === '') return undefined;
	// A device may have reported only afterwards that the caller is withheld: what was found then is dropped.
	const contact = facts.call.caller.kind === 'withheld' ? undefined : certainContact(facts.lookup);
	const values = templateValues(facts, contact);
	const texts = NOTIFICATION_TEXTS[settings.locale];
	const subject = singleLine(rendered(renderText(texts.subject, values)), MAX_SUBJECT);
	const content = {
		to,
		subject,
		text: rendered(renderText(texts.text, values)),
		html: rendered(renderHtml(texts.html, { ...values, subject }))
	};
	const callerAddress = contact?.emails[0];
	const name = singleLine(values.caller.title, MAX_NAME);
	if (settings.email.callerAsSender && callerAddress) {
		return {
			...content,
			from: { name, address: callerAddress },
			sender: system.address,
			envelopeFrom: callerAddress,
			// None of the headers that suppress an absence reply: the caller is to get it.
			headers: {},
			dsnNever: true,
			log: ['caller-as-sender']
		};
	}
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
		log: settings.email.callerAsSender ? ['caller-as-sender-without-address'] : []
	};
}

function templateValues(facts: MailFacts, contact: Contact | undefined) {
	const { call, hotline, settings, appUrl } = facts;
	const { caller, called } = call;
	const texts = NOTIFICATION_TEXTS[settings.locale];
	const plan = settings.numbering;
	const number = caller.kind === 'number' ? caller.number : undefined;
	const calledText = cleanText(
		called.number ? formatPhoneNumber(called.number, plan) : (called.user ?? ''),
		MAX_NAME
	);
	const calledTitle =
		cleanText(hotline?.company ?? '', MAX_NAME) ||
		cleanText(hotline?.name ?? '', MAX_NAME) ||
		calledText;
	const isOwnUser = caller.kind === 'user' && isOwnDomain(caller.domain, facts.sipDomain ?? '');
	const target = number?.e164 ?? number?.raw ?? (isOwnUser ? caller.user : '');
	return {
		locale: settings.locale,
		caller: {
			title: callerTitle(facts, contact),
			company: cleanText(contact?.company ?? '', MAX_NAME),
			email: contact?.emails[0] ?? ''
		},
		called: {
			title: calledTitle,
			detail: [cleanText(hotline?.name ?? '', MAX_NAME), calledText]
				.filter((detail) => detail !== '' && detail !== calledTitle)
				.join(', '),
			color: hotline?.color ?? NEUTRAL_COLOR
		},
		call: {
			when: new Intl.DateTimeFormat(texts.dateLocale, {
				timeZone: settings.timeZone,
				dateStyle: 'full',
				timeStyle: 'short'
			}).format(call.startedAt),
			rang: `${Math.round(call.ringMs / 1000)} s`,
			outcome: texts.outcomes[call.outcome] ?? call.outcome,
			// Of callers who cannot be told apart nobody knows how often they called.
			today: callerKey(caller) === undefined ? 0 : facts.callsToday
		},
		numbers: numbersOf(number, contact, settings),
		appLink: appUrl !== '' && target !== '' ? `${appUrl}/?dial=${encodeURIComponent(target)}` : ''
	};
}

function callerTitle(
	{ call: { caller }, settings }: MailFacts,
	contact: Contact | undefined
): string {
	const texts = NOTIFICATION_TEXTS[settings.locale];
	const candidates = [
		contact?.name,
		contact?.company,
		'displayName' in caller ? caller.displayName : undefined
	];
	for (const candidate of candidates) {
		const name = cleanText(candidate ?? '', MAX_NAME);
		if (name !== '') return name;
	}
	switch (caller.kind) {
		case 'withheld':
			return texts.withheld;
		case 'unavailable':
			return texts.unavailable;
		case 'user':
			return cleanText(`${caller.user}@${caller.domain}`, MAX_NAME);
		case 'number':
			return cleanText(formatPhoneNumber(caller.number, settings.numbering), MAX_NAME);
	}
}

/** The calling number first, then the contact's others, each once. */
function numbersOf(
	calling: PhoneNumber | undefined,
	contact: Contact | undefined,
	{ numbering, email }: Settings
): { text: string; link: string }[] {
	const written = (contact?.numbers ?? []).map(({ e164, raw }) => {
		return parsePhoneNumber(e164 ?? raw, numbering) ?? cleanText(raw, MAX_NAME);
	});
	const all = [...(calling ? [calling] : []), ...written].filter((number) => number !== '');
	const seen = new Set<string>();
	return all.flatMap((number) => {
		// Text that is no number to us may still be one to its reader; it cannot be a link.
		const isText = typeof number === 'string';
		const key = isText ? number : (number.e164 ?? number.raw);
		if (seen.has(key)) return [];
		seen.add(key);
		return isText
			? [{ text: number, link: '' }]
			: [
					{
						text: formatPhoneNumber(number, numbering),
						link: telephonyLink(number, email.linkPrefix) ?? ''
					}
				];
	});
}

/** Header fields are one line, whatever a name holds (RFC 5322 §2.2). */
function singleLine(text: string, limit: number): string {
	return cleanText(text, limit);
}

/** The built-in templates are ours: one that fails is a broken assumption. */
function rendered(result: ReturnType<typeof renderText>): string {
	if (!result.ok) throw new Error(`built-in template: ${result.error.message}`);
	return result.text;
}
