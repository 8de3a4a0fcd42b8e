import type { Messages } from '../en.ts';

export const dialLink: Messages['dialLink'] = {
	title: 'Diese Nummer anrufen?',
	noTarget: 'Dieser Link enthält keine Nummer, die man anrufen kann',
	noTargetHelp: 'Prüfen Sie die Nummer dort, woher der Link kam, oder wählen Sie von Hand.',
	contact: 'Kontakt',
	hotline: 'Im Namen von',
	shown: 'Ihre Nummer',
	shownBy: 'Welche Ihrer Nummern zu sehen ist, entscheidet die Telefonanlage.',
	hotlineNumber: (number) =>
		`Erwartet wird ${number}. Welche Ihrer Nummern zu sehen ist, entscheidet die Telefonanlage.`,
	call: 'Anrufen',
	cancel: 'Abbrechen'
};
