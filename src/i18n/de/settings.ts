import type { Messages } from '../en.ts';

export const settings: Messages['settings'] = {
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
	test: {
		send: 'Testnachricht senden',
		sending: 'Wird gesendet …',
		hint: 'Eine Nachricht über einen Beispielanruf geht sofort an Ihre eigene Adresse.',
		saveFirst: 'Speichern Sie zuerst: Der Test verwendet die gespeicherten Einstellungen.',
		taken: (recipient) => `Die Nachricht an ${recipient} wurde angenommen.`,
		notTaken: (recipient) => `Die Nachricht an ${recipient} wurde nicht angenommen.`,
		answer: 'Antwort des Servers:',
		unreachable: 'Nichts gesendet: Der Server von Anteroom antwortet nicht.',
		noRecipient: 'Nichts gesendet: Geben Sie das Ziel ein, und speichern Sie.',
		tooMany: 'Nichts gesendet: Das waren viele Tests. Versuchen Sie es in einer Minute wieder.',
		failed: (code) => `Nichts gesendet: Der Server lehnt ab (${code}).`
	},
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
		voicemailHint: 'Aus: Wer eine Nachricht hinterlässt, hat Sie erreicht.',
		grace: 'Wartezeit',
		graceHint:
			'So lange wartet der Server, ob eine Kollegin annimmt, bevor er benachrichtigt: 0 bis 120 Sekunden.',
		graceBad: 'Geben Sie 0 bis 120 Sekunden ein.'
	},
	email: {
		title: 'E-Mail',
		enabled: 'Nicht angenommene Anrufe als E-Mail senden',
		enabledHint:
			'Sie bekommen für jeden Anruf, der als nicht angenommen zählt, eine E-Mail, außer wenn eine Ausnahme weiter unten gilt.',
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
			'Schreiben Sie 1 bis 9 Buchstaben, Ziffern, Plus, Punkt oder Bindestrich, zuerst einen Buchstaben, dann einen Doppelpunkt: zum Beispiel sip:',
		noServer: 'Diese Installation hat keinen Mailserver: Es wird keine E-Mail gesendet.'
	},
	sms: {
		title: 'Kurznachricht',
		enabled: 'Nicht angenommene Anrufe als Kurznachricht senden',
		enabledHint:
			'Sie bekommen eine Kurznachricht aufs Mobiltelefon, neben der E-Mail oder statt ihrer. Jede kann beim Anbieter etwas kosten.',
		number: 'An diese Nummer senden',
		numberHint: 'Ihre Mobilnummer. Eine Hotline mit eigener Nummer sendet stattdessen dorthin.',
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
		withheldHint:
			'Wer die Nummer unterdrückt, kann nicht zurückgerufen werden. Der Anruf steht trotzdem im Journal.',
		noContact: 'Wenn zum Anrufer kein Kontakt gefunden wird',
		noContactHint: 'Eine Kontaktquelle, die nicht antwortet, ist nicht „kein Kontakt“.',
		repeatedSameDay: 'Bei weiteren Anrufen desselben Anrufers am selben Tag',
		repeatedSameDayHint:
			'Den ersten Anruf erfahren Sie. Wer bis Mitternacht noch einmal anruft, löst keine weitere Nachricht aus.',
		repeatedWithoutLogin: 'Bei weiteren Anrufen desselben Anrufers, während Sie weg sind',
		repeatedWithoutLoginHint: 'Bis Sie Anteroom wieder benutzen, zum Beispiel nach dem Urlaub.',
		shortRing: 'Wenn es nur kurz geklingelt hat',
		shortRingHint: 'Meist hat sich jemand verwählt und legt gleich wieder auf.',
		shortRingMs: 'Klingelte weniger als',
		shortRingMsHint: 'Zwei Sekunden sind etwa ein Klingelzeichen.',
		shortRingBad: 'Geben Sie 0 bis 60 Sekunden ein.',
		listed: 'Wenn der Anrufer in dieser Liste steht',
		listedHint:
			'Für Anrufer, von denen Sie nie erfahren wollen, zum Beispiel ein Fax, das jede Nacht anruft.',
		list: 'Nummern und Durchwahlen',
		listHint: 'Eine je Zeile. * steht für beliebige Ziffern, ? für eine.',
		listBad: 'Höchstens 1.000 Zeilen mit höchstens 64 Zeichen.'
	},
	simulation: {
		title: 'Ausprobieren',
		intro: 'Sehen Sie, was die Einstellungen dieser Seite bewirken, bevor Sie speichern.',
		lastCalls: 'Ihre letzten Anrufe',
		asking: 'Ihre letzten Anrufe werden noch einmal entschieden …',
		unreachable:
			'Der Server antwortet nicht: Ihre letzten Anrufe lassen sich gerade nicht erproben.',
		failed: (code) =>
			`Ihre letzten Anrufe lassen sich nicht erproben: Der Server lehnt ab (${code}).`,
		invalid:
			'Prüfen Sie die markierten Felder; dann werden Ihre letzten Anrufe noch einmal entschieden.',
		noCalls: 'Noch wurde über keinen Anruf entschieden.',
		same: (calls) =>
			calls === 1
				? 'Über Ihren letzten Anruf würde ebenso entschieden.'
				: `Über alle Ihre letzten ${calls} Anrufe würde ebenso entschieden.`,
		changed: (changed, calls) =>
			`Von Ihren letzten ${calls} Anrufen würde über ${changed} anders entschieden, über ${calls - changed} ebenso.`,
		again: 'Noch einmal versuchen',
		before: 'Damals',
		after: 'Mit diesen Einstellungen',
		notified: 'benachrichtigt',
		notNotified: 'nicht benachrichtigt',
		counts: 'Er würde als nicht angenommen zählen.',
		doesNotCount: 'Er würde nicht als nicht angenommen zählen.',
		assumed: 'Was dabei angenommen wird',
		assumptions: [
			'Diese Einstellungen hätten schon vor dem ersten dieser Anrufe gegolten; frühere Benachrichtigungen sind, wie sie waren.',
			'Kontakte, und wann Sie Anteroom benutzt haben, sind wie bei der jeweiligen Entscheidung. Nur Nummern, die durch das neue Land, die Ortsvorwahl oder die Hauptnummer anders gelesen werden, werden neu nachgeschlagen.',
			'Was die Header der Telefonanlage sagten, ist so, wie es beim Anruf gelesen wurde.'
		],
		describe: 'Einen Anruf beschreiben',
		describeIntro: 'Niemand wird angerufen, und nichts wird gesendet.',
		caller: 'Wer ruft an',
		callers: {
			number: 'jemand mit einer Nummer',
			withheld: 'jemand, der die Nummer unterdrückt',
			unavailable: 'jemand, dessen Nummer nicht bekannt ist'
		},
		number: 'Nummer oder SIP-Adresse',
		isKnown: 'Die Nummer steht in Ihren Kontakten',
		outcome: 'Wie es endete',
		ring: 'Wie lange es klingelte',
		when: 'Wann',
		lastNotified: 'Letzte Benachrichtigung über diesen Anrufer',
		lastNotifiedHint: 'Leer: Es gab keine.',
		lastActive: 'Sie haben Anteroom zuletzt benutzt',
		lastActiveHint: 'Leer: nie.',
		incomplete: 'Geben Sie eine Nummer ein, wie lange es klingelte und wann.',
		wouldNotify: 'Sie würden benachrichtigt.',
		wouldNotNotify: 'Sie würden nicht benachrichtigt.'
	},
	greeting: {
		title: 'Meldetext',
		intro:
			'Was Sie sagen, wo die gerufene Hotline keinen eigenen Meldetext hat oder die gewählte Nummer zu keiner gehört.',
		locale: 'Sprache des Meldetexts',
		localeHint:
			'Für jede Sprache gibt es einen eigenen Meldetext. Wählen Sie hier, welchen Sie sehen und ändern.',
		source: 'Eigener Meldetext',
		sourceHint: 'In Liquid geschrieben. Leer: der eingebaute Meldetext.',
		example: 'Bei diesem Anruf',
		preview: 'Was Sie sagen würden',
		tooLong: 'Dieser Meldetext ist zu lang.',
		error: (line, column, message) =>
			`Zeile ${line}, Spalte ${column}: ${message}. Stattdessen wird der eingebaute Meldetext verwendet.`
	},
	calledContact: {
		title: 'Gerufener Kontakt',
		intro:
			'Wen die Anrufer bei der Firma sprechen wollen, wie es die Hotline sagt: Das Anruffenster zeigt ihn bei der Firma.',
		display: 'Gerufenen Kontakt anzeigen',
		displayHint: 'Aus: Das Anruffenster zeigt nur die Firma.',
		locale: 'Sprache des gerufenen Kontakts',
		source: 'Eigene Vorlage des gerufenen Kontakts',
		sourceHint:
			'In Liquid geschrieben, zum Beispiel {{ called.contactName }}, {{ called.contactNumber }}, {{ called.contactEmail }}. Leer: Name, Nummer und E-Mail.',
		preview: 'Was das Anruffenster zeigen würde',
		nothing: 'Nichts',
		tooLong: 'Diese Vorlage ist zu lang.',
		error: (line, column, message) =>
			`Zeile ${line}, Spalte ${column}: ${message}. Stattdessen wird die eingebaute Vorlage verwendet.`
	},
	actions: {
		title: 'Aktionen',
		intro:
			'Was sich von selbst öffnet, wenn jemand anruft. Anrufer mit unterdrückter Nummer öffnen nichts. Was der Browser sperrt, und auf jeder anderen Seite als der des Telefons, wird zu einem Knopf im Anruffenster.',
		moments: {
			ringing: 'Wenn es klingelt',
			answered: 'Wenn Sie annehmen',
			ended: 'Wenn das Gespräch endet'
		},
		momentHints: {
			ringing:
				'Zum Beispiel der Eintrag des Anrufers in Ihrer Kundendatenbank, bevor Sie annehmen.',
			answered: 'Zum Beispiel ein Formular, in dem Sie festhalten, was der Anrufer will.',
			ended: 'Zum Beispiel ein Formular für das, was nun zu tun ist.'
		},
		kinds: {
			none: 'Nichts öffnen',
			contact: 'Den Kontakt hier öffnen',
			url: 'Eine Adresse öffnen'
		},
		address: (moment) => `Adresse (${moment})`,
		addressHint:
			'In Liquid geschrieben, zum Beispiel https://crm.example/?number={{ caller.e164 }}. Werte werden kodiert: Der Name eines Anrufers kann weder Pfad noch Parameter hinzufügen.',
		example: 'Zum Beispiel:',
		problems: {
			scheme:
				'Sie muss mit https:, http:, tel:, mailto: oder einem unten erlaubten Schema beginnen, ausgeschrieben.',
			host: 'Der Name des Servers muss vor dem ersten Wert ausgeschrieben sein, mit einem Schrägstrich dahinter.',
			unsafe: 'Ein Wert würde aus seiner Stelle in der Adresse hinausführen.'
		},
		templateError: (line, column, message) => `Zeile ${line}, Spalte ${column}: ${message}.`,
		schemes: 'Weitere Schemata',
		schemesHint: 'Eines je Zeile, zum Beispiel crm: für ein Programm auf diesem Computer.',
		schemesBad:
			'Höchstens 10, aus Buchstaben, Ziffern, +, - und Punkten; nie javascript:, data:, file: und dergleichen.'
	},
	templates: {
		title: 'Vorlagen',
		intro:
			'Was die Nachrichten sagen, in Liquid geschrieben. Eine leere Vorlage bedeutet die eingebaute; eine fehlerhafte wird durch sie ersetzt, damit keine Nachricht verloren geht.',
		locale: 'Sprache der Nachrichten',
		localeHint:
			'Für jede Sprache gibt es eine eigene Vorlage. Wählen Sie hier, welche Sie sehen und ändern.',
		part: 'Vorlage',
		partHint: 'Welchen Teil der Nachrichten Sie sehen und ändern.',
		parts: {
			subject: 'E-Mail: Betreff',
			text: 'E-Mail: Text',
			html: 'E-Mail: HTML',
			sms: 'Kurznachricht'
		},
		source: 'Eigene Vorlage',
		sourceHint: 'Leer: die eingebaute Vorlage.',
		startFrom: 'Mit der eingebauten beginnen',
		reset: 'Auf die eingebaute zurücksetzen',
		tooLong: 'Diese Vorlage ist zu lang.',
		names: 'Was eine Vorlage nennen kann',
		preview: 'Vorschau',
		example: 'Beispielanruf',
		exampleHint: 'Ein erfundener Anruf, um zu sehen, was dabei herauskommt. Er ändert nichts.',
		examples: {
			known: 'von einem Kontakt',
			unknown: 'von einer unbekannten Nummer',
			withheld: 'mit unterdrückter Nummer',
			'no-hotline': 'an eine Nummer ohne Hotline'
		},
		error: (line, column, message) =>
			`Zeile ${line}, Spalte ${column}: ${message}. Stattdessen wird die eingebaute Vorlage verwendet.`,
		says: 'Diese Vorlage sagt bei diesem Anruf nichts. Stattdessen wird die eingebaute verwendet.',
		segments: (segments, encoding) => `Anzahl Segmente: ${segments} (${encoding})`,
		shortened: 'Gekürzt, damit es in die Segmente passt.'
	},
	region: {
		title: 'Sprache und Nummern',
		locale: 'Sprache',
		localeHint: 'Die Sprache dieser App und Ihrer Nachrichten, auf allen Ihren Geräten.',
		timeZone: 'Zeitzone',
		timeZoneHint: 'Entscheidet, wann ein Tag endet, und über die Zeiten in Nachrichten.',
		timeZoneBad: 'Wählen Sie eine Zeitzone aus der Liste, zum Beispiel Europe/Berlin.',
		country: 'Land',
		countryHint:
			'Wo Ihre Telefonanlage steht. Nummern ohne Ländervorwahl werden als Nummern dieses Landes gelesen.',
		areaCode: 'Ortsvorwahl',
		areaCodeHint: 'Ohne die führende 0.',
		areaCodeBad: 'Bis zu 6 Ziffern.',
		mainNumber: 'Hauptnummer',
		mainNumberHint: 'Die Nummer Ihrer Telefonanlage ohne Durchwahl.',
		called: 'Wo die gerufene Nummer steht',
		calledOrder: 'Reihenfolge',
		calledOrderHint: 'Die erste Stelle, die eine Nummer oder einen Namen nennt, gilt.',
		sources: {
			header: 'Eigene Header (unten)',
			'p-called-party-id': 'P-Called-Party-ID: wer gerufen wird',
			'history-info': 'History-Info: das erste Ziel',
			diversion: 'Diversion: wer zuerst umgeleitet hat',
			to: 'To: der Empfänger',
			'request-uri': 'Request-URI: das Ziel'
		},
		sourceHints: {
			header:
				'Wenn Ihre Telefonanlage die Nummer in ein eigenes Feld schreibt. Wer sie betreut, kennt den Namen.',
			'p-called-party-id': 'Viele Anbieter und Anlagen schreiben die gewählte Nummer hierhin.',
			'history-info': 'Nennt alle Stationen eines umgeleiteten Anrufs; die erste ist die gewählte.',
			diversion: 'Eine ältere Art zu sagen, dass und von welcher Nummer umgeleitet wurde.',
			to: 'Was der Anrufer gewählt hat, wenn keine Anlage es geändert hat.',
			'request-uri': 'Wohin der Anruf jetzt geht: oft Ihre eigene Durchwahl.'
		},
		up: (source) => `Nach oben: ${source}`,
		down: (source) => `Nach unten: ${source}`,
		oneSource: 'Mindestens eine bleibt an.',
		calledHeaders: 'Header mit der gerufenen Nummer',
		calledHeadersHint: 'Einer je Zeile, in dieser Reihenfolge angesehen.'
	}
};
