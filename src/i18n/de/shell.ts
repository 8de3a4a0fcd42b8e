import type { Messages } from '../en.ts';

export const shell: Messages['shell'] = {
	places: 'Bereiche der App',
	phone: 'Telefon',
	settingsPages: 'Seiten der Einstellungen',
	own: 'Anrufe und Nachrichten',
	language: 'Sprache'
};
