import { actionValues } from './call-action.ts';
import { renderCalledContact, type CalledContact } from './called-contact.ts';
import { certainContact } from './contact.ts';
import { exampleCall, type ExampleCall } from './example-calls.ts';
import type { Locale } from './hotline.ts';
import { composeMail } from './notification-message.ts';
import { composeSms } from './notification-sms.ts';
import { templateProblems, type TemplateProblem } from './notification-template.ts';
import { notificationValues } from './notification-values.ts';
import type { Settings } from './settings.ts';
import { templateContext } from './template-context.ts';
import { renderGreeting, type Greeting } from './template.ts';
import { smsSize, type SmsSize } from './sms-segments.ts';

/** What notifications would say, and what is wrong with the account's own templates. */
export interface NotificationPreview {
	readonly subject: string;
	readonly text: string;
	readonly html: string;
	readonly sms: string;
	readonly smsSize: SmsSize;
	/** Names have been shortened, or the text cut, to keep within the segments. */
	readonly isSmsShortened: boolean;
	readonly problems: readonly TemplateProblem[];
}

const SYSTEM = { name: 'Anteroom', address: 'anteroom@office.example' };
const APP_URL = 'https://anteroom.example';

/**
 * Composes the messages about an example call exactly as the server would, with settings that need not be saved.
 *
 * @param now when the call is said to have ended, UTC epoch ms
 * @throws where the settings are not valid, but for their templates
 */
export function previewNotification(
	settings: Settings,
	locale: Locale,
	example: ExampleCall,
	now: number
): NotificationPreview {
	const facts = {
		...exampleCall(example, now),
		settings: {
			...settings,
			locale,
			// Shown although switched off, or not addressed yet.
			email: { ...settings.email, enabled: true, address: SYSTEM.address },
			sms: { ...settings.sms, enabled: true, number: '+491713920077' }
		},
		product: SYSTEM.name,
		appUrl: APP_URL
	};
	const mail = composeMail({ ...facts, system: SYSTEM });
	const sms = composeSms({ ...facts, service: { sender: '', anySender: true } });
	if (!mail || !sms) throw new Error('a preview has channels and recipients');
	return {
		subject: mail.subject,
		text: mail.text,
		html: mail.html,
		sms: sms.text,
		smsSize: smsSize(sms.text),
		isSmsShortened: sms.log.some((entry) =>
			['sms-names-shortened', 'sms-text-cut'].includes(entry)
		),
		problems: templateProblems([...mail.log, ...sms.log])
	};
}

/**
 * The greeting as the call window would show it for an example call to a hotline that has none of its own.
 *
 * @param now when the call is said to come in, UTC epoch ms
 */
export function previewGreeting(
	settings: Settings,
	locale: Locale,
	example: ExampleCall,
	now: number,
	user: { readonly name: string }
): Greeting {
	return renderGreeting(windowFacts({ ...settings, locale }, example, now, user));
}

/**
 * What the call window would show of the called contact on an example call; undefined where that is nothing.
 *
 * @param now when the call is said to come in, UTC epoch ms
 */
export function previewCalledContact(
	settings: Settings,
	locale: Locale,
	now: number,
	user: { readonly name: string }
): CalledContact | undefined {
	// Shown although switched off.
	const calledContact = { ...settings.calledContact, display: true };
	return renderCalledContact(
		windowFacts({ ...settings, locale, calledContact }, 'known', now, user)
	);
}

/**
 * What the template of an address could name on an example call from a contact.
 *
 * @param now when the call is said to come in, UTC epoch ms
 */
export function exampleActionValues(
	settings: Settings,
	now: number,
	user: { readonly name: string }
) {
	const { call, lookup } = exampleCall('known', now);
	const { context } = windowFacts(settings, 'known', now, user);
	return actionValues(context, call.caller, certainContact(lookup));
}

function windowFacts(
	settings: Settings,
	example: ExampleCall,
	now: number,
	user: { readonly name: string }
) {
	const { call, hotline, lookup } = exampleCall(example, now);
	const contact = certainContact(lookup);
	const context = templateContext({
		caller: call.caller,
		...(contact && { contact }),
		called: call.called,
		...(hotline && { hotline }),
		user,
		call: { startedAt: now, isInternal: false, previousCalls: 0 },
		now,
		timeZone: settings.timeZone,
		plan: settings.numbering
	});
	return { ...(hotline && { hotline }), settings, context };
}

/** What templates of notifications can name, e.g. `caller.title`; members of a list by their first. */
export function notificationValueNames(settings: Settings): readonly string[] {
	const facts = { ...exampleCall('known', 0), settings, product: SYSTEM.name, appUrl: APP_URL };
	return names(notificationValues(facts, undefined));
}

function names(values: object, path = ''): string[] {
	return Object.entries(values).flatMap(([key, value]: [string, unknown]) => {
		const name = Array.isArray(values) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
		if (typeof value !== 'object' || value === null) return [name];
		return Array.isArray(value) ? names(value.slice(0, 1), name) : names(value, name);
	});
}
