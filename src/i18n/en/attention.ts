/** How the phone is noticed while the app is not in front. */
export const attention = {
	title: 'When Anteroom is not in front',
	setting: 'Show calls as notifications',
	hint: 'The operating system shows who calls and for whom, with buttons to answer and to decline, as long as no window of Anteroom is being used.',
	blocked:
		'Notifications are blocked for this address. Allow them in the browser: the symbol beside the address, then “Notifications”.',
	unsupported: 'This browser cannot show notifications here. An installed app often can.',
	offer: 'Calls can also be shown while you work in another window.',
	turnOn: 'Show them',
	notNow: 'No, thanks',
	rings: 'Incoming call'
};
