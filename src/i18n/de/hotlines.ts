import type { Messages } from '../en.ts';

export const hotlines: Messages['hotlines'] = {
	title: 'Hotlines',
	intro:
		'Die Firmen, in deren Namen das Telefon beantwortet wird: An der gewählten Nummer erkennt das Telefon, welche Begrüßung es zeigt.',
	toList: 'Alle Hotlines',
	search: 'Name, Firma oder Nummer suchen',
	count: (count) => `Anzahl: ${count}`,
	found: (found, count) => `${found} von ${count}`,
	empty: 'Noch keine Hotlines',
	emptyHint:
		'Eine Hotline sagt, unter welcher Nummer eine Firma angerufen wird und wie ihre Anrufe beantwortet werden.',
	emptyHintOthers: 'Angelegt werden sie von Administratoren.',
	noMatch: 'Keine Hotline hat diesen Namen, diese Firma oder diese Nummer.',
	readOnly: 'Administratoren ändern die Hotlines. Ansehen können Sie alle.',
	away: 'Der Server ist nicht erreichbar: Hotlines lassen sich ansehen und ändern, sobald er zurück ist.',
	add: 'Neue Hotline',
	import: 'Import und Export',
	tester: 'Nummer oder Anruf prüfen',
	numbers: 'Nummern',
	noNumbers: 'Keine Nummer: kein Anruf wird gefunden',
	conflicts: (count) =>
		`Nummern, die zwei Hotlines beanspruchen: ${count}. Die obere in der Liste bekommt sie.`,
	conflict: (entry, winner) => `${entry} gehört zu „${winner}“`,
	removed: (name) => `„${name}“ wurde gelöscht.`,
	undo: 'Rückgängig',
	undone: (name) => `„${name}“ ist wieder da.`,
	failed: 'Der Server hat es nicht angenommen. Versuchen Sie es erneut.',
	refused: (code) => `Der Server hat es abgelehnt (${code}).`,
	othersAnswer: 'Für diese Firma melden sich andere.',
	wrongGreeting: 'Falsche Begrüßung?',
	notFound: 'Diese Hotline gibt es nicht mehr.',
	editor: {
		fresh: 'Neue Hotline',
		company: 'Firma',
		companyTitle: 'Firma und Name',
		companyHint: 'In wessen Namen der Anruf beantwortet wird.',
		name: 'Name der Hotline',
		nameHint: 'Wie Sie sie untereinander nennen, zum Beispiel „Dr. Weber, Praxis“.',
		nameBad: 'Geben Sie einen Namen mit höchstens 120 Zeichen ein.',
		tooLong: 'Das ist zu lang.',
		contactTitle: 'Angerufener Kontakt',
		contactIntro: 'Wen die Anrufer dort sprechen wollen und wie man diese Person erreicht.',
		contactName: 'Kontakt',
		contactNameHint: 'Eine Person oder Abteilung, zum Beispiel „Frau Vogel, Buchhaltung“.',
		contactNumber: 'Nummer des Kontakts',
		contactNumberHint: 'Dorthin verbinden Sie Anrufer, oder Sie rufen dort an, um zu fragen.',
		contactEmail: 'E-Mail des Kontakts',
		contactEmailHint: 'Dorthin schreiben Sie, was Anrufer gesagt haben.',
		emailBad: 'Geben Sie eine vollständige Adresse ein, zum Beispiel name@office.example.',
		numbersTitle: 'Nummern',
		called: 'Angerufene Nummern',
		calledHint:
			'Eine je Zeile: eine ganze Nummer, eine Nebenstelle oder der Anfang von Nummern mit * dahinter. Der längste Treffer gewinnt.',
		diverting: 'Nummern, die die Firma weiterleitet',
		divertingHint:
			'Eine je Zeile. Sie zählen nur, wenn die Telefonanlage sagt, dass ein Anruf weitergeleitet wurde.',
		numberBad: (entry) => `„${entry}“ ist keine Nummer, Nebenstelle oder ein Anfang mit *.`,
		numbersTooMany: 'Höchstens 500 Nummern mit höchstens 40 Zeichen.',
		taken: (entry, name) =>
			`${entry} gehört zu „${name}“ weiter oben in der Liste: dorthin gehen die Anrufe.`,
		takes: (entry, name) =>
			`${entry} gehörte zu „${name}“: Diese Hotline steht weiter oben und bekommt die Anrufe, sobald sie gespeichert ist.`,
		greetingTitle: 'Begrüßung',
		greetingIntro:
			'Was im Anruffenster steht, bevor Sie annehmen, geschrieben in Liquid. Leer heißt: die Begrüßung für „ganztags“; ist auch diese leer, die eigene des Kontos oder die eingebaute.',
		locale: 'Sprache der Begrüßung',
		localeHint:
			'Für jede Sprache gibt es eine eigene Begrüßung. Wählen Sie hier, welche Sie sehen und ändern.',
		part: 'Tageszeit',
		partHint:
			'Morgens und abends kann die Begrüßung eine andere sein. Wählen Sie, welche Sie sehen.',
		parts: {
			always: 'ganztags',
			morning: 'Morgen (bis 10 Uhr)',
			day: 'Tag',
			evening: 'Abend (ab 18 Uhr)'
		},
		source: 'Begrüßungstext',
		sourceHint:
			'Die Worte, mit denen Sie sich melden. Was in {{ }} steht, wird bei jedem Anruf eingesetzt.',
		startFrom: 'Mit der eingebauten beginnen',
		reset: 'Auf die eingebaute zurücksetzen',
		names: 'Was eine Begrüßung nennen kann',
		preview: 'Vorschau',
		example: 'Beispielanruf',
		exampleHint: 'Ein erfundener Anruf, um zu sehen, was Sie sagen würden. Er ändert nichts.',
		examples: {
			known: 'von einem Kontakt',
			unknown: 'von einer unbekannten Nummer',
			withheld: 'mit unterdrückter Nummer',
			forwarded: 'von der Firma weitergeleitet'
		},
		at: 'Zeit des Anrufs',
		atHint: 'Zeigt die Begrüßung einer anderen Tageszeit.',
		times: { morning: 'am Morgen', day: 'am Tag', evening: 'am Abend' },
		templateError: (line, column, message) =>
			`Zeile ${line}, Spalte ${column}: ${message}. Stattdessen wird die eingebaute Begrüßung gezeigt.`,
		from: {
			hotline: 'Begrüßung dieser Hotline',
			account: 'Eigene Begrüßung des Kontos',
			'built-in': 'Eingebaute Begrüßung'
		},
		notes: 'Notizen für alle, die sich melden',
		notesHint: 'Öffnungszeiten, was zu tun und zu lassen ist, wer verbunden wird.',
		lookTitle: 'Aussehen und Klang',
		color: 'Farbe',
		colorHint:
			'So ist das Anruffenster gefärbt, wenn jemand diese Firma anruft: Sie sehen sofort, für wen es klingelt.',
		colorBad: 'Wählen Sie eine Farbe.',
		logo: 'Firmenzeichen',
		logoHint: 'PNG, JPEG oder WebP; es wird verkleinert.',
		logoRemove: 'Firmenzeichen entfernen',
		logoNone: 'Kein Firmenzeichen',
		logoBusy: 'Firmenzeichen wird gesendet …',
		logoProblem: {
			'not-a-picture': 'Das ist kein Bild im Format PNG, JPEG oder WebP.',
			'too-large': 'Dieses Bild ist zu groß.',
			failed: 'Das Bild konnte nicht gesendet werden. Versuchen Sie es erneut.'
		},
		ringTone: 'Klingelton',
		ringToneHint: 'So klingelt es für diese Firma: Sie hören sofort, für wen.',
		ringTones: { standard: 'Üblich', bright: 'Hell', low: 'Tief', double: 'Doppelt' },
		listen: 'Anhören',
		answeredTitle: 'Wer sich melden darf',
		answeredIntro:
			'Ist niemand gewählt, dürfen es alle. Die anderen sehen, dass sich jemand anderes meldet.',
		answeredUnknown: (id) => `Konto, das es nicht mehr gibt (${id})`,
		accountsFailed: 'Die Konten konnten nicht geladen werden.',
		notifyTitle: 'Benachrichtigungen über unbeantwortete Anrufe',
		notifyIntro: 'Ist ein Feld leer, gelten die Einstellungen des Kontos.',
		notifyAddress: 'E-Mail an',
		notifyAddressHint: 'Unbeantwortete Anrufe dieser Firma werden an diese Adresse gemeldet.',
		notifyNumber: 'Textnachrichten an',
		notifyNumberHint: 'Unbeantwortete Anrufe dieser Firma werden an diese Mobilnummer gemeldet.',
		numberWhole: 'Geben Sie eine vollständige Nummer ein, zum Beispiel +49 171 3920010.',
		notifyLocale: 'Sprache der Nachrichten',
		notifyLocaleHint: 'Für alle, die Nachrichten dieser Firma bekommen.',
		notifyLocaleNone: 'Die des Kontos',
		save: 'Speichern',
		saving: 'Wird gespeichert …',
		discard: 'Änderungen verwerfen',
		remove: 'Hotline löschen',
		clean: 'Alles ist gespeichert.',
		dirty: 'Es gibt Änderungen, die nicht gespeichert sind.',
		saved: 'Gespeichert. Offene Telefone wissen es innerhalb einer halben Minute.',
		invalid: 'Nicht gespeichert: Prüfen Sie die markierten Felder.',
		failed: 'Nicht gespeichert: Der Server antwortet nicht. Ihre Eingaben sind noch da.',
		refused: (code) => `Der Server hat es abgelehnt (${code}). Ihre Eingaben sind noch da.`,
		leave: 'Es gibt Änderungen, die nicht gespeichert sind. Seite verlassen und sie verlieren?',
		elsewhere: 'Jemand anderes hat diese Hotline inzwischen geändert. Ihre Eingaben sind noch da.',
		elsewhereGone: 'Jemand anderes hat diese Hotline gelöscht. Ihre Eingaben sind noch da.',
		theirs: 'Die neue Fassung',
		yours: 'Ihre',
		nothing: '(leer)',
		takeTheirs: 'Neue Fassung verwenden',
		join: 'Meine behalten, das Übrige übernehmen',
		keepGone: 'Meine als neue Hotline behalten',
		fields: {
			id: 'Kennung',
			logo: 'Firmenzeichen',
			answeredBy: 'Wer sich melden darf',
			greetingOf: (locale, part) => `Begrüßung (${locale}, ${part})`
		}
	},
	csv: {
		title: 'Import und Export',
		exportTitle: 'Export',
		exportIntro: 'Alle Hotlines als CSV-Datei, mit allen Feldern außer dem Firmenzeichen.',
		export: 'CSV herunterladen',
		importTitle: 'Import',
		importIntro:
			'Eine CSV-Datei mit Kopfzeile; die Spalten sind die eines Exports in beliebiger Reihenfolge, nötig ist nur name. Eine Hotline wird an der id erkannt, sonst an Name und Firma. Fehlende Spalten ändern nichts. Sie sehen erst, was geschehen würde.',
		choose: 'CSV-Datei',
		reading: (percent) => `Wird gelesen: ${percent} %`,
		cancel: 'Abbrechen',
		unreadable: 'Das ist keine CSV-Datei mit einer Kopfzeile, in der eine Spalte „name“ steht.',
		ignoredColumns: (names) => `Unbekannte Spalten, die ausgelassen werden: ${names}`,
		kinds: {
			new: 'Neu',
			changed: 'Geändert',
			unchanged: 'Unverändert',
			refused: 'Abgelehnt'
		},
		row: (row) => `Zeile ${row}`,
		column: (column) => `Spalte ${column}`,
		reasons: {
			format: 'nicht das, was dort stehen soll',
			range: 'zu lang oder zu viele',
			twice: 'dieselbe Hotline steht schon in einer früheren Zeile',
			ambiguous: 'mehrere Hotlines haben diesen Namen und diese Firma: ergänzen Sie die Spalte id',
			'too-many-cells': 'die Zeile hat mehr Zellen als die Kopfzeile'
		},
		more: (count) => `und ${count} weitere`,
		apply: (count) => `Jetzt importieren (${count})`,
		nothing: 'Es gibt nichts zu importieren.',
		writing: (done, all) => `Geschrieben: ${done} von ${all}`,
		done: (count) => `Importierte Hotlines: ${count}`,
		stopped: (done, all) =>
			`Angehalten nach ${done} von ${all}. Importieren Sie die Datei noch einmal für den Rest: Geschriebenes zählt dann als unverändert.`,
		failed: (done, all) =>
			`Der Server hat nicht alles angenommen: ${done} von ${all} sind geschrieben. Importieren Sie die Datei noch einmal für den Rest.`,
		elsewhere: (done, all) =>
			`Jemand anderes hat inzwischen Hotlines geändert: ${done} von ${all} sind geschrieben. Wählen Sie die Datei noch einmal, um den Rest zu sehen.`
	},
	test: {
		title: 'Nummer oder Anruf prüfen',
		intro:
			'Geben Sie eine Nummer ein oder fügen Sie ein SIP-INVITE ein (seine Kopfzeilen genügen): Sie sehen, welche Hotline es erreicht und warum.',
		input: 'Nummer oder INVITE',
		unreadable:
			'Das ist weder eine Nummer noch sind es Kopfzeilen einer SIP-Nachricht. Eine Kopfzeile sieht so aus: „To: <sip:100@pbx.example>“.',
		called: 'Angerufene Nummer',
		wonBy: (header) => `aus ${header}`,
		typed: 'wie eingegeben',
		calledNone: 'Keine Kopfzeile sagt, welche Nummer angerufen wurde.',
		diverted: 'Weitergeleitet von',
		notDiverted: 'Nicht weitergeleitet',
		caller: 'Anrufer',
		internal: 'intern',
		hotline: 'Hotline',
		noHotline: 'Keine Hotline hat diese Nummer: die Begrüßung des Kontos wird gezeigt.',
		matched: (entry) => `gefunden durch ${entry}`,
		by: { called: 'die angerufene Nummer', diverting: 'die weiterleitende Nummer' },
		greeting: 'Begrüßungstext',
		open: 'Diese Hotline öffnen'
	}
};
