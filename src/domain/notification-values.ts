import { callerKey } from './caller-identity.ts';
import type { Contact, SourceAnswer } from './contact.ts';
import type { Hotline } from './hotline.ts';
import { isOwnDomain } from './internal-caller.ts';
import type { JoinedCall } from './notification-rules.ts';
import { NOTIFICATION_TEXTS } from './notification-text.ts';
import {
	formatPhoneNumber,
	parsePhoneNumber,
	telephonyLink,
	type PhoneNumber
} from './phone-number.ts';
import type { Settings } from './settings.ts';
import { cleanText } from './sip-address.ts';

/** Everything that a message about an unanswered call is made of. */
export interface NotificationFacts {
	readonly call: JoinedCall;
	readonly hotline?: Hotline;
	readonly lookup: readonly SourceAnswer[];
	/** Calls of this caller on the calendar day, this one included. */
	readonly callsToday: number;
	readonly settings: Settings;
	readonly product: string;
	/** The account's own SIP domain: only its users can be called back by name. */
	readonly sipDomain?: string;
	/** The app's own https: address, without a trailing slash; empty where it is not known. */
	readonly appUrl: string;
}

/** Names are bounded: a text from the network may be as long as a SIP message. */
export const MAX_NAME = 120;
const LONG = { dateStyle: 'full', timeStyle: 'short' } as const;
const SHORT = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
const NEUTRAL_COLOR = '#586274';

/**
 * What a template of a notification can name, in the account's language, zone and numbering plan.
 * `contact` is a certain match; nothing of a withheld identity is in it.
 */
export function notificationValues(facts: NotificationFacts, contact: Contact | undefined) {
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
	const path = callBackPath(facts);
	return {
		locale: settings.locale,
		caller: {
			title: callerTitle(facts, contact),
			company: cleanText(contact?.company ?? '', MAX_NAME),
			number: number ? formatPhoneNumber(number, plan) : '',
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
			when: formatted(call.startedAt, texts.dateLocale, settings.timeZone, LONG),
			/** For text messages: day, month and time. */
			shortWhen: formatted(call.startedAt, texts.dateLocale, settings.timeZone, SHORT),
			rang: `${Math.round(call.ringMs / 1000)} s`,
			outcome: texts.outcomes[call.outcome] ?? call.outcome,
			// Of callers who cannot be told apart nobody knows how often they called.
			today: callerKey(caller) === undefined ? 0 : facts.callsToday
		},
		numbers: numbersOf(number, contact, settings),
		appLink: appUrl !== '' && path !== undefined ? `${appUrl}${path}` : ''
	};
}

/**
 * The app's page that is ready to call back in the name of the hotline that was called; undefined where
 * nobody can be called back.
 */
export function callBackPath({ call, hotline, sipDomain }: NotificationFacts): string | undefined {
	const { caller } = call;
	const number = caller.kind === 'number' ? caller.number : undefined;
	const isOwnUser = caller.kind === 'user' && isOwnDomain(caller.domain, sipDomain ?? '');
	const target = number?.e164 ?? number?.raw ?? (isOwnUser ? caller.user : '');
	if (target === '') return undefined;
	const path = `/dial?number=${encodeURIComponent(target)}`;
	return hotline ? `${path}&hotline=${encodeURIComponent(hotline.id)}` : path;
}

/** Kept by locale, time zone and style: to make one takes a hundred times as long as to use it. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function formatted(
	at: number,
	locale: string,
	timeZone: string,
	style: Intl.DateTimeFormatOptions
): string {
	const key = JSON.stringify([locale, timeZone, style]);
	const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...style });
	dateFormats.set(key, format);
	return format.format(at);
}

function callerTitle(
	{ call: { caller }, settings }: NotificationFacts,
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
