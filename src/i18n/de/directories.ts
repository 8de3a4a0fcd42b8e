import type { Messages } from '../en.ts';

export const directories: Messages['directories'] = {
	title: 'Kontaktquellen',
	intro:
		'Wo Anrufer außer im eigenen Adressbuch gesucht werden. Änderungen gelten ab dem nächsten Anruf.',
	empty: 'Noch keine Quellen.',
	loadFailed: 'Die Quellen konnten nicht geladen werden.',
	add: 'Neue Quelle',
	edit: 'Bearbeiten',
	editTitle: (name) => `${name} bearbeiten`,
	cancel: 'Abbrechen',
	save: 'Speichern',
	saved: (name) => `${name} ist gespeichert.`,
	remove: 'Entfernen',
	removed: (name) => `${name} ist entfernt.`,
	undo: 'Rückgängig',
	sync: 'Jetzt abrufen',
	kind: { label: 'Art', ldap: 'LDAP-Verzeichnis', carddav: 'Adressbuch (CardDAV)' },
	kindHint:
		'Ein LDAP-Verzeichnis wird bei jedem Anruf gefragt, ein Adressbuch abgerufen und behalten.',
	name: 'Name',
	nameHint: 'Steht bei den Anrufern, die dort gefunden werden.',
	password: 'Passwort',
	passwordHint: 'Wird verschlüsselt behalten und niemandem gezeigt.',
	passwordKept: 'Ein Passwort ist hinterlegt. Leer lassen, um es zu behalten.',
	url: {
		ldap: 'Adresse des Servers',
		ldapHint: 'Zum Beispiel ldaps://ldap.example oder ldap://ldap.example:389',
		carddav: 'Adresse des Servers oder des Adressbuchs',
		carddavHint: 'Zum Beispiel https://cloud.example/remote.php/dav'
	},
	startTlsHint: 'Passwörter und Kontakte sind dann im Netz verschlüsselt.',
	startTls: 'Zuerst auf TLS umschalten (StartTLS)',
	plain: 'Ohne TLS sind Passwörter und Kontakte im Netz lesbar.',
	ca: 'Eigene Zertifizierungsstelle (PEM)',
	caHint: 'Leer: die Stellen, denen das System des Servers vertraut.',
	bindDn: 'Bind-DN',
	bindDnHint: 'Leer: anonym.',
	base: 'Suchbasis',
	baseHint:
		'Unter welchem Eintrag die Personen stehen, zum Beispiel ou=people,dc=office,dc=example.',
	scope: {
		label: 'Tiefe',
		hint: 'Wie weit unter der Suchbasis gesucht wird.',
		sub: 'alles unter der Basis',
		one: 'direkt unter der Basis',
		base: 'nur die Basis selbst'
	},
	filter: 'Filter',
	filterHint: 'Welche Einträge zählen, zum Beispiel (objectClass=person).',
	attributes: 'Attribute',
	attributesHint: 'Aus welchem Attribut eines Eintrags jedes kommt; mehrere durch Komma trennen.',
	preset: {
		label: 'Ausfüllen für',
		inetOrgPerson: 'OpenLDAP und andere',
		activeDirectory: 'Active Directory'
	},
	attribute: {
		...{ name: 'Name', company: 'Firma', emails: 'E-Mail', work: 'Geschäftlich' },
		...{ mobile: 'Mobil', home: 'Privat', fax: 'Fax' }
	},
	user: 'Benutzer',
	userHint: 'Wer sich dort anmeldet.',
	interval: 'Abrufen alle … Minuten',
	intervalHint: 'Eine Änderung dort ist hier spätestens nach dieser Zeit bekannt.',
	numbering: 'Wie Nummern dort geschrieben sind',
	country: 'Land (zwei Buchstaben)',
	countryHint: 'Von Nummern ohne Ländervorwahl.',
	areaCode: 'Vorwahl',
	areaCodeHint: 'Von Nummern ohne Vorwahl; mit führender Null, wo es eine gibt.',
	mainNumber: 'Hauptnummer (+49…)',
	mainNumberHint: 'Der Anlage, deren Nebenstellen dort stehen.',
	maxExtensionDigits: 'Ziffern einer Durchwahl, höchstens',
	maxExtensionDigitsHint: 'Kürzere Nummern gelten als Nebenstellen der Hauptnummer.',
	test: 'Testen',
	testing: 'Der Server wird gefragt …',
	testFailed: (said) => `Der Server sagt: ${said}`,
	testOk: 'Der Server antwortet.',
	books: (names) => `Adressbücher: ${names}`,
	entries: (count) => `Einträge: ${count}`,
	example: 'Einer davon, wie er gezeigt wird:',
	noExample: 'Kein Eintrag mit einer Nummer gefunden. Suchbasis und Filter prüfen.',
	state: {
		never: 'Noch nicht gefragt',
		answered: (when) => `Antwort ${when}`,
		fetched: (when) => `Abgerufen ${when}`,
		failing: (when, said) => `Nicht erreichbar seit ${when}: ${said}`,
		unreadable: (count) => `Nicht lesbare Einträge: ${count}`
	},
	problem: {
		'changed-elsewhere':
			'Jemand anderes hat diese Quelle inzwischen geändert. Bitte die Seite neu laden.',
		'password-needed':
			'Bitte das Passwort neu eingeben: Das hinterlegte gilt für einen anderen Server oder Benutzer.',
		'unknown-source': 'Diese Quelle gibt es nicht mehr.',
		unreachable: 'Der Server antwortet nicht. Netz prüfen, dann erneut versuchen.',
		refused: (code) => `Der Server lehnt ab (${code}).`,
		field: (field) => `Bitte „${field}“ prüfen.`
	}
};
