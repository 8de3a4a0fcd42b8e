import type { Messages } from '../en.ts';

export const folders: Messages['folders'] = {
	title: 'Kontakte auf diesem Gerät',
	intro:
		'Ordner und Dateien auf diesem Gerät mit Kontakten als vCard (.vcf) oder CSV. Wer dort steht, wird bei einem Anruf mit Namen gezeigt und bei der Suche gefunden.',
	stays:
		'Sie bleiben auf diesem Gerät, außer Sie kopieren sie in das eigene Adressbuch. Nur wer angerufen hat, geht mit dem Anruf an den Server (Name, Firma, Nummern, E-Mail), damit Benachrichtigungen den Anrufer nennen.',
	named: (name) => `${name} (auf diesem Gerät)`,
	empty: 'Noch keine Ordner oder Dateien',
	emptyHint:
		'Wählen Sie den Ordner, in dem Ihr Mailprogramm, Telefon oder Ihre Cloud die Kontakte ablegt: Anrufer werden dann mit Namen gezeigt, auch wenn der Server nicht da ist.',
	broken:
		'Dieser Browser lässt Anteroom nichts speichern (privates Fenster oder kein Platz): Kontakte dieses Geräts sind nicht bekannt.',
	addFolder: 'Ordner hinzufügen',
	addFiles: 'Dateien hinzufügen',
	addPicked: 'Kontakte auswählen',
	pickedName: 'Kontakte des Telefons',
	copiesHint:
		'Dieser Browser gibt Kopien heraus: Was sich später in den Dateien ändert, ist hier nicht zu sehen. Wählen Sie sie erneut, um sie zu erneuern.',
	kind: {
		folder: 'Ordner: Änderungen werden von selbst bemerkt',
		files: 'Dateien: Änderungen werden von selbst bemerkt',
		copies: 'Kopien von Dateien: Spätere Änderungen werden nicht bemerkt',
		picked: 'Aus dem Telefon ausgewählt: Spätere Änderungen werden nicht bemerkt'
	},
	state: {
		contacts: (count) => `Kontakte: ${count}`,
		files: (count) => `Dateien: ${count}`,
		readAt: (when) => `Gelesen: ${when}`,
		never: 'Noch nicht gelesen'
	},
	reading: (name) => `Liest „${name}“`,
	progress: (percent) => `${percent} Prozent`,
	found: (count) => `Gefundene Kontakte: ${count}`,
	cancel: 'Abbrechen',
	again: 'Erneut lesen',
	renew: 'Dateien erneut wählen',
	renewFolder: 'Ordner erneut wählen',
	renewPicked: 'Kontakte erneut auswählen',
	allow: 'Lesen erlauben',
	problem: {
		permission:
			'Der Browser fragt erneut um Ihre Erlaubnis. Bis dahin gelten die Kontakte vom letzten Mal.',
		gone: 'Den Ordner oder die Datei gibt es nicht mehr: umbenannt, verschoben oder ein Laufwerk, das nicht angeschlossen ist. Es gelten die Kontakte vom letzten Mal. Stellen Sie ihn wieder her und lesen Sie erneut, oder entfernen Sie ihn hier.',
		full: 'Für diese Kontakte ist kein Platz mehr. Es gelten die Kontakte vom letzten Mal. Schaffen Sie Platz auf dem Gerät und lesen Sie erneut.',
		'too-many':
			'In diesem Ordner liegen mehr als 50.000 Dateien. Entfernen Sie ihn hier und wählen Sie den Ordner mit den Kontakten selbst.',
		unreadable:
			'Das ließ sich nicht lesen. Es gelten die Kontakte vom letzten Mal. Lesen Sie erneut; bleibt es so, wählen Sie es neu aus.'
	},
	addFailed: {
		full: 'Das ließ sich nicht hinzufügen: Es ist kein Platz mehr. Schaffen Sie Platz auf dem Gerät und versuchen Sie es noch einmal.',
		other: 'Das ließ sich nicht hinzufügen. Versuchen Sie es noch einmal.'
	},
	remove: 'Entfernen',
	removed: (name) => `„${name}“ ist entfernt: Die Kontakte daraus sind nicht mehr bekannt.`,
	undo: 'Rückgängig',
	copy: 'In das eigene Adressbuch kopieren',
	copyIntro: (name) =>
		`Kontakte aus „${name}“, verglichen mit dem eigenen Adressbuch. Was Sie importieren, liegt dann auf dem Server, für alle, die Anrufe annehmen.`,
	copyGone: 'Diese Kontakte sind nicht mehr auf diesem Gerät.',
	refused: (count) => `Abgelehnt: ${count}`,
	row: (row) => `Zeile ${row}`,
	reasons: {
		binary: 'kein Text',
		columns: 'was die Spalten bedeuten, hat noch niemand gesagt',
		'no-contacts': 'weder vCards noch eine Tabelle',
		'too-long': 'länger, als ein Kontakt sein kann',
		empty: 'weder Name noch Nummer noch Adresse',
		'not-ended': 'die Datei endet vor der Karte',
		format: 'nicht das, was dort stehen soll',
		range: 'zu lang oder zu viele',
		unreadable: 'die Datei ließ sich nicht öffnen'
	},
	more: (count) => `und ${count} weitere`,
	columns: {
		title: (file) => `Was bedeuten die Spalten von „${file}“?`,
		intro: 'Einmal sagen genügt: Für diese Datei bleibt es so.',
		column: (position) => `Spalte ${position}`,
		hasHeading: 'Die erste Zeile nennt die Spalten',
		save: 'Die Datei so lesen',
		leave: 'Diese Datei auslassen'
	}
};
