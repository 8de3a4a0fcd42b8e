import type { Messages } from '../en.ts';

export const journal: Messages['journal'] = {
	title: 'Anrufe',
	empty: 'Noch keine Anrufe',
	emptyHint: 'Jeder Anruf steht hier, ob angenommen oder nicht.',
	loading: 'Das Journal wird gelesen …',
	failed:
		'Das Journal ist nicht lesbar: Der Browser gibt keinen Speicher her. Oft liegt es an privaten Fenstern oder vollen Platten.',
	callBack: (name) => `${name} anrufen`,
	why: 'Warum wurde ich benachrichtigt oder nicht?',
	outcome: {
		answered: 'angenommen',
		'answered-elsewhere': 'anderswo angenommen',
		missed: 'verpasst',
		'timed-out': 'nicht rechtzeitig angenommen',
		busy: 'besetzt',
		declined: 'abgelehnt',
		unreachable: 'nicht erreichbar',
		voicemail: 'Anrufbeantworter',
		cancelled: 'abgebrochen',
		'no-answer': 'keine Antwort',
		'unknown-number': 'Nummer gibt es nicht',
		failed: 'fehlgeschlagen'
	},
	live: 'jetzt',
	interrupted:
		'Der Browser wurde während dieses Anrufs beendet: Wie er ausging, ist nicht bekannt.',
	rang: (time) => `klingelte ${time}`,
	talked: (time) => `Gespräch ${time}`,
	transferredBy: (name) => `weitergegeben von ${name}`,
	transferredTo: (name) => `weitergegeben an ${name}`,
	filter: 'Anrufe finden',
	show: 'Gezeigte Anrufe',
	states: { all: 'Alle', unanswered: 'Unbeantwortet', open: 'Offen' },
	hotline: 'Angerufene Hotline',
	allHotlines: 'Alle Hotlines',
	search: 'Name oder Nummer',
	contact: 'Kontakt',
	noContact: 'Kein Kontakt dieser Anrufe heißt so.',
	callsWith: (name) => `Anrufe mit ${name}`,
	allCallsWith: (name) => `Alle Anrufe mit ${name}`,
	removeRemote: (name) => `Nicht mehr nur Anrufe mit ${name}`,
	noMatch: 'Kein Anruf passt. Wählen Sie andere Filter.',
	markProcessed: 'Als erledigt markieren',
	reopen: 'Wieder öffnen',
	nowProcessed: 'Als erledigt markiert.',
	nowOpen: 'Der Anruf ist wieder offen.',
	undo: 'Rückgängig',
	dismiss: 'Schließen',
	notice: 'Was gerade geschehen ist',
	retryFailed: {
		unreachable:
			'Die Nachricht wurde nicht erneut gesendet: Der Server ist nicht erreichbar. Versuchen Sie es wieder, sobald die Verbindung steht.',
		signedOut:
			'Die Nachricht wurde nicht erneut gesendet: Sie sind abgemeldet. Melden Sie sich an und versuchen Sie es noch einmal.',
		gone: 'Die Nachricht muss nicht erneut gesendet werden: Sie ist unterwegs oder schon gesendet, wie Sie gleich sehen.',
		refused: (code) =>
			`Die Nachricht wurde nicht erneut gesendet: Der Server lehnt es ab (${code}). Versuchen Sie es später wieder; hilft das nicht, sagen Sie es Ihrer Verwaltung.`
	},
	processedByCall: (when) => `erledigt durch einen späteren Anruf, ${when}`,
	processedBy: (name, when) => `erledigt von ${name}, ${when}`,
	processedHere: (when) => `erledigt, ${when}`,
	processedLate: 'erledigt: doch noch angenommen',
	never: 'nie',
	response: (answer) => `Antwort des Servers: ${answer}`,
	retry: 'Erneut senden',
	waiting: 'Noch nicht entschieden',
	notReported: 'Noch nicht gemeldet: Die Meldung geht hinaus, sobald der Server erreichbar ist.',
	refused: (code) =>
		`Der Server hat die Meldung dieses Anrufs abgelehnt (${code}) und kann nicht benachrichtigen. Sagen Sie es Ihrer Verwaltung.`,
	notified: 'Benachrichtigt',
	noChannel:
		'Keine Nachricht: E-Mail und SMS sind ausgeschaltet, haben keine Adresse oder werden von dieser Installation nicht gesendet',
	notNotified: 'Nicht benachrichtigt',
	notUnanswered: 'Dieser Anruf gilt nicht als unbeantwortet.',
	pbx: {
		alone: 'Nur die Telefonanlage hat diesen Anruf gemeldet, kein Browser.',
		outcome: 'Wie dieser Anruf endete, hat die Telefonanlage gemeldet; kein Browser hat es gesehen.'
	},
	calledBy: (number, header) => `Gewählte Nummer ${number}, aus ${header}`,
	callerWithout: {
		withheld: 'ein Anrufer mit unterdrückter Nummer',
		unavailable: 'ein Anrufer ohne Nummer'
	},
	addressBook: 'Adressbuch',
	sourceStatus: {
		found: 'kennt den Anrufer',
		none: 'kennt den Anrufer nicht',
		failed: 'antwortete nicht'
	},
	channel: { mail: 'E-Mail', sms: 'SMS', push: 'Push-Nachricht' },
	message: {
		waiting: 'unterwegs',
		sent: 'gesendet',
		'given-up': 'aufgegeben'
	},
	taken: { mail: 'dem Mailserver übergeben', sms: 'vom Anbieter angenommen' },
	delivery: {
		delivered: (when) => `zugestellt um ${when}`,
		expired: (when) => `nicht zugestellt: Das Netz hat es bis ${when} vergeblich versucht`,
		failed: (when) => `nicht zugestellt: um ${when} vom Netz abgelehnt`
	},
	templatePart: { subject: 'Betreff', text: 'Text', html: 'HTML', sms: 'SMS' },
	lastError: (error) => `Letzter Fehler: ${error}`
};

export const verdict: Messages['verdict'] = {
	'marked-internal': () => 'die Telefonanlage nennt ihn intern',
	'marked-external': () => 'die Telefonanlage nennt ihn extern',
	'own-domain-user': ({ caller }) => `${caller} gehört zur eigenen SIP-Domain`,
	outside: ({ caller }) => `${caller} ruft von außen an`,
	'extension-range': ({ caller }) => `${caller} liegt in einem Durchwahlbereich`,
	'few-digits': ({ caller }) => `${caller} ist so kurz wie eine Durchwahl`,
	'main-number-extension': ({ caller }) => `${caller} ist eine Durchwahl der Hauptnummer`,
	withheld: () => 'die Nummer ist unterdrückt',
	'not-withheld': () => 'die Nummer ist nicht unterdrückt',
	'no-number': () => 'es gibt keine Nummer, die man suchen könnte',
	'contact-found': ({ sources }) => `ein Kontakt wurde gefunden; ${sources}`,
	'source-failed': ({ sources }) =>
		`eine Quelle antwortete nicht, der Anrufer kann bekannt sein; ${sources}`,
	'nobody-asked': () => 'keine Kontaktquelle wurde gefragt',
	'no-contact': ({ sources }) => `keine Quelle kennt den Anrufer; ${sources}`,
	'caller-not-known': () => 'Anrufer ohne Nummer sind nicht zu unterscheiden',
	'notified-that-day': ({ day }) => `am ${day} gab es zu diesem Anrufer schon eine Nachricht`,
	'first-that-day': ({ day }) => `die erste Nachricht zu diesem Anrufer am ${day}`,
	'never-notified': () => 'zu diesem Anrufer gab es noch keine Nachricht',
	'not-active-since': ({ notified, active }) =>
		`zuletzt benachrichtigt: ${notified}, zuletzt aktiv: ${active}`,
	'active-since': ({ notified, active }) =>
		`zuletzt benachrichtigt: ${notified}, zuletzt aktiv: ${active}`,
	'too-short': ({ ring, limit }) => `klingelte ${ring}, die Grenze ist ${limit}`,
	'long-enough': ({ ring, limit }) => `klingelte ${ring}, die Grenze ist ${limit}`,
	listed: ({ entry }) => `passt zu ${entry}`,
	'not-listed': ({ entries }) => `passt zu keinem von ${entries} Einträgen`
};

export const exceptions: Messages['exceptions'] = {
	internal: 'Interner Anruf',
	withheld: 'Nummer unterdrückt',
	noContact: 'Keine Kontaktdaten',
	repeatedSameDay: 'Am selben Tag wiederholt',
	repeatedWithoutLogin: 'Ohne Anmeldung wiederholt',
	shortRing: 'Zu kurz geklingelt',
	listed: 'Nummer in der Liste',
	suppressed: 'trifft zu: keine Benachrichtigung',
	matchesButOff: 'träfe zu, ist aber ausgeschaltet',
	noMatch: 'trifft nicht zu'
};

export const messageLog: Messages['messageLog'] = {
	'own-template-empty': ({ part }) =>
		`Ihre eigene Vorlage (${part}) ergab keinen Text: Die eingebaute wurde verwendet.`,
	'own-template-failed': ({ part, place, error }) =>
		`Ihre eigene Vorlage (${part}) ist bei ${place} fehlerhaft, ${error}: Die eingebaute wurde verwendet.`,
	'caller-as-sender': () => 'Im Namen des Anrufers gesendet.',
	'caller-as-sender-without-address': () =>
		'Nicht im Namen des Anrufers gesendet: Keine sichere E-Mail-Adresse ist bekannt.',
	'sms-caller-as-sender': () => 'Mit der Nummer des Anrufers als Absender gesendet.',
	'sms-caller-as-sender-not-allowed': () =>
		'Nicht mit der Nummer des Anrufers gesendet: Der Anbieter lässt nur angemeldete Absender zu.',
	'sms-caller-as-sender-without-number': () =>
		'Nicht mit der Nummer des Anrufers gesendet: Es gibt keine, die Absender sein kann.',
	'sms-names-shortened': () => 'Namen wurden gekürzt, damit der Text passt.',
	'sms-text-cut': () => 'Der Text wurde gekürzt, damit er passt.'
};
