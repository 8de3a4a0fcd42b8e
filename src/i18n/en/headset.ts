/** The buttons of a headset. */
export const headset = {
	title: 'Headset buttons',
	hint: 'Answer, hang up, mute and hold with the buttons of a USB headset. It also shows when it rings and whether you are muted.',
	unsupported:
		'This browser cannot use headset buttons. Chrome and Edge can, on a computer and over https.',
	connect: 'Connect headset buttons',
	nameless: 'A headset',
	forget: 'Disconnect',
	forgetNamed: (name: string) => `Disconnect ${name}`,
	kept: 'Another program keeps the headset to itself. Close it, then plug the headset in again.'
};
