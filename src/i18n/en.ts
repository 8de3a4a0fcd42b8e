import { attention } from './en/attention.ts';
import { headset } from './en/headset.ts';
import { callFailure } from './en/call-failure.ts';
import { contacts } from './en/contacts.ts';
import { diagnostics } from './en/diagnostics.ts';
import { dialLink } from './en/dial-link.ts';
import { directories } from './en/directories.ts';
import { doNotDisturb } from './en/do-not-disturb.ts';
import { first } from './en/first.ts';
import { folders } from './en/folders.ts';
import { forwarding } from './en/forwarding.ts';
import { hotlines } from './en/hotlines.ts';
import { exceptions, journal, messageLog, verdict } from './en/journal.ts';
import { iceProblems, iceServers } from './en/ice-servers.ts';
import { presence } from './en/presence.ts';
import { push } from './en/push.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { shortcuts } from './en/shortcuts.ts';
import { sound } from './en/sound.ts';
import { speedDials } from './en/speed-dials.ts';
import { talk } from './en/talk.ts';
import { telephoneLinks } from './en/telephone-links.ts';
import { voicemail } from './en/voicemail.ts';
import { welcome } from './en/welcome.ts';

/** English texts. `de.ts` has the same shape: a text that is missing there does not compile. */
export const en = {
	...first,
	signIn: {
		title: 'Sign in',
		email: 'E-mail',
		password: 'Password',
		submit: 'Sign in',
		working: 'Signing in …',
		demoHint: 'Sample accounts of this demo:',
		wrong: 'E-mail or password is not right. Check both, then try again.',
		unreachable: 'The server does not answer. Check the network, then try again.',
		tooMany: 'Too many attempts. Wait a minute, then try again.',
		failed: (code: string) => `The server refused (${code}). Try again, or ask your administrator.`,
		signOut: 'Sign out'
	},
	setup: {
		title: 'Set up Anteroom',
		intro:
			'Nobody has an account yet. Make the first administrator; further accounts are made in the app.',
		code: 'Set-up code',
		codeHint: 'The server prints it on its console when it starts.',
		name: 'Name',
		passwordHint: 'At least 10 characters.',
		submit: 'Create administrator',
		wrongCode: 'The set-up code is not right. It stands on the server’s console.',
		done: 'Setting up is done already. Sign in instead.',
		badInput: 'Check name, e-mail and password; the password needs at least 10 characters.'
	},
	accounts: {
		nameHint: 'As colleagues and callers know this person.',
		emailHint: 'For signing in, and for messages of unanswered calls.',
		title: 'Accounts',
		empty: 'No accounts yet.',
		add: 'New account',
		role: 'Role',
		roleHint: 'Administrators also change accounts, contact sources and what holds for all.',
		admin: 'Administrator',
		user: 'Answers calls',
		sip: 'Telephone',
		noSip: 'no telephone',
		sipServer: 'WebSocket address of the PBX',
		sipServerHint: 'wss://pbx.example/ws; several with commas between, the preferred one first',
		sipUser: 'SIP user',
		sipUserHint: 'The extension or user name that the PBX has for this person, for example 21.',
		sipDomain: 'SIP domain',
		sipDomainHint: 'What stands behind the @ in the SIP address, for example pbx.example.',
		sipAuthUser: 'Authorization user (empty: as SIP user)',
		sipAuthUserHint: 'Only a few PBXs want another name for signing in.',
		sipPassword: 'SIP password',
		sipPasswordHint: 'From the settings of the PBX; not the password of this account.',
		submit: 'Create account',
		created: (name: string) => `${name} can sign in now.`,
		taken: 'There is an account with this e-mail already.',
		bad: 'Check the form; passwords need at least 10 characters.',
		loadFailed: 'The accounts could not be loaded.',
		adminsOnly: 'Only administrators can see this page.'
	},
	shell,
	shortcuts,
	attention,
	push,
	headset,
	diagnostics,
	speedDials,
	voicemail,
	welcome,
	doNotDisturb,
	settings,
	contacts,
	hotlines,
	directories,
	iceServers,
	folders,
	forwarding,
	presence,
	call: {
		incoming: 'Incoming call',
		outgoing: 'Outgoing call',
		active: 'Call',
		callFor: 'Call for',
		announce: (called: string, caller: string) => `Call for ${called}, from ${caller}.`,
		announcePutThrough: (called: string, caller: string, by: string) =>
			`Call for ${called}, from ${caller}, put through by ${by}.`,
		putThroughBy: (name: string) => `Put through by ${name}`,
		noHotline: 'Number without a hotline',
		calledNumberUnknown: 'Called number unknown',
		dialled: 'dialled',
		answerWith: 'Answer with',
		greetingBroken: (line: number) =>
			`The greeting’s template has an error in line ${line}; the built-in greeting is shown.`,
		contactBroken: (line: number) =>
			`The called contact’s template has an error in line ${line}; the built-in one is used.`,
		notes: 'Notes',
		from: 'From',
		to: 'To',
		withheld: 'Number withheld',
		unavailable: 'Number unavailable',
		unknownCaller: 'Unknown caller',
		looking: 'Looking up …',
		inNoContact: 'Not among your contacts',
		sourceFailed: (source: string) => `“${source}” did not answer: the caller may be known there.`,
		uncertain: 'perhaps',
		whichContact: 'Which one is it?',
		askAgain: 'Ask again next time',
		earlier: (count: string, isCapped: boolean) =>
			count === '0' ? 'First call' : `Earlier calls: ${count}${isCapped ? ' or more' : ''}`,
		earlierOpen: (count: string) => `unanswered and open: ${count}`,
		networkName: (name: string) => `Network: “${name}”`,
		float: 'Keep on top',
		toOpen: 'To open',
		open: (name: string) => `Open ${name}`,
		openCaller: 'Open caller',
		severalContacts: 'Several contacts have this number. Which one?',
		notOpened: 'Nothing was opened.',
		answer: 'Answer',
		endAndAnswer: 'End call and answer',
		decline: 'Decline',
		hangUp: 'Hang up',
		answering: 'Connecting …',
		dialling: 'Dialling …',
		alerting: 'Ringing …',
		connected: 'Connected',
		soundLocked: 'The browser keeps the ring tone silent until you click somewhere on this page.',
		again: 'Call again',
		dismiss: 'Dismiss'
	},
	callFailure,
	sound,
	talk,
	telephoneLinks,
	problem: {
		...iceProblems,
		'microphone-blocked':
			'The browser blocks the microphone: you hear the caller, but are not heard. Allow the microphone in the address bar.',
		'microphone-missing':
			'No microphone found: you hear the caller, but are not heard. Plug one in and call again.',
		'microphone-in-use':
			'Another program uses the microphone: you hear the caller, but are not heard. Close it and call again.',
		'microphone-insecure': 'Microphones only work over https. Open Anteroom by its https address.',
		'not-recorded':
			'This call could not be written to the journal. Free some disk space on this device.',
		'choice-not-remembered':
			'The server has not remembered your choice: for now it holds only here. Choose again at the next call.',
		'not-picked-up':
			'The call could not be picked up: it is over, or somebody else has answered it.'
	},
	dialLink,
	dialpad: {
		title: 'Dial',
		number: 'Number or name',
		shortcut: 'From every page: Ctrl+K (Mac: ⌘K)',
		call: 'Call',
		redial: (number: string) => `Redial ${number}`,
		backspace: 'Delete last digit',
		notConnected: 'Not connected: the phone cannot call now.',
		busy: 'One call is being made. Wait until it is connected, or hang up.'
	},
	paused: {
		what: {
			login: (channel: string) =>
				`${channel}: nothing goes out, because the server refuses this installation’s login.`,
			certificate: (channel: string) =>
				`${channel}: nothing goes out, because the server’s certificate is not trusted.`,
			encryption: (channel: string) =>
				`${channel}: nothing goes out, because the server does not offer the encryption that is demanded.`
		},
		since: (when: string) => `Since ${when}.`,
		waiting: (count: number) =>
			count === 1
				? 'One of your messages waits and goes out by itself as soon as this is mended.'
				: `${count} of your messages wait and go out by themselves as soon as this is mended.`,
		answer: (words: string) => `The server answered: “${words}”.`,
		forOthers: 'Only an administrator can mend it: pass this text on.',
		forAdmin: {
			mail: 'Check SMTP_HOST, SMTP_TLS, SMTP_USER and SMTP_PASSWORD, then restart Anteroom. If it was mended on the mail server, send a test message from the settings.',
			sms: 'Check SMS_ACCOUNT, SMS_SECRET, SMS_URL and your credit with the provider, then restart Anteroom. If it was mended at the provider, send a test message from the settings.'
		},
		next: (count: number, when: string) =>
			`Messages waiting in all: ${count}. One is tried again at ${when}.`,
		message: 'waits: the channel is paused, see above'
	},
	journal,
	verdict,
	exceptions,
	messageLog,
	demoCaller: {
		title: 'Demo caller',
		intro:
			'Be the outside world: choose who calls and whom, then ring. Keep the phone open in another tab.',
		who: 'Who calls',
		whom: 'Which number is dialled',
		kind: { known: 'known', unknown: 'unknown', withheld: 'withheld', internal: 'internal' },
		how: 'How',
		ringOn: 'Ring on',
		hangUpAfter1: 'Hang up after 1 second',
		ring: 'Ring',
		hangUp: 'Hang up',
		notReady: 'Connecting to the demo PBX …',
		state: {
			dialling: 'Dialling …',
			alerting: 'Ringing …',
			connected: 'Connected: the phone hears a 523 Hz tone',
			ended: 'Ended'
		},
		heard: (hz: string, db: string) => `Heard from the phone: ${hz} at ${db}`,
		silence: 'Nothing heard from the phone yet.'
	},
	tray: {
		title: 'Mail tray',
		intro: 'Every message that would leave this installation. Nothing leaves this computer.',
		empty: 'No messages yet',
		emptyHint:
			'Let a demo call ring for more than two seconds, then hang up: its e-mail comes here.',
		from: 'From',
		to: 'To',
		rendered: 'Rendered',
		text: 'Text',
		source: 'Source',
		select: 'Choose a message.',
		noHtml: 'This message has no HTML part.'
	}
};

type Widen<Text> = Text extends string
	? string
	: Text extends (...args: infer Args) => string
		? (...args: Args) => string
		: { readonly [Key in keyof Text]: Widen<Text[Key]> };

/** What is said while the rest is still on its way. */
export type FirstMessages = Widen<typeof first>;

/** All texts of the app in one language. */
export type Messages = Widen<typeof en>;
