import { certainContact } from './contact.ts';
import { renderText } from './liquid.ts';
import type { MessageLogEntry } from './message-log.ts';
import { renderOwn } from './notification-template.ts';
import { settingsFor } from './notification-recipient.ts';
import { NOTIFICATION_TEXTS } from './notification-text.ts';
import { notificationValues, type NotificationFacts } from './notification-values.ts';
import type { Settings } from './settings.ts';
import { cleanText } from './sip-address.ts';
import { isSmsSender } from './sms-sender.ts';
import { smsSize } from './sms-segments.ts';

/** A text message about an unanswered call, ready for the outbox. */
export interface SmsContent {
	/** E.164. */
	readonly to: string;
	/** The caller's number in E.164, or the installation's own sender; empty: the provider's default. */
	readonly from: string;
	readonly text: string;
	/** What was decided about the message, for the journal. */
	readonly log: readonly string[];
}

/** What the installation's provider of text messages can do. */
export interface SmsService {
	/** The own sender id; empty means the provider's default. */
	readonly sender: string;
	/** Takes any number as sender, also the caller's. */
	readonly anySender: boolean;
}

interface SmsFacts extends NotificationFacts {
	/** Undefined where the installation has no provider. */
	readonly service: SmsService | undefined;
}

/** Names are not made shorter than this: less would say nothing. */
const MIN_NAME = 8;
const MAX_NAME = 120;
/** No text of more characters fits into the most segments that the settings allow. */
const MAX_TEXT = 1_530;

type Values = ReturnType<typeof notificationValues>;

/** True where calls are to be told of by text message, and a provider is there to send it. */
export function isSmsWanted(
	{ sms }: Settings,
	service: SmsService | undefined
): service is SmsService {
	return sms.enabled && sms.number !== '' && service !== undefined;
}

/** Composes the text message about an unanswered call; undefined where nobody is to get one. */
export function composeSms(given: SmsFacts): SmsContent | undefined {
	const facts = { ...given, settings: settingsFor(given.settings, given.hotline) };
	const { settings, service, call } = facts;
	if (!isSmsWanted(settings, service)) return undefined;
	const { number, maxSegments } = settings.sms;
	const contact = call.caller.kind === 'withheld' ? undefined : certainContact(facts.lookup);
	const values = notificationValues(facts, contact);
	const log: MessageLogEntry[] = [];
	const from = senderOf(facts, service, log);
	return { to: number, from, text: fittingText(facts, values, maxSegments, log), log };
}

function senderOf(
	{ settings, call }: SmsFacts,
	service: SmsService,
	log: MessageLogEntry[]
): string {
	if (!settings.sms.callerAsSender) return service.sender;
	if (!service.anySender) {
		log.push('sms-caller-as-sender-not-allowed');
		return service.sender;
	}
	const number = call.caller.kind === 'number' ? call.caller.number.e164 : undefined;
	if (number === undefined || !isSmsSender(number)) {
		log.push('sms-caller-as-sender-without-number');
		return service.sender;
	}
	log.push('sms-caller-as-sender');
	return number;
}

/** The text with names as long as the segments allow; one that fits with no names is cut at its end. */
function fittingText(
	facts: SmsFacts,
	values: Values,
	maxSegments: number,
	log: MessageLogEntry[]
): string {
	const { locale, templates } = facts.settings;
	const template = {
		part: 'sms',
		own: templates[locale].sms,
		builtIn: NOTIFICATION_TEXTS[locale].sms,
		render: renderText,
		locale
	} as const;
	const fits = (text: string) => text.length <= MAX_TEXT && smsSize(text).segments <= maxSegments;
	const written = (nameLimit: number, log: MessageLogEntry[] = []) =>
		renderOwn({ ...template, values: withShortNames(values, nameLimit) }, log).trim();

	const whole = written(MAX_NAME, log);
	if (fits(whole)) return whole;
	const limit = largest(MIN_NAME, MAX_NAME - 1, (candidate) => fits(written(candidate)));
	if (limit !== undefined) {
		log.push('sms-names-shortened');
		return written(limit);
	}
	log.push('sms-text-cut');
	const shortest = written(MIN_NAME).slice(0, MAX_TEXT).toWellFormed();
	const graphemes = [...new Intl.Segmenter().segment(shortest)].map(({ segment }) => segment);
	const first = (count: number) => graphemes.slice(0, count).join('');
	return first(largest(0, graphemes.length, (count) => fits(first(count))) ?? 0).trim();
}

/** The largest whole number from `low` to `high` that passes; undefined where `low` does not. */
function largest(low: number, high: number, passes: (n: number) => boolean): number | undefined {
	if (!passes(low)) return undefined;
	let [good, bad] = [low, high + 1];
	while (bad - good > 1) {
		const middle = Math.floor((good + bad) / 2);
		if (passes(middle)) good = middle;
		else bad = middle;
	}
	return good;
}

function withShortNames(values: Values, limit: number): Values {
	const { caller, called } = values;
	return {
		...values,
		caller: {
			...caller,
			title: shortName(caller.title, limit),
			company: shortName(caller.company, limit)
		},
		called: {
			...called,
			title: shortName(called.title, limit),
			detail: shortName(called.detail, limit)
		}
	};
}

/** Ends with a full stop, as abbreviations do: an ellipsis would make all of the message UCS-2. */
function shortName(name: string, limit: number): string {
	// Half a number is a wrong number.
	const isNumber = !/\p{L}/u.test(name);
	return isNumber || name.length <= limit ? name : `${cleanText(name, limit - 1)}.`;
}
