/** Setting up a device, step by step. */
export const welcome = {
	offerTitle: 'Get this device ready for calls',
	offer:
		'Four short steps: microphone, notifications, the app, and a test. It takes about two minutes. You can leave any of them out.',
	begin: 'Begin',
	goOn: 'Go on',
	refuse: 'Not needed',
	link: 'Set up this device step by step',
	count: (step: string, of: string) => `Step ${step} of ${of}`,
	steps: {
		microphone: 'Can you be heard?',
		notifications: 'Notice calls while you do something else',
		install: 'Anteroom as an app',
		test: 'Is everything ready for a call?'
	},
	microphoneWhy:
		'Put your headset on and click the button. If the browser asks for the microphone, answer “Allow”. Then say something.',
	chooseMicrophone: 'Use another microphone, speaker or bell',
	notificationsOn: 'Notifications are on.',
	turnNotificationsOn: 'Turn notifications on',
	installWhy:
		'As an app, Anteroom has a window and an icon of its own. It is not closed by mistake with other tabs, and you find it at once when it rings.',
	installed: 'Anteroom is installed on this device.',
	install: 'Install',
	installOffer: 'Anteroom can have a window and an icon of its own on this device.',
	bySharing: [
		'Tap “Share”: the square with the arrow.',
		'Choose “Add to Home Screen”, then “Add”.',
		'From now on, open Anteroom by its icon on the Home Screen.'
	],
	byMenu: [
		'Chrome: open the menu ⋮, then “Cast, save and share”, then “Install”.',
		'Edge: open the menu …, then “Apps”, then “Install”.',
		'Safari on a Mac: open “File”, then “Add to Dock”.',
		'If your browser has nothing like it, go on without. Everything works in a tab as well.'
	],
	testWhat:
		'The phone tests itself: its connection, your microphone, your speaker, and whether sound gets through. Nobody is called. Speak a few words meanwhile.',
	testNow: 'Test now',
	allChecks: 'All checks, with more details',
	next: 'Next',
	skip: 'Leave out',
	back: 'Back',
	end: 'End the guide',
	again: 'Begin again',
	ready: 'That is all',
	readyHint:
		'Calls now come in here. You find these steps again in the settings, under “This device”. On a computer, the ? key shows all keyboard shortcuts.'
};
