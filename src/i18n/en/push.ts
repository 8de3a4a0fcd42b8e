/** Telling devices of calls while the app is closed. */
export const push = {
	title: 'When Anteroom is closed',
	intro:
		'The server can tell your devices of calls that nobody answered, and, where your PBX waits for it, that somebody is calling: a tap opens Anteroom, and it rings there.',
	setting: 'Tell this device',
	hint: 'Anteroom asks your browser for permission to show notifications. The message travels encrypted through the push service of the browser’s maker. A computer whose browser is closed altogether is told when the browser is started again.',
	unsupported:
		'This browser cannot be told here. On an iPhone or iPad put Anteroom on the home screen first and open it from there.',
	blocked:
		'Notifications are blocked for this address. Allow them in the browser: the symbol beside the address, then “Notifications”.',
	problem: {
		'no-push-service':
			'The browser could not subscribe: it does not reach its maker’s push service, or has none. Check the network and try again, or use another browser.',
		'endpoint-refused':
			'This server does not send to the push service of this browser. In the demo nothing leaves this computer; elsewhere ask your administrator.',
		'too-many-devices': 'You have 20 devices already. Remove one of them, then try again.',
		server: 'The server does not answer. Check the network, then try again.'
	},
	devices: 'Your devices',
	thisDevice: 'this device',
	nameOf: (name: string) => `Name of ${name}`,
	told: (when: string) => `Told last: ${when}`,
	neverTold: 'Not told of anything yet',
	remove: 'Remove',
	removeNamed: (name: string) => `Remove ${name}`,
	none: 'No device is told yet.',
	notification: {
		unanswered: (when: string) => `Unanswered call, ${when}`,
		ringing: 'Is calling now. Tap to open the phone.',
		answered: 'The call has been answered.',
		over: 'It rings no more.',
		callBack: 'Call back',
		processed: 'Processed',
		unreadable: 'There is news. Open Anteroom to see it.'
	}
};
