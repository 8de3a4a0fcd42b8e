/** Texts of the page on which administrators configure contact sources. */
export const directories = {
	title: 'Contact sources',
	intro:
		'Where callers are looked up besides the own address book. Changes take effect with the next call.',
	empty: 'No sources yet.',
	loadFailed: 'The sources could not be loaded.',
	add: 'New source',
	edit: 'Edit',
	editTitle: (name: string) => `Edit ${name}`,
	cancel: 'Cancel',
	save: 'Save',
	saved: (name: string) => `${name} has been saved.`,
	remove: 'Remove',
	removed: (name: string) => `${name} has been removed.`,
	undo: 'Undo',
	sync: 'Fetch now',
	kind: { label: 'Kind', ldap: 'LDAP directory', carddav: 'Address book (CardDAV)' },
	name: 'Name',
	password: 'Password',
	passwordKept: 'A password is stored. Leave empty to keep it.',
	url: {
		ldap: 'Address of the server',
		ldapHint: 'For example ldaps://ldap.example or ldap://ldap.example:389',
		carddav: 'Address of the server or of the address book',
		carddavHint: 'For example https://cloud.example/remote.php/dav'
	},
	startTls: 'Switch to TLS first (StartTLS)',
	plain: 'Without TLS, passwords and contacts can be read on the network.',
	ca: 'Own certificate authority (PEM)',
	caHint: 'Empty: the authorities that the server’s system trusts.',
	bindDn: 'Bind DN',
	bindDnHint: 'Empty: anonymous.',
	base: 'Search base',
	scope: {
		label: 'Depth',
		sub: 'everything below the base',
		one: 'directly below the base',
		base: 'the base alone'
	},
	filter: 'Filter',
	attributes: 'Attributes',
	attributesHint: 'Several are separated by commas.',
	preset: {
		label: 'Fill in for',
		inetOrgPerson: 'OpenLDAP and others',
		activeDirectory: 'Active Directory'
	},
	attribute: {
		...{ name: 'Name', company: 'Company', emails: 'E-mail', work: 'Work' },
		...{ mobile: 'Mobile', home: 'Home', fax: 'Fax' }
	},
	user: 'User',
	interval: 'Fetch every … minutes',
	numbering: 'How numbers are written there',
	country: 'Country (two letters)',
	areaCode: 'Area code',
	mainNumber: 'Main number (+49…)',
	maxExtensionDigits: 'Digits of an extension, at most',
	test: 'Test',
	testing: 'Asking the server …',
	testFailed: (said: string) => `The server said: ${said}`,
	testOk: 'The server answers.',
	books: (names: string) => `Address books: ${names}`,
	entries: (count: string) => `Entries: ${count}`,
	example: 'One of them, as it will be shown:',
	noExample: 'No entry with a number was found. Check search base and filter.',
	state: {
		never: 'Not asked yet',
		answered: (when: string) => `Answered ${when}`,
		fetched: (when: string) => `Fetched ${when}`,
		failing: (when: string, said: string) => `Unreachable since ${when}: ${said}`,
		unreadable: (count: string) => `Entries that cannot be read: ${count}`
	},
	problem: {
		'changed-elsewhere': 'Somebody else has changed this source meanwhile. Reload the page.',
		'password-needed':
			'Enter the password again: the stored one was given for another server or user.',
		'unknown-source': 'This source does not exist any more.',
		unreachable: 'The server does not answer. Check the network, then try again.',
		refused: (code: string) => `The server refused (${code}).`,
		field: (field: string) => `Check “${field}”.`
	}
};
