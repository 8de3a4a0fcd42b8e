import type { Messages } from '../en.ts';

export const headset: Messages['headset'] = {
	title: 'Tasten am Headset',
	hint: 'Annehmen, auflegen, stummschalten und halten mit den Tasten eines USB-Headsets. Es zeigt auch, wenn es klingelt und ob Sie stummgeschaltet sind.',
	unsupported:
		'Dieser Browser kann Headset-Tasten nicht nutzen. Chrome und Edge können es, am Computer und über https.',
	connect: 'Headset-Tasten verbinden',
	nameless: 'Ein Headset',
	forget: 'Trennen',
	forgetNamed: (name: string) => `${name} trennen`,
	kept: 'Ein anderes Programm gibt das Headset nicht frei. Schließen Sie es und stecken Sie das Headset neu ein.'
};
