import type { Messages } from '../en.ts';

export const presence: Messages['presence'] = {
	section: 'Was Kolleginnen und Kollegen sehen',
	sectionIntro:
		'Deren Telefone und Programme können anzeigen, ob Sie Zeit haben, wenn Ihre Telefonanlage es ihnen sagt.',
	tell: 'Der Telefonanlage sagen, was ich gerade tue',
	tellHint:
		'Zu sehen ist dann, ob Sie frei sind, telefonieren oder nicht gestört werden wollen. Mit wem Sie sprechen, ist nicht zu sehen.',
	refused:
		'Ihre Telefonanlage nimmt das nicht an: Niemand sieht, was Sie tun. Fragen Sie, wer Ihre Anlage betreut, oder schalten Sie es aus.'
};
