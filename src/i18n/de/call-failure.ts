import type { Messages } from '../en.ts';

export const callFailure: Messages['callFailure'] = {
	busy: 'Besetzt. Versuchen Sie es später erneut.',
	declined: 'Der Anruf wurde abgelehnt.',
	'no-answer': 'Niemand hat abgenommen. Versuchen Sie es später erneut.',
	unreachable: 'Unter dieser Nummer ist gerade niemand erreichbar. Versuchen Sie es später erneut.',
	'unknown-number': 'Diese Nummer gibt es nicht. Prüfen Sie die Nummer.',
	'incomplete-number': 'Diese Nummer ist nicht vollständig. Prüfen Sie die Nummer.',
	forbidden:
		'Die Telefonanlage erlaubt diesen Anruf nicht. Bitten Sie Ihre Verwaltung, solche Nummern freizugeben.',
	'no-codec':
		'Die Gegenseite versteht die Tonformate der Browser nicht. Bitten Sie die Verwaltung der Telefonanlage, sie umzuwandeln (G.711 oder Opus).',
	pbx: 'Die Telefonanlage oder das Telefonnetz kann gerade nicht verbinden. Versuchen Sie es in einer Minute erneut.',
	'no-microphone': 'Es ist kein Mikrofon da. Schließen Sie eines an und rufen Sie erneut an.',
	media:
		'Der Browser konnte den Ton nicht einrichten. Laden Sie die Seite neu und rufen Sie erneut an.',
	network:
		'Die Verbindung zur Telefonanlage ist abgerissen. Prüfen Sie das Netzwerk und rufen Sie erneut an.',
	failed:
		'Der Anruf kam nicht zustande. Versuchen Sie es erneut; bleibt es so, fragen Sie Ihre Verwaltung.'
};
