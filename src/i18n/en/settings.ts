export const settings = {
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
	waiting: 'Saved on this device. The server does not answer; the changes go out when it is back.',
	invalid: 'Not saved: check the marked fields.',
	refused: (code: string) => `The server refused the changes (${code}). They are still here.`,
	leave: 'There are changes that are not saved. Leave and lose them?',
	seconds: 'seconds',
	test: {
		send: 'Send a test message',
		sending: 'Sending …',
		hint: 'A message about an example call goes to your own address at once.',
		saveFirst: 'Save first: the test uses the saved settings.',
		taken: (recipient: string) => `The message to ${recipient} was taken.`,
		notTaken: (recipient: string) => `The message to ${recipient} was not taken.`,
		answer: 'The server’s answer:',
		unreachable: 'Nothing was sent: Anteroom’s server does not answer.',
		noRecipient: 'Nothing was sent: enter where to send to, and save.',
		tooMany: 'Nothing was sent: that were many tests. Wait a minute, then try again.',
		failed: (code: string) => `Nothing was sent: the server refused (${code}).`
	},
	unanswered: {
		title: 'Unanswered calls',
		always: 'Missed, not answered in time, busy and unreachable always count as unanswered.',
		autoProcessed: 'Mark calls processed by themselves',
		autoProcessedHint:
			'An unanswered call is marked processed when you later speak to the same contact, whoever called.',
		declined: 'Declined calls count',
		declinedHint: 'Off: whoever declines has seen the call.',
		voicemail: 'Calls that went to voicemail count',
		voicemailHint: 'Off: whoever leaves a message has reached you well enough.',
		grace: 'Grace period',
		graceHint:
			'So long the server waits for a colleague’s answer before it notifies, 0 to 120 seconds.',
		graceBad: 'Enter 0 to 120 seconds.'
	},
	email: {
		title: 'E-mail',
		enabled: 'Send unanswered calls as e-mail',
		enabledHint:
			'You get an e-mail for each call that counts as unanswered, unless an exception below holds.',
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
			'Write 1 to 9 letters, digits, plus, dot or hyphen, a letter first, then a colon: for example sip:',
		noServer: 'This installation has no mail server: no e-mail is sent.'
	},
	sms: {
		title: 'Text message',
		enabled: 'Send unanswered calls as text message',
		enabledHint:
			'You get a text message on your mobile phone, besides the e-mail or instead of it. Your provider may charge for each.',
		number: 'Send to this number',
		numberHint: 'Your mobile number. A hotline with a number of its own sends there instead.',
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
		withheldHint:
			'Whoever hides the number cannot be called back. The call still stands in the journal.',
		noContact: 'If no contact is found for the caller',
		noContactHint: 'A contact source that does not answer is not “no contact”.',
		repeatedSameDay: 'For further calls of the same caller on the same day',
		repeatedSameDayHint:
			'You are told of the first call. Who calls again until midnight brings no further message.',
		repeatedWithoutLogin: 'For further calls of the same caller while you are away',
		repeatedWithoutLoginHint: 'Until you use Anteroom again, for example after a holiday.',
		shortRing: 'If it rang only briefly',
		shortRingHint: 'Most of these callers have dialled a wrong number and hang up at once.',
		shortRingMs: 'Rang less than',
		shortRingMsHint: 'Two seconds are about one ring.',
		shortRingBad: 'Enter 0 to 60 seconds.',
		listed: 'If the caller is in this list',
		listedHint:
			'For callers you never want to be told of, for example a fax that calls each night.',
		list: 'Numbers and extensions',
		listHint: 'One a line. * stands for any digits, ? for one.',
		listBad: 'At most 1,000 lines of at most 64 characters.'
	},
	simulation: {
		title: 'Try it out',
		intro: 'See what the settings on this page would do, before you save them.',
		lastCalls: 'Your last calls',
		asking: 'Deciding your last calls once more …',
		unreachable: 'The server does not answer: your last calls cannot be tried now.',
		failed: (code: string) => `Your last calls cannot be tried: the server refused (${code}).`,
		invalid: 'Check the marked fields; then your last calls are decided once more.',
		noCalls: 'No call has been decided yet.',
		same: (calls: number) =>
			calls === 1
				? 'Your last call would be decided as it was.'
				: `All of your last ${calls} calls would be decided as they were.`,
		changed: (changed: number, calls: number) =>
			`Of your last ${calls} calls, ${changed} would be decided differently; ${calls - changed} would not.`,
		again: 'Try again',
		before: 'Then',
		after: 'With these settings',
		notified: 'notified',
		notNotified: 'not notified',
		counts: 'It would count as unanswered.',
		doesNotCount: 'It would not count as unanswered.',
		assumed: 'What is assumed',
		assumptions: [
			'These settings had held since before the first of these calls; earlier notifications are as they were.',
			'Contacts and when you used Anteroom are as they were at each decision. Only numbers that the new country, area code or main number reads differently are looked up anew.',
			'What the PBX’s headers said is as it was read when the call came in.'
		],
		describe: 'Describe a call',
		describeIntro: 'Nobody is called, and nothing is sent.',
		caller: 'Who calls',
		callers: {
			number: 'somebody with a number',
			withheld: 'somebody who hides the number',
			unavailable: 'somebody whose number is not known'
		},
		number: 'Number or SIP address',
		isKnown: 'The number is in your contacts',
		outcome: 'How it ended',
		ring: 'How long it rang',
		when: 'When',
		lastNotified: 'Last notification of this caller',
		lastNotifiedHint: 'Empty: there has been none.',
		lastActive: 'You last used Anteroom',
		lastActiveHint: 'Empty: never.',
		incomplete: 'Enter a number, how long it rang and when.',
		wouldNotify: 'You would be notified.',
		wouldNotNotify: 'You would not be notified.'
	},
	greeting: {
		title: 'Greeting',
		intro:
			'What you say where the hotline called has no greeting of its own, or the number dialled belongs to none.',
		locale: 'Language of the greeting',
		localeHint:
			'There is one greeting for each language. Choose here which one you see and change.',
		source: 'Own greeting',
		sourceHint: 'Written in Liquid. Empty: the built-in greeting.',
		example: 'On this call',
		preview: 'What you would say',
		tooLong: 'This greeting is too long.',
		error: (line: string, column: string, message: string) =>
			`Line ${line}, column ${column}: ${message}. The built-in greeting is used instead.`
	},
	calledContact: {
		title: 'Called contact',
		intro:
			'Whom the callers want at the company, as its hotline says: it is shown in the call window beside the company.',
		display: 'Display called contact',
		displayHint: 'Off: the call window shows the company alone.',
		locale: 'Language of the called contact',
		source: 'Own template of the called contact',
		sourceHint:
			'Written in Liquid, for example {{ called.contactName }}, {{ called.contactNumber }}, {{ called.contactEmail }}. Empty: name, number and e-mail.',
		preview: 'What the call window would show',
		nothing: 'Nothing',
		tooLong: 'This template is too long.',
		error: (line: string, column: string, message: string) =>
			`Line ${line}, column ${column}: ${message}. The built-in template is used instead.`
	},
	actions: {
		title: 'Actions',
		intro:
			'What opens by itself when somebody calls. Callers who hide their number open nothing. What the browser blocks, and on any page but the phone’s, becomes a button in the call window.',
		moments: {
			ringing: 'When it rings',
			answered: 'When you answer',
			ended: 'When the conversation ends'
		},
		momentHints: {
			ringing: 'For example the caller’s entry in your customer database, before you answer.',
			answered: 'For example a form in which you note what the caller wants.',
			ended: 'For example a form for what has to be done now.'
		},
		kinds: {
			none: 'Open nothing',
			contact: 'Open the contact here',
			url: 'Open an address'
		},
		address: (moment: string) => `Address (${moment})`,
		addressHint:
			'Written in Liquid, for example https://crm.example/?number={{ caller.e164 }}. Values are encoded: a caller’s name can add neither path nor parameter.',
		example: 'For example:',
		problems: {
			scheme:
				'It must begin with https:, http:, tel:, mailto: or a scheme that is allowed below, written out.',
			host: 'The server’s name must be written out before the first value, with a slash behind it.',
			unsafe: 'A value would lead out of its place in the address.'
		},
		templateError: (line: string, column: string, message: string) =>
			`Line ${line}, column ${column}: ${message}.`,
		schemes: 'Further schemes',
		schemesHint: 'One a line, for example crm: for a program on this computer.',
		schemesBad:
			'At most 10, of letters, digits, +, - and dots; never javascript:, data:, file: or the like.'
	},
	templates: {
		title: 'Templates',
		intro:
			'What the messages say, written in Liquid. An empty template means the built-in one; a broken one is replaced by it, so that no message is lost.',
		locale: 'Language of the messages',
		localeHint:
			'There is one template for each language. Choose here which one you see and change.',
		part: 'Template',
		partHint: 'Which part of the messages you see and change.',
		parts: {
			subject: 'E-mail: subject',
			text: 'E-mail: text',
			html: 'E-mail: HTML',
			sms: 'Text message'
		},
		source: 'Own template',
		sourceHint: 'Empty: the built-in template.',
		startFrom: 'Start from the built-in',
		reset: 'Reset to the built-in',
		tooLong: 'This template is too long.',
		names: 'What a template can name',
		preview: 'Preview',
		example: 'Example call',
		exampleHint: 'A made-up call, to see what would be said. It changes nothing.',
		examples: {
			known: 'from a contact',
			unknown: 'from an unknown number',
			withheld: 'with a hidden number',
			'no-hotline': 'to a number without a hotline'
		},
		error: (line: string, column: string, message: string) =>
			`Line ${line}, column ${column}: ${message}. The built-in template is used instead.`,
		says: 'This template says nothing for this call. The built-in template is used instead.',
		segments: (segments: string, encoding: string) => `Segments: ${segments} (${encoding})`,
		shortened: 'Shortened to stay within the segments.'
	},
	region: {
		title: 'Language and numbers',
		locale: 'Language',
		localeHint: 'The language of this app and of your messages, on all your devices.',
		timeZone: 'Time zone',
		timeZoneHint: 'Decides when a day ends, and the times in messages.',
		timeZoneBad: 'Choose a time zone from the list, for example Europe/Berlin.',
		country: 'Country',
		countryHint:
			'Where your telephone system is. Numbers without a country code are read as numbers of this country.',
		areaCode: 'Area code',
		areaCodeHint: 'Without the leading 0.',
		areaCodeBad: 'Up to 6 digits.',
		mainNumber: 'Main number',
		mainNumberHint: 'Your PBX’s number without an extension.',
		called: 'Where the called number stands',
		calledOrder: 'Order',
		calledOrderHint: 'The first that gives a number or name wins.',
		sources: {
			header: 'Own headers (below)',
			'p-called-party-id': 'P-Called-Party-ID: who is called',
			'history-info': 'History-Info: the first target',
			diversion: 'Diversion: who diverted first',
			to: 'To: the addressee',
			'request-uri': 'Request-URI: the target'
		},
		sourceHints: {
			header:
				'Where your PBX writes the number into a field of its own making. Its administrator knows the name.',
			'p-called-party-id': 'Many providers and PBXs write the dialled number here.',
			'history-info':
				'Says all stations of a forwarded call; the first is what the caller dialled.',
			diversion: 'An older way to say that a call was forwarded, and by which number.',
			to: 'What the caller dialled, unless a PBX has changed it.',
			'request-uri': 'Where the call is sent now: often your own extension.'
		},
		up: (source: string) => `Move up: ${source}`,
		down: (source: string) => `Move down: ${source}`,
		oneSource: 'At least one stays on.',
		calledHeaders: 'Headers with the called number',
		calledHeadersHint: 'One a line, looked at in this order.'
	}
};
