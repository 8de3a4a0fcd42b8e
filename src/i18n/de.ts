import { attention } from './de/attention.ts';
import { headset } from './de/headset.ts';
import { callFailure } from './de/call-failure.ts';
import { contacts } from './de/contacts.ts';
import { diagnostics } from './de/diagnostics.ts';
import { dialLink } from './de/dial-link.ts';
import { directories } from './de/directories.ts';
import { doNotDisturb } from './de/do-not-disturb.ts';
import { first } from './de/first.ts';
import { folders } from './de/folders.ts';
import { forwarding } from './de/forwarding.ts';
import { hotlines } from './de/hotlines.ts';
import { exceptions, journal, messageLog, verdict } from './de/journal.ts';
import { iceProblems, iceServers } from './de/ice-servers.ts';
import { presence } from './de/presence.ts';
import { push } from './de/push.ts';
import { settings } from './de/settings.ts';
import { shell } from './de/shell.ts';
import { shortcuts } from './de/shortcuts.ts';
import { sound } from './de/sound.ts';
import { speedDials } from './de/speed-dials.ts';
import { talk } from './de/talk.ts';
import { telephoneLinks } from './de/telephone-links.ts';
import { voicemail } from './de/voicemail.ts';
import { welcome } from './de/welcome.ts';
import type { Messages } from './en.ts';

/** German texts. */
export const de: Messages = {
	...first,
	signIn: {
		title: 'Anmelden',
		email: 'E-Mail',
		password: 'Passwort',
		submit: 'Anmelden',
		working: 'Anmeldung läuft …',
		demoHint: 'Beispielkonten dieser Demo:',
		wrong: 'E-Mail oder Passwort stimmt nicht. Prüfen Sie beides und versuchen Sie es erneut.',
		unreachable: 'Der Server antwortet nicht. Prüfen Sie das Netz und versuchen Sie es erneut.',
		tooMany: 'Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es erneut.',
		failed: (code) =>
			`Der Server hat abgelehnt (${code}). Versuchen Sie es erneut oder fragen Sie Ihre Verwaltung.`,
		signOut: 'Abmelden'
	},
	setup: {
		title: 'Anteroom einrichten',
		intro:
			'Es gibt noch kein Konto. Legen Sie das erste Verwaltungskonto an; weitere Konten entstehen in der App.',
		code: 'Einrichtungscode',
		codeHint: 'Der Server zeigt ihn beim Start auf seiner Konsole.',
		name: 'Name',
		passwordHint: 'Mindestens 10 Zeichen.',
		submit: 'Verwaltungskonto anlegen',
		wrongCode: 'Der Einrichtungscode stimmt nicht. Er steht auf der Konsole des Servers.',
		done: 'Die Einrichtung ist schon erfolgt. Melden Sie sich an.',
		badInput: 'Prüfen Sie Name, E-Mail und Passwort; das Passwort braucht mindestens 10 Zeichen.'
	},
	accounts: {
		nameHint: 'So kennen Kolleginnen, Kollegen und Anrufer diese Person.',
		emailHint: 'Zum Anmelden und für Nachrichten über unbeantwortete Anrufe.',
		title: 'Konten',
		empty: 'Noch keine Konten.',
		add: 'Neues Konto',
		role: 'Rolle',
		roleHint: 'Die Verwaltung ändert auch Konten, Kontaktquellen und was für alle gilt.',
		admin: 'Verwaltung',
		user: 'Nimmt Anrufe an',
		sip: 'Telefon',
		noSip: 'kein Telefon',
		sipServer: 'WebSocket-Adresse der Telefonanlage',
		sipServerHint: 'wss://pbx.example/ws; mehrere mit Komma dazwischen, die bevorzugte zuerst',
		sipUser: 'SIP-Benutzer',
		sipUserHint: 'Die Durchwahl oder der Benutzername in der Telefonanlage, zum Beispiel 21.',
		sipDomain: 'SIP-Domain',
		sipDomainHint: 'Was in der SIP-Adresse hinter dem @ steht, zum Beispiel pbx.example.',
		sipAuthUser: 'Anmeldename (leer: wie SIP-Benutzer)',
		sipAuthUserHint: 'Nur wenige Telefonanlagen verlangen einen anderen Namen zum Anmelden.',
		sipPassword: 'SIP-Passwort',
		sipPasswordHint: 'Aus den Einstellungen der Telefonanlage, nicht das Passwort dieses Kontos.',
		submit: 'Konto anlegen',
		created: (name) => `${name} kann sich jetzt anmelden.`,
		taken: 'Mit dieser E-Mail gibt es schon ein Konto.',
		bad: 'Prüfen Sie die Angaben; Passwörter brauchen mindestens 10 Zeichen.',
		loadFailed: 'Die Konten konnten nicht geladen werden.',
		adminsOnly: 'Diese Seite sieht nur die Verwaltung.'
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
		incoming: 'Eingehender Anruf',
		outgoing: 'Ausgehender Anruf',
		active: 'Gespräch',
		callFor: 'Anruf für',
		announce: (called, caller) => `Anruf für ${called}, von ${caller}.`,
		announcePutThrough: (called, caller, by) =>
			`Anruf für ${called}, von ${caller}, weitergegeben von ${by}.`,
		putThroughBy: (name) => `Weitergegeben von ${name}`,
		noHotline: 'Nummer ohne Hotline',
		calledNumberUnknown: 'Gewählte Nummer unbekannt',
		dialled: 'gewählt',
		answerWith: 'Melden Sie sich mit',
		greetingBroken: (line) =>
			`Die Vorlage der Begrüßung hat einen Fehler in Zeile ${line}; gezeigt wird die eingebaute Begrüßung.`,
		contactBroken: (line) =>
			`Die Vorlage des gerufenen Kontakts hat einen Fehler in Zeile ${line}; gezeigt wird die eingebaute.`,
		notes: 'Hinweise',
		from: 'Von',
		to: 'An',
		withheld: 'Nummer unterdrückt',
		unavailable: 'Nummer nicht verfügbar',
		unknownCaller: 'Unbekannter Anrufer',
		looking: 'Wird gesucht …',
		inNoContact: 'Steht bei keinem Kontakt',
		sourceFailed: (source) =>
			`„${source}“ hat nicht geantwortet: Vielleicht ist der Anrufer dort bekannt.`,
		uncertain: 'vielleicht',
		whichContact: 'Wer ist es?',
		askAgain: 'Künftig wieder fragen',
		earlier: (count, isCapped) =>
			count === '0' ? 'Erster Anruf' : `Frühere Anrufe: ${count}${isCapped ? ' oder mehr' : ''}`,
		earlierOpen: (count) => `unbeantwortet und offen: ${count}`,
		networkName: (name) => `Netz: „${name}“`,
		float: 'Im Vordergrund halten',
		toOpen: 'Zum Öffnen',
		open: (name) => `${name} öffnen`,
		openCaller: 'Anrufer öffnen',
		severalContacts: 'Mehrere Kontakte haben diese Nummer. Welcher ist es?',
		notOpened: 'Es wurde nichts geöffnet.',
		answer: 'Annehmen',
		endAndAnswer: 'Auflegen und annehmen',
		decline: 'Ablehnen',
		hangUp: 'Auflegen',
		answering: 'Verbindet …',
		dialling: 'Wählt …',
		alerting: 'Klingelt …',
		connected: 'Verbunden',
		soundLocked: 'Der Browser lässt es erst klingeln, wenn Sie irgendwo auf diese Seite klicken.',
		again: 'Nochmals anrufen',
		dismiss: 'Schließen'
	},
	callFailure,
	sound,
	talk,
	telephoneLinks,
	problem: {
		...iceProblems,
		'microphone-blocked':
			'Der Browser sperrt das Mikrofon: Sie hören, werden aber nicht gehört. Erlauben Sie das Mikrofon in der Adressleiste.',
		'microphone-missing':
			'Kein Mikrofon gefunden: Sie hören, werden aber nicht gehört. Schließen Sie eines an und rufen Sie erneut an.',
		'microphone-in-use':
			'Ein anderes Programm benutzt das Mikrofon: Sie hören, werden aber nicht gehört. Beenden Sie es und rufen Sie erneut an.',
		'microphone-insecure':
			'Mikrofone gehen nur über https. Öffnen Sie Anteroom über seine https-Adresse.',
		'not-recorded':
			'Dieser Anruf konnte nicht ins Journal geschrieben werden. Schaffen Sie Platz auf diesem Gerät.',
		'choice-not-remembered':
			'Der Server hat sich die Auswahl nicht gemerkt: Sie gilt vorerst nur hier. Wählen Sie beim nächsten Anruf noch einmal.',
		'not-picked-up':
			'Der Anruf ließ sich nicht heranholen: Er ist zu Ende, oder jemand anderes hat ihn angenommen.'
	},
	dialLink,
	dialpad: {
		title: 'Wählen',
		number: 'Nummer oder Name',
		shortcut: 'Von jeder Seite: Strg+K (Mac: ⌘K)',
		call: 'Anrufen',
		redial: (number) => `Wahlwiederholung: ${number}`,
		backspace: 'Letzte Ziffer löschen',
		notConnected: 'Nicht verbunden: Gerade kann nicht angerufen werden.',
		busy: 'Ein Anruf wird gerade aufgebaut. Warten Sie, bis er verbunden ist, oder legen Sie auf.'
	},
	paused: {
		what: {
			login: (channel) =>
				`${channel}: Es geht nichts hinaus, denn der Server verweigert dieser Installation die Anmeldung.`,
			certificate: (channel) =>
				`${channel}: Es geht nichts hinaus, denn das Zertifikat des Servers ist nicht vertrauenswürdig.`,
			encryption: (channel) =>
				`${channel}: Es geht nichts hinaus, denn der Server bietet die verlangte Verschlüsselung nicht an.`
		},
		since: (when) => `Seit ${when}.`,
		waiting: (count) =>
			count === 1
				? 'Eine Ihrer Nachrichten wartet und geht von selbst hinaus, sobald das behoben ist.'
				: `${count} Ihrer Nachrichten warten und gehen von selbst hinaus, sobald das behoben ist.`,
		answer: (words) => `Antwort des Servers: „${words}“.`,
		forOthers: 'Beheben kann das nur die Verwaltung: Geben Sie diesen Text weiter.',
		forAdmin: {
			mail: 'Prüfen Sie SMTP_HOST, SMTP_TLS, SMTP_USER und SMTP_PASSWORD und starten Sie Anteroom neu. Wurde es am Mailserver behoben, senden Sie in den Einstellungen eine Testnachricht.',
			sms: 'Prüfen Sie SMS_ACCOUNT, SMS_SECRET, SMS_URL und Ihr Guthaben beim Anbieter und starten Sie Anteroom neu. Wurde es beim Anbieter behoben, senden Sie in den Einstellungen eine Testnachricht.'
		},
		next: (count, when) =>
			`Wartende Nachrichten insgesamt: ${count}. Der nächste Versuch mit einer davon: ${when}.`,
		message: 'wartet: Der Kanal ist angehalten, siehe oben'
	},
	journal,
	verdict,
	exceptions,
	messageLog,
	demoCaller: {
		title: 'Demo-Anrufer',
		intro:
			'Spielen Sie die Außenwelt: Wählen Sie, wer wen anruft, und lassen Sie es klingeln. Lassen Sie das Telefon in einem anderen Tab offen.',
		who: 'Wer ruft an',
		whom: 'Welche Nummer wird gewählt',
		kind: { known: 'bekannt', unknown: 'unbekannt', withheld: 'unterdrückt', internal: 'intern' },
		how: 'Wie',
		ringOn: 'Weiter klingeln',
		hangUpAfter1: 'Nach 1 Sekunde auflegen',
		ring: 'Anrufen',
		hangUp: 'Auflegen',
		notReady: 'Verbindet mit der Demo-Anlage …',
		state: {
			dialling: 'Wählt …',
			alerting: 'Klingelt …',
			connected: 'Verbunden: Das Telefon hört einen Ton von 523 Hz',
			ended: 'Beendet'
		},
		heard: (hz, db) => `Vom Telefon gehört: ${hz} mit ${db}`,
		silence: 'Vom Telefon ist noch nichts zu hören.'
	},
	tray: {
		title: 'Postkorb',
		intro:
			'Jede Nachricht, die diese Installation verlassen würde. Nichts verlässt diesen Rechner.',
		empty: 'Noch keine Nachrichten',
		emptyHint:
			'Lassen Sie einen Demo-Anruf länger als zwei Sekunden klingeln und legen Sie dann auf: Seine E-Mail kommt hierher.',
		from: 'Von',
		to: 'An',
		rendered: 'Ansicht',
		text: 'Text',
		source: 'Quelltext',
		select: 'Wählen Sie eine Nachricht.',
		noHtml: 'Diese Nachricht hat keinen HTML-Teil.'
	}
};
