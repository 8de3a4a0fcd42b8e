/** The page that a telephone link opens. */
export const dialLink = {
	title: 'Call this number?',
	noTarget: 'This link has no number that can be called',
	noTargetHelp: 'Check the number where the link came from, or dial it by hand.',
	contact: 'Contact',
	hotline: 'In the name of',
	shown: 'Your number',
	shownBy: 'The PBX decides which of your numbers they see.',
	hotlineNumber: (number: string) =>
		`They expect ${number}. The PBX decides which of your numbers they see.`,
	call: 'Call',
	cancel: 'Cancel'
};
