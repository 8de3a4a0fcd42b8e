import type { Messages } from '../en.ts';

export const telephoneLinks: Messages['telephoneLinks'] = {
	title: 'Telefon-Links',
	hint: 'Ein Klick auf eine Nummer in einer anderen Seite oder einem anderen Programm öffnet Anteroom mit dieser Nummer. Angerufen wird nie von selbst: Sie bestätigen jeden Anruf.',
	unsupported:
		'Dieser Browser gibt Telefon-Links nicht an Webseiten weiter. Chrome, Edge und Firefox können es, auf einem Computer und über https.',
	take: {
		tel: 'Nummern (tel:) mit Anteroom öffnen',
		sip: 'SIP-Adressen (sip:) mit Anteroom öffnen'
	},
	asked:
		'Erlauben Sie es nun im Browser. Fragt er nicht, hat er schon eine Antwort von früher: Sehen Sie nach den Symbolen in der Adresszeile oder nach „Protokoll-Handler“ in den Einstellungen des Browsers.'
};
