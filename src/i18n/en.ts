/** What a rule looked at, as it is written. */
type VerdictInputs = Readonly<
	Record<
		'caller' | 'sources' | 'day' | 'ring' | 'limit' | 'active' | 'notified' | 'entry' | 'entries',
		string
	>
>;

/** English texts. `de.ts` has the same shape: a text that is missing there does not compile. */
export const en = {
	app: {
		name: 'Anteroom',
		tagline: 'The phone that tells you whose name to answer in',
		loading: 'Loading …',
		unreachableTitle: 'The server does not answer',
		unreachable:
			'Anteroom could not reach its server, and nobody has signed in on this device before. Check the network, then try again.',
		retry: 'Try again',
		offline: 'The server is away. Calls are kept on this device and reported when it is back.',
		updateReady: 'A new version is ready.',
		reload: 'Reload',
		notFoundTitle: 'Page not found',
		notFound: 'There is nothing at this address.',
		errorTitle: 'Something went wrong',
		toPhone: 'To the phone'
	},
	demo: {
		name: 'Demo',
		pages: 'Pages of the demo',
		banner:
			'Demo: this installation runs on sample data and can only be reached from this computer.',
		caller: 'Demo caller',
		tray: 'Mail tray',
		phone: 'Phone'
	},
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
		title: 'Accounts',
		empty: 'No accounts yet.',
		add: 'New account',
		role: 'Role',
		admin: 'Administrator',
		user: 'Answers calls',
		sip: 'Telephone',
		noSip: 'no telephone',
		sipServer: 'WebSocket address of the PBX',
		sipServerHint: 'wss://pbx.example/ws',
		sipUser: 'SIP user',
		sipDomain: 'SIP domain',
		sipAuthUser: 'Authorization user (empty: as SIP user)',
		sipPassword: 'SIP password',
		submit: 'Create account',
		created: (name: string) => `${name} can sign in now.`,
		taken: 'There is an account with this e-mail already.',
		bad: 'Check the form; passwords need at least 10 characters.',
		loadFailed: 'The accounts could not be loaded.',
		adminsOnly: 'Only administrators can see this page.'
	},
	settings: {
		link: 'Settings',
		title: 'Incoming calls',
		intro:
			'What happens to calls that nobody answers. These settings are the same on all your devices.',
		save: 'Save',
		saving: 'Saving …',
		discard: 'Discard changes',
		dirty: 'There are changes that are not saved.',
		clean: 'Everything is saved.',
		saved: 'Saved. The new settings hold from now on.',
		waiting:
			'Saved on this device. The server does not answer; the changes go out when it is back.',
		invalid: 'Not saved: check the marked fields.',
		refused: (code: string) => `The server refused the changes (${code}). They are still here.`,
		leave: 'There are changes that are not saved. Leave and lose them?',
		seconds: 'seconds',
		unanswered: {
			title: 'Unanswered calls',
			always: 'Missed, not answered in time, busy and unreachable always count as unanswered.',
			autoProcessed: 'Mark calls processed by themselves',
			autoProcessedHint:
				'An unanswered call is marked processed when you later speak to the same contact, whoever called.',
			declined: 'Declined calls count',
			declinedHint: 'Off: whoever declines has seen the call.',
			voicemail: 'Calls that went to voicemail count',
			grace: 'Grace period',
			graceHint:
				'So long the server waits for a colleague’s answer before it notifies, 0 to 120 seconds.',
			graceBad: 'Enter 0 to 120 seconds.'
		},
		email: {
			title: 'E-mail',
			enabled: 'Send unanswered calls as e-mail',
			address: 'Send to this address',
			addressHint: 'A hotline with an address of its own sends there instead.',
			addressBad: 'Enter one complete address, for example name@office.example.',
			callerAsSender: 'Use the caller’s e-mail address as the sender',
			callerAsSenderHint:
				'You can reply directly, and the caller gets your absence note. For calls of contacts with an address only.',
			dmarc:
				'Meant for your organisation’s own mail server: others check whether a sender’s domain allows it (SPF, DKIM, DMARC), and would reject such messages or treat them as spam.',
			vcard: 'Attach the caller’s contact as a vCard',
			vcardHint: 'Certain matches only; private notes stay out.',
			vcardOff: 'Do not attach',
			linkPrefix: 'Telephony links',
			linkPrefixHint: 'Numbers in the message become links that begin with this prefix.',
			linkPrefixOff: 'Off: numbers are plain text',
			linkPrefixOwn: 'Own prefix',
			linkPrefixOwnHint: 'Up to 9 characters, then a colon.',
			linkPrefixRefused: (prefix: string) =>
				`${prefix} is refused: such links can run code or open files instead of calling.`,
			linkPrefixBad:
				'Write 1 to 9 letters, digits, plus, dot or hyphen, a letter first, then a colon: for example sip:'
		},
		sms: {
			title: 'Text message',
			enabled: 'Send unanswered calls as text message',
			number: 'Send to this number',
			numberBad: 'Enter a complete number, for example +49 171 3920010.',
			callerAsSender: 'Use the caller’s number as the sender',
			callerAsSenderHint:
				'Where the provider allows any sender. Otherwise the own sender is used, and the caller stands in the text.',
			maxSegments: 'At most so many segments',
			maxSegmentsHint:
				'A segment holds 160 characters (153 of several), or 70 (67) with special characters. Long names are shortened to fit.',
			maxSegmentsBad: 'Enter 1 to 10.',
			noProvider: 'This installation has no provider of text messages: none is sent.'
		},
		exceptions: {
			title: 'Exceptions',
			intro: 'No notification is sent:',
			internal: 'For internal calls',
			internalHint:
				'The caller is inside: the PBX says so, or the number is an extension or your main number with one.',
			extensionRanges: 'Extension ranges',
			extensionRangesHint: 'One a line, for example 100-199.',
			extensionRangesBad:
				'Write two extensions of equal length, the smaller first, for example 100-199.',
			maxExtensionDigits: 'Numbers with at most so many digits are extensions',
			maxExtensionDigitsHint: '0: only the ranges count.',
			maxExtensionDigitsBad: 'Enter 0 to 8.',
			internalHeader: 'Header by which the PBX marks internal calls',
			internalHeaderHint: 'For example X-Internal. Empty where your PBX has none.',
			headerBad: 'Letters, digits and hyphens, a letter first.',
			withheld: 'For calls with a hidden number',
			noContact: 'If no contact is found for the caller',
			noContactHint: 'A contact source that does not answer is not “no contact”.',
			repeatedSameDay: 'For further calls of the same caller on the same day',
			repeatedWithoutLogin: 'For further calls of the same caller while you are away',
			repeatedWithoutLoginHint: 'Until you use Anteroom again, for example after a holiday.',
			shortRing: 'If it rang only briefly',
			shortRingMs: 'Rang less than',
			shortRingBad: 'Enter 0 to 60 seconds.',
			listed: 'If the caller is in this list',
			list: 'Numbers and extensions',
			listHint: 'One a line. * stands for any digits, ? for one.',
			listBad: 'At most 1,000 lines of at most 64 characters.'
		},
		region: {
			title: 'Language and numbers',
			locale: 'Language',
			timeZone: 'Time zone',
			timeZoneHint: 'Decides when a day ends, and the times in messages.',
			timeZoneBad: 'Choose a time zone from the list, for example Europe/Berlin.',
			country: 'Country',
			areaCode: 'Area code',
			areaCodeHint: 'Without the leading 0.',
			areaCodeBad: 'Up to 6 digits.',
			mainNumber: 'Main number',
			mainNumberHint: 'Your PBX’s number without an extension.',
			calledHeaders: 'Headers with the called number',
			calledHeadersHint: 'One a line, looked at in this order before all others.'
		}
	},
	registration: {
		registered: 'Ready',
		connecting: 'Connecting …',
		stopped: 'Off',
		waiting: {
			'server-unreachable': 'No connection to the PBX',
			'no-answer': 'The PBX does not answer',
			'wrong-password': 'The PBX refuses the password',
			'not-allowed': 'The PBX does not allow this phone',
			'unknown-user': 'The PBX does not know this phone',
			'server-error': 'The PBX refuses',
			'bad-settings': 'No telephone set up'
		},
		help: {
			'server-unreachable': 'Check the network. The phone tries again by itself.',
			'no-answer': 'The PBX may be restarting. The phone tries again by itself.',
			'wrong-password': 'Ask your administrator to check the SIP password of your account.',
			'not-allowed': 'Ask the administrator of the PBX to allow this phone.',
			'unknown-user': 'Ask your administrator to check the SIP user of your account.',
			'server-error':
				'The phone tries again by itself. If it lasts, ask the administrator of the PBX.',
			'bad-settings': 'Ask your administrator to add a telephone to your account.'
		},
		retryIn: (seconds: string) => `Next attempt in ${seconds}`,
		retryNow: 'Try now'
	},
	call: {
		incoming: 'Incoming call',
		outgoing: 'Outgoing call',
		active: 'Call',
		callFor: 'Call for',
		noHotline: 'Number without a hotline',
		calledNumberUnknown: 'Called number unknown',
		dialled: 'dialled',
		answerWith: 'Answer with',
		greetingBroken: (line: number) =>
			`The greeting’s template has an error in line ${line}; the built-in greeting is shown.`,
		notes: 'Notes',
		from: 'From',
		to: 'To',
		withheld: 'Number withheld',
		unavailable: 'Number unavailable',
		unknownCaller: 'Unknown caller',
		looking: 'Looking up …',
		sourceFailed: 'A contact source did not answer: the caller may be known after all.',
		uncertain: 'perhaps',
		networkName: (name: string) => `Network: “${name}”`,
		answer: 'Answer',
		endAndAnswer: 'End call and answer',
		decline: 'Decline',
		hangUp: 'Hang up',
		answering: 'Connecting …',
		dialling: 'Dialling …',
		alerting: 'Ringing …',
		connected: 'Connected',
		soundLocked: 'The browser keeps the ring tone silent until you click somewhere on this page.',
		dismiss: 'Dismiss',
		failed: {
			busy: 'Busy. Try again later.',
			declined: 'The call was declined.',
			'no-answer': 'Nobody answered.',
			'unknown-number': 'This number does not exist. Check the number.',
			unreachable: 'Nobody can be reached at this number now. Try again later.',
			failed: 'The call could not be connected. Try again; if it lasts, ask your administrator.'
		}
	},
	problem: {
		'microphone-blocked':
			'The browser blocks the microphone: you hear the caller, but are not heard. Allow the microphone in the address bar.',
		'microphone-missing':
			'No microphone found: you hear the caller, but are not heard. Plug one in and call again.',
		'microphone-in-use':
			'Another program uses the microphone: you hear the caller, but are not heard. Close it and call again.',
		'microphone-insecure': 'Microphones only work over https. Open Anteroom by its https address.',
		'not-recorded':
			'This call could not be written to the journal. Free some disk space on this device.'
	},
	dialpad: {
		title: 'Dial',
		number: 'Number or name',
		call: 'Call',
		backspace: 'Delete last digit',
		notConnected: 'Not connected: the phone cannot call now.',
		busy: 'Hang up first: the phone makes one call at a time.'
	},
	journal: {
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
			'unknown-number': 'unknown number',
			failed: 'failed'
		},
		live: 'now',
		rang: (time: string) => `rang ${time}`,
		talked: (time: string) => `talked ${time}`,
		filter: 'Find calls',
		show: 'Calls shown',
		states: { all: 'All', unanswered: 'Unanswered', open: 'Open' },
		hotline: 'Hotline called',
		allHotlines: 'All hotlines',
		search: 'Name or number',
		noMatch: 'No call matches. Choose other filters.',
		markProcessed: 'Mark processed',
		reopen: 'Reopen',
		nowProcessed: 'Marked as processed.',
		nowOpen: 'The call is open again.',
		undo: 'Undo',
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
		notNotified: 'Not notified',
		notUnanswered: 'This call does not count as unanswered.',
		calledBy: (header: string) => `Called number from ${header}`,
		channel: { mail: 'E-mail', sms: 'Text message', push: 'Push message' } as Record<
			string,
			string
		>,
		message: {
			waiting: 'on its way',
			sent: 'delivered to the mail server',
			'given-up': 'given up'
		},
		lastError: (error: string) => `Last error: ${error}`
	},
	/** Why a rule judged as it did, by its code. */
	verdict: {
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
		'source-failed': ({ sources }) =>
			`a source did not answer, the caller may be known; ${sources}`,
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
	} as Record<string, (inputs: VerdictInputs) => string>,
	exceptions: {
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
	},
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

/** All texts of the app in one language. */
export type Messages = Widen<typeof en>;
