import type { Messages } from '../en.ts';

export const speedDials: Messages['speedDials'] = {
	title: 'Kurzwahl',
	empty: 'Noch niemand. Fügen Sie Kollegen und andere hinzu, die Sie oft anrufen: Ein Tipp genügt.',
	edit: 'Kurzwahl bearbeiten',
	add: 'Hinzufügen',
	done: 'Fertig',
	cancel: 'Abbrechen',
	name: 'Bezeichnung',
	nameHint: 'Das steht auf der Taste.',
	number: 'Nummer',
	numberHint: 'Eine Rufnummer, eine Nebenstelle oder eine SIP-Adresse.',
	watched: 'Zeigen, ob die Leitung besetzt ist',
	watchedHint:
		'Wo die Anlage es sagt; auch, ob jemand beschäftigt ist. Ein Anruf, der dort klingelt, lässt sich heranholen.',
	up: (name) => `${name} nach oben`,
	down: (name) => `${name} nach unten`,
	remove: (name) => `${name} entfernen`,
	removed: (name) => `${name} wurde entfernt.`,
	undo: 'Rückgängig',
	bad: 'Jeder Eintrag braucht eine Bezeichnung und eine Nummer, die sich wählen lässt.',
	notSaved:
		'Der Server hat die Änderung abgelehnt. Prüfen Sie die Einträge und versuchen Sie es erneut.',
	call: (name) => `${name} anrufen`,
	states: { unknown: 'nicht bekannt', idle: 'frei', ringing: 'klingelt', busy: 'im Gespräch' },
	occupied: 'beschäftigt',
	ringingFrom: (caller) => `klingelt: ${caller}`,
	pickUp: (name) => `Anruf für ${name} heranholen`
};
