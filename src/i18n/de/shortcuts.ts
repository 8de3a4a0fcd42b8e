import type { Messages } from '../en.ts';

export const shortcuts: Messages['shortcuts'] = {
	title: 'Tastenkürzel',
	show: 'Alle Tasten zeigen',
	close: 'Schließen',
	control: 'Strg',
	use: 'Tastenkürzel auf diesem Gerät verwenden',
	useHint:
		'Schalten Sie sie aus, wenn Tasten etwas auslösen, das Sie nicht wollten, etwa wenn Sie dem Computer diktieren. In Textfeldern sind Buchstaben immer Text.',
	groups: { calls: 'Anrufe', finding: 'Finden', places: 'Wechseln zu' },
	does: {
		answer: 'Klingelnden Anruf annehmen',
		decline: 'Klingelnden Anruf ablehnen',
		hangUp: 'Auflegen',
		mute: 'Mikrofon aus- und einschalten',
		hold: 'Halten und fortsetzen',
		keypad: 'Wähltasten im Gespräch öffnen',
		dial: 'Wählen oder jemanden finden',
		search: 'Auf dieser Seite suchen',
		phone: 'Telefon',
		contacts: 'Kontakte',
		hotlines: 'Hotlines',
		settings: 'Einstellungen',
		help: 'Diese Liste der Tasten'
	}
};
