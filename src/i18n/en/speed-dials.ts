/** Colleagues and others who are called by one tap. */
export const speedDials = {
	title: 'Speed dials',
	empty: 'Nobody yet. Add colleagues and others whom you call often: one tap calls them.',
	edit: 'Edit speed dials',
	add: 'Add',
	done: 'Done',
	cancel: 'Cancel',
	name: 'Name',
	nameHint: 'What stands on the button.',
	number: 'Number',
	numberHint: 'A phone number, an extension or a SIP address.',
	watched: 'Show whether the line is busy',
	watchedHint:
		'Where the PBX tells, and whether its owner is busy. A call that rings there can be picked up.',
	up: (name: string) => `Move ${name} up`,
	down: (name: string) => `Move ${name} down`,
	remove: (name: string) => `Remove ${name}`,
	removed: (name: string) => `${name} has been removed.`,
	undo: 'Undo',
	bad: 'Every entry needs a name and a number that can be dialled.',
	notSaved: 'The server has refused the change. Check the entries and try again.',
	call: (name: string) => `Call ${name}`,
	states: { unknown: 'not known', idle: 'free', ringing: 'rings', busy: 'on the phone' },
	/** Said by the person, not by the line. */
	occupied: 'busy',
	ringingFrom: (caller: string) => `rings: ${caller}`,
	pickUp: (name: string) => `Pick up the call for ${name}`
};
