import type { Messages } from '../en.ts';

export const forwarding: Messages['forwarding'] = {
	title: 'Anrufe weiterleiten',
	hint: 'Die Telefonanlage schickt alle Ihre Anrufe an eine andere Nummer. Hier klingeln sie dann nicht.',
	number: 'Weiterleiten an',
	numberBad: 'Geben Sie eine Nummer ein, an die weitergeleitet wird.',
	begin: 'Alle Anrufe weiterleiten',
	on: (number) => `Alle Anrufe gehen an ${number}.`,
	onHint:
		'Das hat Anteroom der Telefonanlage zuletzt gesagt. Was an anderen Telefonen gewählt wurde, ist hier nicht zu sehen.',
	end: 'Weiterleitung beenden',
	steps: {
		asked: 'Die Telefonanlage wird gefragt …',
		done: 'Die Telefonanlage hat es angenommen: Anrufe klingeln wieder hier.',
		refused:
			'Die Telefonanlage hat es nicht angenommen: Nichts hat sich geändert. Prüfen Sie die Codes in den Einstellungen.',
		'no-answer':
			'Die Telefonanlage hat nicht geantwortet: Nichts hat sich geändert. Versuchen Sie es noch einmal.',
		'not-connected':
			'Keine Verbindung zur Telefonanlage: Nichts hat sich geändert. Versuchen Sie es noch einmal, sobald Sie erreichbar sind.'
	},
	dismiss: 'Schließen',
	section: 'Weiterleitung durch die Telefonanlage',
	sectionIntro:
		'Manche Telefonanlagen leiten Anrufe weiter, wenn ein Code gewählt wird. Mit beiden Codes gibt es dafür einen Knopf neben „Nicht stören“. Fragen Sie, wer Ihre Anlage betreut.',
	beginCode: 'Code zum Einschalten',
	beginCodeHint: '{number} steht für die Nummer, zum Beispiel *21*{number}#',
	beginCodeBad: 'Nur Ziffern, * und #, und {number} dort, wo die Nummer hingehört.',
	endCode: 'Code zum Ausschalten',
	endCodeHint: 'Zum Beispiel #21#',
	endCodeBad: 'Nur Ziffern, * und #.'
};
