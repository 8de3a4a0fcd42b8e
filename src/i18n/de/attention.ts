import type { Messages } from '../en.ts';

export const attention: Messages['attention'] = {
	title: 'Wenn Anteroom nicht im Vordergrund ist',
	setting: 'Anrufe als Mitteilung zeigen',
	hint: 'Das Betriebssystem zeigt, wer anruft und für wen, mit Tasten zum Annehmen und Ablehnen, solange gerade kein Fenster von Anteroom benutzt wird.',
	blocked:
		'Mitteilungen sind für diese Adresse gesperrt. Erlauben Sie sie im Browser: das Zeichen neben der Adresse, dann „Benachrichtigungen“.',
	unsupported:
		'Dieser Browser kann hier keine Mitteilungen zeigen. Als installierte App geht es oft.',
	offer: 'Anrufe lassen sich auch zeigen, während Sie in einem anderen Fenster arbeiten.',
	turnOn: 'Anzeigen',
	notNow: 'Nein, danke',
	rings: 'Eingehender Anruf'
};
