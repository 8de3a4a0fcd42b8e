import type { MessageLogCode } from '#domain/message-log.ts';

/** What a rule looked at, as it is written. */
type VerdictInputs = Readonly<
	Record<
		'caller' | 'sources' | 'day' | 'ring' | 'limit' | 'active' | 'notified' | 'entry' | 'entries',
		string
	>
>;

export const journal = {
	title: 'Calls',
	empty: 'No calls yet',
	emptyHint: 'Each call will stand here, answered or not.',
	loading: 'Reading the journal …',
	failed:
		'The journal cannot be read: the browser gives no storage. Private windows and full disks are common causes.',
	callBack: (name: string) => `Call ${name}`,
	why: 'Why was I notified, or not?',
	outcome: {
		answered: 'answered',
		'answered-elsewhere': 'answered elsewhere',
		missed: 'missed',
		'timed-out': 'not answered in time',
		busy: 'busy',
		declined: 'declined',
		unreachable: 'unreachable',
		voicemail: 'voicemail',
		cancelled: 'cancelled',
		'no-answer': 'no answer',
		'unknown-number': 'no such number',
		failed: 'failed'
	},
	live: 'now',
	interrupted: 'The browser was closed during this call: how it ended is not known.',
	rang: (time: string) => `rang ${time}`,
	talked: (time: string) => `talked ${time}`,
	transferredBy: (name: string) => `put through by ${name}`,
	transferredTo: (name: string) => `transferred to ${name}`,
	filter: 'Find calls',
	show: 'Calls shown',
	states: { all: 'All', unanswered: 'Unanswered', open: 'Open' },
	hotline: 'Hotline called',
	allHotlines: 'All hotlines',
	search: 'Name or number',
	contact: 'Contact',
	noContact: 'No contact of these calls is called so.',
	callsWith: (name: string) => `Calls with ${name}`,
	allCallsWith: (name: string) => `All calls with ${name}`,
	removeRemote: (name: string) => `No longer only calls with ${name}`,
	noMatch: 'No call matches. Choose other filters.',
	markProcessed: 'Mark processed',
	reopen: 'Reopen',
	nowProcessed: 'Marked as processed.',
	nowOpen: 'The call is open again.',
	undo: 'Undo',
	dismiss: 'Dismiss',
	notice: 'What has just happened',
	retryFailed: {
		unreachable:
			'The message was not sent again: the server cannot be reached. Try again when the connection is back.',
		signedOut: 'The message was not sent again: you are signed out. Sign in, then try again.',
		gone: 'The message need not be sent again: it has been sent or is on its way, as you will see in a moment.',
		refused: (code: string) =>
			`The message was not sent again: the server refused it (${code}). Try again later; if it happens again, tell your administrator.`
	},
	processedByCall: (when: string) => `processed by a later call, ${when}`,
	processedBy: (name: string, when: string) => `processed by ${name}, ${when}`,
	processedHere: (when: string) => `processed, ${when}`,
	processedLate: 'processed: answered after all',
	never: 'never',
	response: (answer: string) => `The server answered: ${answer}`,
	retry: 'Send again',
	waiting: 'Not decided yet',
	notReported: 'Not reported yet: the report goes out when the server can be reached.',
	refused: (code: string) =>
		`The server refused this call’s report (${code}): it cannot notify of it. Tell your administrator.`,
	notified: 'Notified',
	noChannel:
		'No message: e-mail and text messages are switched off, have no address, or are not sent by this installation',
	notNotified: 'Not notified',
	notUnanswered: 'This call does not count as unanswered.',
	pbx: {
		alone: 'Only the PBX reported this call: no browser did.',
		outcome: 'The PBX reported how this call ended; no browser saw that.'
	},
	calledBy: (number: string, header: string) => `Called number ${number}, from ${header}`,
	callerWithout: {
		withheld: 'a caller with a withheld number',
		unavailable: 'a caller without a number'
	} as Record<string, string>,
	addressBook: 'address book',
	sourceStatus: {
		found: 'knows the caller',
		none: 'does not know the caller',
		failed: 'did not answer'
	} as Record<string, string>,
	channel: { mail: 'E-mail', sms: 'Text message', push: 'Push message' } as Record<string, string>,
	message: {
		waiting: 'on its way',
		sent: 'sent',
		'given-up': 'given up'
	},
	taken: { mail: 'delivered to the mail server', sms: 'taken by the provider' } as Record<
		string,
		string
	>,
	delivery: {
		delivered: (when: string) => `delivered at ${when}`,
		expired: (when: string) => `not delivered: the network has tried in vain until ${when}`,
		failed: (when: string) => `not delivered: refused by the network at ${when}`
	},
	templatePart: { subject: 'subject', text: 'text', html: 'HTML', sms: 'text message' } as Record<
		string,
		string
	>,
	lastError: (error: string) => `Last error: ${error}`
};

/** Why a rule judged as it did, by its code. */
export const verdict = {
	'marked-internal': () => 'the PBX says it is internal',
	'marked-external': () => 'the PBX says it comes from outside',
	'own-domain-user': ({ caller }) => `${caller} is of the own SIP domain`,
	outside: ({ caller }) => `${caller} calls from outside`,
	'extension-range': ({ caller }) => `${caller} is in an extension range`,
	'few-digits': ({ caller }) => `${caller} is as short as an extension`,
	'main-number-extension': ({ caller }) => `${caller} is an extension of the main number`,
	withheld: () => 'the caller hides the number',
	'not-withheld': () => 'the number is not hidden',
	'no-number': () => 'there is no number to look up',
	'contact-found': ({ sources }) => `a contact was found; ${sources}`,
	'source-failed': ({ sources }) => `a source did not answer, the caller may be known; ${sources}`,
	'nobody-asked': () => 'no contact source was asked',
	'no-contact': ({ sources }) => `no source knows the caller; ${sources}`,
	'caller-not-known': () => 'callers without a number cannot be told apart',
	'notified-that-day': ({ day }) => `you were notified of this caller on ${day} already`,
	'first-that-day': ({ day }) => `the first notification of this caller on ${day}`,
	'never-notified': () => 'you have never been notified of this caller',
	'not-active-since': ({ notified, active }) =>
		`notified last: ${notified}, active last: ${active}`,
	'active-since': ({ notified, active }) => `notified last: ${notified}, active last: ${active}`,
	'too-short': ({ ring, limit }) => `rang ${ring}, the limit is ${limit}`,
	'long-enough': ({ ring, limit }) => `rang ${ring}, the limit is ${limit}`,
	listed: ({ entry }) => `matches ${entry}`,
	'not-listed': ({ entries }) => `matches none of ${entries} entries`
} as Record<string, (inputs: VerdictInputs) => string>;

export const exceptions = {
	internal: 'Internal call',
	withheld: 'Number withheld',
	noContact: 'No contact data',
	repeatedSameDay: 'Repeated on the same day',
	repeatedWithoutLogin: 'Repeated without user login',
	shortRing: 'Rang too briefly',
	listed: 'Number in the list',
	suppressed: 'applies: no notification',
	matchesButOff: 'would apply, but is switched off',
	noMatch: 'does not apply'
};

/** What a log entry is about: a template's part, where in it (line:column), and what is wrong there. */
type MessageLogDetails = Readonly<Record<'part' | 'place' | 'error', string>>;

/** What was decided about a message while it was composed. */
export const messageLog: Readonly<Record<MessageLogCode, (details: MessageLogDetails) => string>> =
	{
		'own-template-empty': ({ part }) =>
			`Your own template (${part}) said nothing: the built-in one was used.`,
		'own-template-failed': ({ part, place, error }) =>
			`Your own template (${part}) is wrong at ${place}, ${error}: the built-in one was used.`,
		'caller-as-sender': () => 'Sent in the caller’s name.',
		'caller-as-sender-without-address': () =>
			'Not sent in the caller’s name: no certain e-mail address is known.',
		'sms-caller-as-sender': () => 'Sent with the caller’s number as sender.',
		'sms-caller-as-sender-not-allowed': () =>
			'Not sent with the caller’s number: the provider takes registered senders only.',
		'sms-caller-as-sender-without-number': () =>
			'Not sent with the caller’s number: there is none that can be a sender.',
		'sms-names-shortened': () => 'Names were shortened so that the text fits.',
		'sms-text-cut': () => 'The text was cut to fit.'
	};
