/** What can be done in a call, and who hears whom. */
export const talk = {
	hearsYou: 'Hears you',
	onHold: 'On hold: does not hear you',
	muted: 'Muted: does not hear you',
	heldByThem: 'You are on hold',
	interrupted: 'Connection lost. Reconnecting …',
	conference: 'Conference: hears you and the others',
	controls: 'In this call',
	hold: 'Hold',
	resume: 'Resume',
	swap: 'Swap to this call',
	mute: 'Mute',
	unmute: 'Unmute',
	keypad: 'Keypad',
	merge: 'Merge calls',
	alone: 'Only this one',
	holdAndAnswer: 'Hold and answer',
	transfer: 'Transfer',
	keypadHint: 'Type or paste digits; a comma is a pause.',
	sent: 'Sent',
	keys: { '*': 'Star', '#': 'Hash' },
	transferTo: 'Transfer to',
	transferNow: 'Transfer now',
	consultFirst: 'To ask first, call them, then choose “Transfer” here.',
	connectWith: (name: string) => `Connect with ${name}`,
	cancel: 'Cancel',
	takeBack: 'Take back',
	transferring: {
		asked: (to: string) => `Transferring to ${to} …`,
		ringing: (to: string) => `Transferring: it rings at ${to}.`
	},
	transferFailed: (to: string, why: string) => `Not transferred to ${to}. ${why}`,
	why: {
		busy: 'Busy there.',
		declined: 'The call was declined there.',
		'no-answer': 'Nobody answered.',
		'unknown-number': 'This number does not exist. Check the number.',
		unreachable: 'Nobody can be reached there now.',
		failed: 'The call could not be connected. Try again.',
		'not-taken': 'The other side or the PBX does not transfer calls. Merge the two calls instead.',
		'bad-number': 'Check the number.'
	}
};
