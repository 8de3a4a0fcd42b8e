import type { Messages } from '../en.ts';

export const push: Messages['push'] = {
	title: 'Wenn Anteroom geschlossen ist',
	intro:
		'Der Server kann Ihren Geräten Anrufe melden, die niemand angenommen hat, und, wo Ihre Telefonanlage darauf wartet, dass gerade jemand anruft: Tippen Sie darauf, dann öffnet sich Anteroom, und es klingelt dort.',
	setting: 'Dieses Gerät benachrichtigen',
	hint: 'Anteroom bittet Ihren Browser um die Erlaubnis, Mitteilungen zu zeigen. Die Nachricht geht verschlüsselt über den Push-Dienst des Browser-Herstellers. Ein Computer, dessen Browser ganz geschlossen ist, erfährt es erst, wenn der Browser wieder startet.',
	unsupported:
		'Dieser Browser kann hier nicht benachrichtigt werden. Legen Sie Anteroom auf einem iPhone oder iPad zuerst auf den Home-Bildschirm, und öffnen Sie es von dort.',
	blocked:
		'Mitteilungen sind für diese Adresse gesperrt. Erlauben Sie sie im Browser: das Zeichen neben der Adresse, dann „Benachrichtigungen“.',
	problem: {
		'no-push-service':
			'Der Browser konnte sich nicht anmelden: Er erreicht den Push-Dienst seines Herstellers nicht oder hat keinen. Prüfen Sie das Netz und versuchen Sie es noch einmal, oder nehmen Sie einen anderen Browser.',
		'endpoint-refused':
			'Dieser Server sendet nicht an den Push-Dienst dieses Browsers. In der Demo verlässt nichts diesen Computer; sonst fragen Sie Ihre Administration.',
		'too-many-devices':
			'Sie haben schon 20 Geräte. Entfernen Sie eines davon und versuchen Sie es dann noch einmal.',
		server: 'Der Server antwortet nicht. Prüfen Sie das Netz und versuchen Sie es noch einmal.'
	},
	devices: 'Ihre Geräte',
	thisDevice: 'dieses Gerät',
	nameOf: (name) => `Bezeichnung von ${name}`,
	told: (when) => `Zuletzt benachrichtigt: ${when}`,
	neverTold: 'Noch nicht benachrichtigt',
	remove: 'Entfernen',
	removeNamed: (name) => `${name} entfernen`,
	none: 'Noch wird kein Gerät benachrichtigt.',
	notification: {
		unanswered: (when) => `Nicht angenommener Anruf, ${when}`,
		ringing: 'Ruft gerade an. Tippen, um das Telefon zu öffnen.',
		answered: 'Der Anruf wurde angenommen.',
		over: 'Es klingelt nicht mehr.',
		callBack: 'Zurückrufen',
		processed: 'Erledigt',
		unreadable: 'Es gibt etwas Neues. Öffnen Sie Anteroom.'
	}
};
