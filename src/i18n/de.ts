import type { Messages } from './en.ts';

/** German texts. */
export const de: Messages = {
	app: {
		name: 'Anteroom',
		tagline: 'Das Telefon, das sagt, in wessen Namen Sie sich melden',
		loading: 'Wird geladen …',
		unreachableTitle: 'Der Server antwortet nicht',
		unreachable:
			'Anteroom erreicht seinen Server nicht, und auf diesem Gerät war noch niemand angemeldet. Prüfen Sie das Netz und versuchen Sie es erneut.',
		retry: 'Erneut versuchen',
		offline:
			'Der Server ist nicht erreichbar. Anrufe werden auf diesem Gerät aufbewahrt und gemeldet, sobald er zurück ist.',
		updateReady: 'Eine neue Version ist bereit.',
		reload: 'Neu laden',
		notFoundTitle: 'Seite nicht gefunden',
		notFound: 'Unter dieser Adresse gibt es nichts.',
		errorTitle: 'Etwas ist schiefgegangen',
		toPhone: 'Zum Telefon'
	},
	demo: {
		name: 'Demo',
		pages: 'Seiten der Demo',
		banner:
			'Demo: Diese Installation läuft mit Beispieldaten und ist nur von diesem Rechner aus erreichbar.',
		caller: 'Demo-Anrufer',
		tray: 'Postkorb',
		phone: 'Telefon'
	},
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
		title: 'Konten',
		empty: 'Noch keine Konten.',
		add: 'Neues Konto',
		role: 'Rolle',
		admin: 'Verwaltung',
		user: 'Nimmt Anrufe an',
		sip: 'Telefon',
		noSip: 'kein Telefon',
		sipServer: 'WebSocket-Adresse der Telefonanlage',
		sipServerHint: 'wss://pbx.example/ws',
		sipUser: 'SIP-Benutzer',
		sipDomain: 'SIP-Domain',
		sipAuthUser: 'Anmeldename (leer: wie SIP-Benutzer)',
		sipPassword: 'SIP-Passwort',
		submit: 'Konto anlegen',
		created: (name) => `${name} kann sich jetzt anmelden.`,
		taken: 'Mit dieser E-Mail gibt es schon ein Konto.',
		bad: 'Prüfen Sie die Angaben; Passwörter brauchen mindestens 10 Zeichen.',
		loadFailed: 'Die Konten konnten nicht geladen werden.',
		adminsOnly: 'Diese Seite sieht nur die Verwaltung.'
	},
	settings: {
		link: 'Einstellungen',
		title: 'Eingehende Anrufe',
		intro:
			'Was mit Anrufen geschieht, die niemand annimmt. Diese Einstellungen gelten auf allen Ihren Geräten.',
		save: 'Speichern',
		saving: 'Wird gespeichert …',
		discard: 'Änderungen verwerfen',
		dirty: 'Es gibt Änderungen, die nicht gespeichert sind.',
		clean: 'Alles ist gespeichert.',
		saved: 'Gespeichert. Die neuen Einstellungen gelten ab jetzt.',
		waiting:
			'Auf diesem Gerät gespeichert. Der Server antwortet nicht; die Änderungen gehen hinaus, sobald er wieder da ist.',
		invalid: 'Nicht gespeichert: Prüfen Sie die markierten Felder.',
		refused: (code) => `Der Server lehnt die Änderungen ab (${code}). Sie stehen noch hier.`,
		leave: 'Es gibt Änderungen, die nicht gespeichert sind. Verlassen und verlieren?',
		seconds: 'Sekunden',
		unanswered: {
			title: 'Nicht angenommene Anrufe',
			always:
				'Verpasst, nicht rechtzeitig angenommen, besetzt und nicht erreichbar zählt immer als nicht angenommen.',
			autoProcessed: 'Anrufe von selbst als erledigt markieren',
			autoProcessedHint:
				'Ein nicht angenommener Anruf wird erledigt, sobald Sie später mit demselben Kontakt sprechen, wer auch immer anruft.',
			declined: 'Abgelehnte Anrufe zählen',
			declinedHint: 'Aus: Wer ablehnt, hat den Anruf gesehen.',
			voicemail: 'Anrufe, die zum Anrufbeantworter gingen, zählen',
			grace: 'Wartezeit',
			graceHint:
				'So lange wartet der Server, ob eine Kollegin annimmt, bevor er benachrichtigt: 0 bis 120 Sekunden.',
			graceBad: 'Geben Sie 0 bis 120 Sekunden ein.'
		},
		email: {
			title: 'E-Mail',
			enabled: 'Nicht angenommene Anrufe als E-Mail senden',
			address: 'An diese Adresse senden',
			addressHint: 'Eine Hotline mit eigener Adresse sendet stattdessen dorthin.',
			addressBad: 'Geben Sie eine vollständige Adresse ein, zum Beispiel name@buero.example.',
			callerAsSender: 'E-Mail-Adresse des Anrufers als Absender verwenden',
			callerAsSenderHint:
				'Sie können direkt antworten, und der Anrufer erhält Ihre Abwesenheitsnotiz. Nur bei Anrufen von Kontakten mit Adresse.',
			dmarc:
				'Gedacht für den eigenen Mailserver Ihrer Organisation: Andere prüfen, ob die Domain des Absenders das erlaubt (SPF, DKIM, DMARC), und würden solche Nachrichten abweisen oder als Spam behandeln.',
			vcard: 'Kontakt des Anrufers als vCard anhängen',
			vcardHint: 'Nur bei sicheren Treffern; private Notizen bleiben draußen.',
			vcardOff: 'Nicht anhängen',
			linkPrefix: 'Telefonie-Links',
			linkPrefixHint: 'Nummern in der Nachricht werden zu Links, die mit diesem Präfix beginnen.',
			linkPrefixOff: 'Aus: Nummern sind reiner Text',
			linkPrefixOwn: 'Eigenes Präfix',
			linkPrefixOwnHint: 'Bis zu 9 Zeichen, dann ein Doppelpunkt.',
			linkPrefixRefused: (prefix) =>
				`${prefix} wird abgelehnt: Solche Links können Code ausführen oder Dateien öffnen, statt anzurufen.`,
			linkPrefixBad:
				'Schreiben Sie 1 bis 9 Buchstaben, Ziffern, Plus, Punkt oder Bindestrich, zuerst einen Buchstaben, dann einen Doppelpunkt: zum Beispiel sip:'
		},
		sms: {
			title: 'Kurznachricht',
			enabled: 'Nicht angenommene Anrufe als Kurznachricht senden',
			number: 'An diese Nummer senden',
			numberBad: 'Geben Sie eine vollständige Nummer ein, zum Beispiel +49 171 3920010.',
			callerAsSender: 'Nummer des Anrufers als Absender verwenden',
			callerAsSenderHint:
				'Wo der Anbieter jeden Absender erlaubt. Sonst wird der eigene Absender verwendet, und der Anrufer steht im Text.',
			maxSegments: 'Höchstens so viele Segmente',
			maxSegmentsHint:
				'Ein Segment fasst 160 Zeichen (153 bei mehreren), mit Sonderzeichen 70 (67). Lange Namen werden gekürzt, damit es passt.',
			maxSegmentsBad: 'Geben Sie 1 bis 10 ein.',
			noProvider:
				'Diese Installation hat keinen Anbieter für Kurznachrichten: Es wird keine gesendet.'
		},
		exceptions: {
			title: 'Ausnahmen',
			intro: 'Es wird nicht benachrichtigt:',
			internal: 'Bei internen Anrufen',
			internalHint:
				'Der Anrufer ist im Haus: Die Telefonanlage sagt es, oder die Nummer ist eine Durchwahl, auch hinter Ihrer Hauptnummer.',
			extensionRanges: 'Bereiche von Durchwahlen',
			extensionRangesHint: 'Einer je Zeile, zum Beispiel 100-199.',
			extensionRangesBad:
				'Schreiben Sie zwei gleich lange Durchwahlen, die kleinere zuerst, zum Beispiel 100-199.',
			maxExtensionDigits: 'Nummern mit höchstens so vielen Ziffern sind Durchwahlen',
			maxExtensionDigitsHint: '0: Nur die Bereiche zählen.',
			maxExtensionDigitsBad: 'Geben Sie 0 bis 8 ein.',
			internalHeader: 'Header, mit dem die Telefonanlage interne Anrufe markiert',
			internalHeaderHint: 'Zum Beispiel X-Internal. Leer, wo Ihre Anlage keinen hat.',
			headerBad: 'Buchstaben, Ziffern und Bindestriche, zuerst ein Buchstabe.',
			withheld: 'Bei Anrufen mit unterdrückter Nummer',
			noContact: 'Wenn zum Anrufer kein Kontakt gefunden wird',
			noContactHint: 'Eine Kontaktquelle, die nicht antwortet, ist nicht „kein Kontakt“.',
			repeatedSameDay: 'Bei weiteren Anrufen desselben Anrufers am selben Tag',
			repeatedWithoutLogin: 'Bei weiteren Anrufen desselben Anrufers, während Sie weg sind',
			repeatedWithoutLoginHint: 'Bis Sie Anteroom wieder benutzen, zum Beispiel nach dem Urlaub.',
			shortRing: 'Wenn es nur kurz geklingelt hat',
			shortRingMs: 'Klingelte weniger als',
			shortRingBad: 'Geben Sie 0 bis 60 Sekunden ein.',
			listed: 'Wenn der Anrufer in dieser Liste steht',
			list: 'Nummern und Durchwahlen',
			listHint: 'Eine je Zeile. * steht für beliebige Ziffern, ? für eine.',
			listBad: 'Höchstens 1.000 Zeilen mit höchstens 64 Zeichen.'
		},
		region: {
			title: 'Sprache und Nummern',
			locale: 'Sprache',
			timeZone: 'Zeitzone',
			timeZoneHint: 'Entscheidet, wann ein Tag endet, und über die Zeiten in Nachrichten.',
			timeZoneBad: 'Wählen Sie eine Zeitzone aus der Liste, zum Beispiel Europe/Berlin.',
			country: 'Land',
			areaCode: 'Ortsvorwahl',
			areaCodeHint: 'Ohne die führende 0.',
			areaCodeBad: 'Bis zu 6 Ziffern.',
			mainNumber: 'Hauptnummer',
			mainNumberHint: 'Die Nummer Ihrer Telefonanlage ohne Durchwahl.',
			calledHeaders: 'Header mit der gerufenen Nummer',
			calledHeadersHint: 'Einer je Zeile, in dieser Reihenfolge vor allen anderen angesehen.'
		}
	},
	registration: {
		registered: 'Bereit',
		connecting: 'Verbindet …',
		stopped: 'Aus',
		waiting: {
			'server-unreachable': 'Keine Verbindung zur Telefonanlage',
			'no-answer': 'Die Telefonanlage antwortet nicht',
			'wrong-password': 'Die Telefonanlage lehnt das Passwort ab',
			'not-allowed': 'Die Telefonanlage erlaubt dieses Telefon nicht',
			'unknown-user': 'Die Telefonanlage kennt dieses Telefon nicht',
			'server-error': 'Die Telefonanlage lehnt ab',
			'bad-settings': 'Kein Telefon eingerichtet'
		},
		help: {
			'server-unreachable': 'Prüfen Sie das Netz. Das Telefon versucht es von selbst weiter.',
			'no-answer': 'Vielleicht startet die Anlage neu. Das Telefon versucht es von selbst weiter.',
			'wrong-password': 'Bitten Sie Ihre Verwaltung, das SIP-Passwort Ihres Kontos zu prüfen.',
			'not-allowed': 'Bitten Sie die Verwaltung der Anlage, dieses Telefon zuzulassen.',
			'unknown-user': 'Bitten Sie Ihre Verwaltung, den SIP-Benutzer Ihres Kontos zu prüfen.',
			'server-error':
				'Das Telefon versucht es von selbst weiter. Bleibt es so, fragen Sie die Verwaltung der Anlage.',
			'bad-settings': 'Bitten Sie Ihre Verwaltung, Ihrem Konto ein Telefon zu geben.'
		},
		retryIn: (seconds) => `Nächster Versuch in ${seconds}`,
		retryNow: 'Jetzt versuchen'
	},
	call: {
		incoming: 'Eingehender Anruf',
		outgoing: 'Ausgehender Anruf',
		active: 'Gespräch',
		callFor: 'Anruf für',
		noHotline: 'Nummer ohne Hotline',
		calledNumberUnknown: 'Gewählte Nummer unbekannt',
		dialled: 'gewählt',
		answerWith: 'Melden Sie sich mit',
		greetingBroken: (line) =>
			`Die Vorlage der Begrüßung hat einen Fehler in Zeile ${line}; gezeigt wird die eingebaute Begrüßung.`,
		notes: 'Hinweise',
		from: 'Von',
		to: 'An',
		withheld: 'Nummer unterdrückt',
		unavailable: 'Nummer nicht verfügbar',
		unknownCaller: 'Unbekannter Anrufer',
		looking: 'Wird gesucht …',
		sourceFailed:
			'Eine Kontaktquelle hat nicht geantwortet: Vielleicht ist der Anrufer doch bekannt.',
		uncertain: 'vielleicht',
		networkName: (name) => `Netz: „${name}“`,
		answer: 'Annehmen',
		endAndAnswer: 'Auflegen und annehmen',
		decline: 'Ablehnen',
		hangUp: 'Auflegen',
		answering: 'Verbindet …',
		dialling: 'Wählt …',
		alerting: 'Klingelt …',
		connected: 'Verbunden',
		soundLocked: 'Der Browser lässt es erst klingeln, wenn Sie irgendwo auf diese Seite klicken.',
		dismiss: 'Schließen',
		failed: {
			busy: 'Besetzt. Versuchen Sie es später erneut.',
			declined: 'Der Anruf wurde abgelehnt.',
			'no-answer': 'Niemand hat abgenommen.',
			'unknown-number': 'Diese Nummer gibt es nicht. Prüfen Sie die Nummer.',
			unreachable:
				'Unter dieser Nummer ist gerade niemand erreichbar. Versuchen Sie es später erneut.',
			failed:
				'Der Anruf kam nicht zustande. Versuchen Sie es erneut; bleibt es so, fragen Sie Ihre Verwaltung.'
		}
	},
	problem: {
		'microphone-blocked':
			'Der Browser sperrt das Mikrofon: Sie hören, werden aber nicht gehört. Erlauben Sie das Mikrofon in der Adressleiste.',
		'microphone-missing':
			'Kein Mikrofon gefunden: Sie hören, werden aber nicht gehört. Schließen Sie eines an und rufen Sie erneut an.',
		'microphone-in-use':
			'Ein anderes Programm benutzt das Mikrofon: Sie hören, werden aber nicht gehört. Beenden Sie es und rufen Sie erneut an.',
		'microphone-insecure':
			'Mikrofone gehen nur über https. Öffnen Sie Anteroom über seine https-Adresse.',
		'not-recorded':
			'Dieser Anruf konnte nicht ins Journal geschrieben werden. Schaffen Sie Platz auf diesem Gerät.'
	},
	dialpad: {
		title: 'Wählen',
		number: 'Nummer oder Name',
		call: 'Anrufen',
		backspace: 'Letzte Ziffer löschen',
		notConnected: 'Nicht verbunden: Gerade kann nicht angerufen werden.',
		busy: 'Erst auflegen: Das Telefon führt ein Gespräch zur Zeit.'
	},
	journal: {
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
			'unknown-number': 'unbekannte Nummer',
			failed: 'fehlgeschlagen'
		},
		live: 'jetzt',
		rang: (time) => `klingelte ${time}`,
		talked: (time) => `Gespräch ${time}`,
		filter: 'Anrufe finden',
		show: 'Gezeigte Anrufe',
		states: { all: 'Alle', unanswered: 'Unbeantwortet', open: 'Offen' },
		hotline: 'Angerufene Hotline',
		allHotlines: 'Alle Hotlines',
		search: 'Name oder Nummer',
		noMatch: 'Kein Anruf passt. Wählen Sie andere Filter.',
		markProcessed: 'Als erledigt markieren',
		reopen: 'Wieder öffnen',
		nowProcessed: 'Als erledigt markiert.',
		nowOpen: 'Der Anruf ist wieder offen.',
		undo: 'Rückgängig',
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
		notNotified: 'Nicht benachrichtigt',
		notUnanswered: 'Dieser Anruf gilt nicht als unbeantwortet.',
		calledBy: (header) => `Gewählte Nummer aus ${header}`,
		channel: { mail: 'E-Mail', sms: 'SMS', push: 'Push-Nachricht' },
		message: {
			waiting: 'unterwegs',
			sent: 'dem Mailserver übergeben',
			'given-up': 'aufgegeben'
		},
		lastError: (error) => `Letzter Fehler: ${error}`
	},
	verdict: {
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
	},
	exceptions: {
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
	},
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
