import type { Messages } from '../en.ts';

export const talk: Messages['talk'] = {
	hearsYou: 'Hört Sie',
	onHold: 'Gehalten: hört Sie nicht',
	muted: 'Stumm: hört Sie nicht',
	heldByThem: 'Sie werden gehalten',
	interrupted: 'Verbindung verloren. Wird wiederhergestellt …',
	conference: 'Konferenz: hört Sie und die anderen',
	controls: 'In diesem Gespräch',
	hold: 'Halten',
	resume: 'Fortsetzen',
	swap: 'Hierher wechseln',
	mute: 'Stumm',
	unmute: 'Stumm aus',
	keypad: 'Tasten',
	merge: 'Konferenz',
	alone: 'Nur mit diesem',
	holdAndAnswer: 'Halten und annehmen',
	transfer: 'Weitergeben',
	keypadHint: 'Ziffern tippen oder einfügen; ein Komma ist eine Pause.',
	sent: 'Gesendet',
	keys: { '*': 'Stern', '#': 'Raute' },
	transferTo: 'Weitergeben an',
	transferNow: 'Jetzt weitergeben',
	consultFirst: 'Erst fragen? Rufen Sie dort an, dann hier „Weitergeben“.',
	connectWith: (name) => `Mit ${name} verbinden`,
	cancel: 'Abbrechen',
	takeBack: 'Zurückholen',
	transferring: {
		asked: (to) => `Wird an ${to} weitergegeben …`,
		ringing: (to) => `Wird weitergegeben: es klingelt bei ${to}.`
	},
	transferFailed: (to, why) => `Nicht an ${to} weitergegeben. ${why}`,
	why: {
		busy: 'Dort ist besetzt.',
		declined: 'Der Anruf wurde dort abgelehnt.',
		'no-answer': 'Niemand hat abgenommen.',
		'unknown-number': 'Diese Nummer gibt es nicht. Prüfen Sie die Nummer.',
		unreachable: 'Dort ist gerade niemand erreichbar.',
		failed: 'Die Verbindung kam nicht zustande. Versuchen Sie es noch einmal.',
		'not-taken':
			'Die Gegenseite oder die Telefonanlage gibt keine Gespräche weiter. Schalten Sie beide zusammen.',
		'bad-number': 'Prüfen Sie die Nummer.'
	}
};
