/** What can be done by keys. */
export const shortcuts = {
	title: 'Keyboard shortcuts',
	show: 'Show all keys',
	close: 'Close',
	control: 'Ctrl',
	use: 'Use keyboard shortcuts on this device',
	useHint:
		'Turn them off if keys do something that you did not want, for example when you dictate to the computer. In text fields, letters are always text.',
	groups: { calls: 'Calls', finding: 'Finding', places: 'Going to' },
	does: {
		answer: 'Answer a ringing call',
		decline: 'Decline a ringing call',
		hangUp: 'Hang up',
		mute: 'Mute and unmute',
		hold: 'Hold and resume',
		keypad: 'Open the keypad in a call',
		dial: 'Dial, or find somebody',
		search: 'Search on this page',
		phone: 'Phone',
		contacts: 'Contacts',
		hotlines: 'Hotlines',
		settings: 'Settings',
		help: 'This list of keys'
	}
};
