import type { Messages } from '../en.ts';

export const contacts: Messages['contacts'] = {
	title: 'Kontakte',
	intro:
		'Das Adressbuch dieser Installation. Wer hier steht, wird bei einem Anruf mit Namen gezeigt, bei allen, die Anrufe annehmen.',
	toList: 'Alle Kontakte',
	search: 'Nach Name, Firma, E-Mail oder Nummer suchen',
	count: (count) => `Kontakte: ${count}`,
	foundCount: (count) => `Gefunden: ${count}`,
	searching: 'Sucht …',
	empty: 'Noch keine Kontakte',
	emptyHint:
		'Legen Sie einen an oder importieren Sie sie aus einer Datei Ihres Mailprogramms oder Telefons.',
	noMatch: 'Niemand hat diesen Namen, diese Firma, Adresse oder Nummer.',
	loadFailed: 'Die Kontakte konnten nicht geladen werden: Der Server antwortet nicht.',
	searchFailed: 'Die Suche ist fehlgeschlagen: Der Server antwortet nicht.',
	sourceFailed: (source) => `„${source}“ antwortet nicht: Wer dort steht, wird nicht gezeigt.`,
	away: 'Der Server ist nicht da: Kontakte lassen sich ändern, sobald er zurück ist.',
	add: 'Neuer Kontakt',
	import: 'Import und Export',
	addCaller: 'Zu den Kontakten',
	own: 'Eigenes Adressbuch',
	server: 'Der Server',
	from: (source) => `Aus „${source}“`,
	readOnly: (source) => `Dieser Kontakt steht in „${source}“ und wird dort geändert.`,
	notFound: 'Diesen Kontakt gibt es nicht mehr.',
	removed: (name) => `„${name}“ wurde gelöscht.`,
	undo: 'Rückgängig',
	undone: (name) => `„${name}“ ist wieder da.`,
	failed: 'Der Server hat es nicht angenommen. Versuchen Sie es noch einmal.',
	call: (number) => `${number} anrufen`,
	mail: (address) => `An ${address} schreiben`,
	reach: 'Anrufen oder schreiben',
	types: {
		work: 'Arbeit',
		mobile: 'Mobil',
		home: 'Privat',
		main: 'Zentrale',
		fax: 'Fax',
		other: 'Andere'
	},
	box: {
		results: 'Gefundene Kontakte',
		hint: (count) => `Gefundene Kontakte: ${count}. Mit den Pfeiltasten auswählen, dann Enter.`,
		none: 'Kein Kontakt gefunden.',
		textTo: (number) => `SMS an ${number}`,
		mailTo: (address) => `An ${address} schreiben`,
		open: 'Kontakt öffnen'
	},
	merge: {
		link: 'Mit einem anderen Kontakt zusammenführen',
		title: (name) => `„${name}“ zusammenführen`,
		intro:
			'Zwei Kontakte derselben Person werden einer. Alle Nummern und Adressen bleiben erhalten.',
		other: 'Der andere Kontakt: Name, Firma, E-Mail oder Nummer',
		result: 'Der zusammengeführte Kontakt',
		pictureOf: (name) => `Bild von ${name}`,
		merge: 'Zusammenführen',
		done: (name) => `Die beiden sind jetzt ein Kontakt: „${name}“.`,
		undone: 'Es sind wieder zwei Kontakte.',
		elsewhere: 'Jemand anderes hat einen von ihnen inzwischen geändert. Öffnen Sie diese Seite neu.'
	},
	files: {
		title: 'Import und Export',
		exportTitle: 'Export',
		exportIntro:
			'Das ganze Adressbuch als eine Datei. Bilder fehlen darin; Notizen stehen nur in der CSV-Datei.',
		vCard3: 'vCard 3.0 herunterladen',
		vCard4: 'vCard 4.0 herunterladen',
		export: 'CSV herunterladen',
		importTitle: 'Import',
		importIntro:
			'Kontakte aus einer Datei mit vCards (.vcf) oder CSV, wie Outlook, Google, Telefone und andere Programme sie schreiben. Wer mit demselben Namen und derselben Firma schon da ist, bekommt dazu, was fehlte; nichts wird ersetzt. Sie sehen zuerst, was geschehen würde.',
		choose: 'vCard- oder CSV-Datei',
		reading: (percent) => `Liest: ${percent} %`,
		cancel: 'Abbrechen',
		unreadable: 'Das ist weder eine Datei mit vCards noch CSV mit einer Kopfzeile.',
		away: 'Die vorhandenen Kontakte konnten nicht geladen werden, also lässt sich nichts mit ihnen vergleichen. Wählen Sie die Datei noch einmal, wenn der Server zurück ist.',
		mapping: 'Spalten der Datei',
		mappingIntro: 'Wofür jede Spalte gehalten wird. Ändern Sie, was falsch geraten ist.',
		columnOf: (heading) => `Spalte „${heading}“`,
		example: (cell) => `Zum Beispiel: ${cell}`,
		leaveOut: '(weglassen)',
		columns: {
			name: 'Name',
			givenName: 'Vorname',
			middleName: 'Weiterer Vorname',
			familyName: 'Nachname',
			company: 'Firma',
			email: 'E-Mail',
			notes: 'Notizen'
		},
		kinds: { new: 'Neu', changed: 'Geändert', unchanged: 'Unverändert', refused: 'Abgelehnt' },
		row: (row) => `Zeile ${row}`,
		column: (column) => `Spalte ${column}`,
		reasons: {
			format: 'nicht, was dort stehen soll',
			range: 'zu lang oder zu viele',
			twice: 'dieselbe Person steht weiter oben in der Datei',
			ambiguous: 'mehrere Kontakte haben diesen Namen und diese Firma',
			empty: 'weder Name noch Nummer noch Adresse',
			'not-ended': 'die Datei endet vor der Karte'
		},
		more: (count) => `und ${count} weitere`,
		apply: (count) => `${count} Kontakte importieren`,
		nothing: 'Es gibt nichts zu importieren.',
		writing: (done, all) => `Geschrieben: ${done} von ${all}`,
		done: (count) => `Importiert: ${count} Kontakte.`,
		stopped: (done, all) =>
			`Nach ${done} von ${all} angehalten. Importieren Sie die Datei für den Rest noch einmal: Was geschrieben ist, zählt als unverändert.`,
		failed: (done, all) =>
			`Der Server hat nicht alles angenommen: ${done} von ${all} sind geschrieben. Importieren Sie die Datei für den Rest noch einmal.`,
		elsewhere: (done, all) =>
			`Jemand anderes hat inzwischen Kontakte geändert: ${done} von ${all} sind geschrieben. Wählen Sie die Datei noch einmal, um den Rest zu sehen.`
	},
	editor: {
		fresh: 'Neuer Kontakt',
		personTitle: 'Person oder Firma',
		name: 'Name',
		nameBad: 'Geben Sie einen Namen oder eine Firma mit höchstens 200 Zeichen an.',
		company: 'Firma',
		tooLong: 'Das ist zu lang.',
		numbersTitle: 'Nummern',
		numbersIntro:
			'So, wie Sie sie wählen: Sie werden mit Ihrer Orts- und Landesvorwahl vervollständigt.',
		number: (position) => `Nummer ${position}`,
		numberType: (position) => `Art der Nummer ${position}`,
		numberFull: (e164) => `Vollständig: ${e164}`,
		numberBad:
			'Das lässt sich nicht zu einer ganzen Nummer vervollständigen: Anrufe von ihr werden nicht erkannt.',
		numbersBad: 'Höchstens 50 Nummern mit höchstens 64 Zeichen.',
		addNumber: 'Nummer hinzufügen',
		removeNumber: (position) => `Nummer ${position} entfernen`,
		emailsTitle: 'E-Mail-Adressen',
		email: (position) => `E-Mail ${position}`,
		emailBad: 'Geben Sie eine vollständige Adresse an, zum Beispiel name@office.example.',
		emailsBad: 'Höchstens 20 Adressen.',
		addEmail: 'E-Mail hinzufügen',
		removeEmail: (position) => `E-Mail ${position} entfernen`,
		moreTitle: 'Bild und Notizen',
		notes: 'Notizen',
		notesHint: 'Nur für Sie: In einem verschickten Kontakt stehen sie nie.',
		picture: 'Bild',
		pictureHint: 'PNG, JPEG oder WebP; es wird verkleinert.',
		pictureWords: {
			none: 'Kein Bild',
			busy: 'Das Bild wird gesendet …',
			remove: 'Bild entfernen',
			problem: {
				'not-a-picture': 'Das ist kein PNG-, JPEG- oder WebP-Bild.',
				'too-large': 'Dieses Bild ist zu groß.',
				failed: 'Das Bild konnte nicht gesendet werden. Versuchen Sie es noch einmal.'
			}
		},
		save: 'Speichern',
		saving: 'Speichert …',
		discard: 'Änderungen verwerfen',
		remove: 'Kontakt löschen',
		clean: 'Alles ist gespeichert.',
		dirty: 'Es gibt Änderungen, die nicht gespeichert sind.',
		saved: 'Gespeichert. Der nächste Anruf zeigt es.',
		invalid: 'Nicht gespeichert: Prüfen Sie die markierten Felder.',
		failed:
			'Nicht gespeichert: Der Server antwortet nicht. Was Sie geschrieben haben, ist noch hier.',
		refused: (code) =>
			`Der Server hat es abgelehnt (${code}). Was Sie geschrieben haben, ist noch hier.`,
		leave: 'Es gibt Änderungen, die nicht gespeichert sind. Verlassen und verlieren?',
		elsewhere:
			'Jemand anderes hat diesen Kontakt inzwischen geändert. Was Sie geschrieben haben, ist noch hier.',
		elsewhereGone:
			'Jemand anderes hat diesen Kontakt gelöscht. Was Sie geschrieben haben, ist noch hier.',
		theirs: 'Die neue Fassung',
		yours: 'Ihre',
		nothing: '(leer)',
		takeTheirs: 'Neue Fassung nehmen',
		join: 'Meine behalten, den Rest übernehmen',
		keepGone: 'Meine als neuen Kontakt behalten',
		fields: {
			name: 'Name',
			company: 'Firma',
			numbers: 'Nummern',
			emails: 'E-Mail-Adressen',
			notes: 'Notizen',
			picture: 'Bild'
		}
	}
};
