/** Forwarding of all calls by the PBX, which is told by dialled codes. */
export const forwarding = {
	title: 'Forward calls',
	hint: 'The PBX sends all your calls to another number. They do not ring here then.',
	number: 'Forward to',
	numberBad: 'Enter a number to forward to.',
	begin: 'Forward all calls',
	on: (number: string) => `All calls are forwarded to ${number}.`,
	onHint:
		'This is what Anteroom told the PBX last. Codes dialled on other telephones are not seen here.',
	end: 'End forwarding',
	steps: {
		asked: 'Telling the PBX …',
		done: 'The PBX has taken it: calls ring here again.',
		refused: 'The PBX did not take it: nothing has changed. Check the codes in the settings.',
		'no-answer': 'The PBX did not answer: nothing has changed. Try again.',
		'not-connected':
			'No connection to the PBX: nothing has changed. Try again once you can be called.'
	},
	dismiss: 'Close',
	section: 'Forwarding by the PBX',
	sectionIntro:
		'Some PBXs forward calls when a code is dialled. With both codes there is a button for it beside “Do not disturb”. Ask who runs your PBX.',
	beginCode: 'Code that begins it',
	beginCodeHint: '{number} stands for the number, for example *21*{number}#',
	beginCodeBad: 'Only digits, * and #, with {number} where the number belongs.',
	endCode: 'Code that ends it',
	endCodeHint: 'For example #21#',
	endCodeBad: 'Only digits, * and #.'
};
