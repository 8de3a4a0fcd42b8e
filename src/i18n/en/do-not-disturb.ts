/** "Do not disturb": calls ring without a sound. */
export const doNotDisturb = {
	title: 'Do not disturb',
	hint: 'Calls are shown, but do not ring aloud on any of your devices. Unanswered ones are kept and reported as always.',
	hour: 'For an hour',
	ended: 'Until I end it',
	until: (time: string) => `Do not disturb until ${time}: calls do not ring aloud.`,
	on: 'Do not disturb: calls do not ring aloud.',
	end: 'Ring again'
};
