import type * as en from '../en/ice-servers.ts';

export const iceProblems: typeof en.iceProblems = {
	'turn-unreachable':
		'Der Vermittlungsserver für den Ton (TURN) antwortet nicht. Anrufe gehen ohne ihn weiter; hören Sie nichts, sagen Sie es der Administration.',
	'turn-refused':
		'Der Vermittlungsserver für den Ton (TURN) weist dieses Telefon ab. Anrufe gehen ohne ihn weiter; hören Sie nichts, sagen Sie es der Administration.',
	'relay-unreachable':
		'Kein Anruf: Der Ton darf nur über den Vermittlungsserver (TURN) gehen, und der antwortet nicht. Prüfen Sie das Netz und rufen Sie erneut an; bleibt es so, sagen Sie es der Administration.',
	'relay-refused':
		'Kein Anruf: Der Ton darf nur über den Vermittlungsserver (TURN) gehen, und der weist dieses Telefon ab. Sagen Sie es der Administration.'
};

export const iceServers: typeof en.iceServers = {
	title: 'Vermittlungsserver',
	intro:
		'STUN- und TURN-Server bringen den Ton durch Firewalls. Sie werden mit ICE_SERVERS, TURN_SECRET und ICE_POLICY festgelegt, wo der Server gestartet wird.',
	none: 'Keine festgelegt: Telefone müssen die Telefonanlage direkt erreichen.',
	loadFailed:
		'Die Server konnten nicht geladen werden. Prüfen Sie das Netz und laden Sie die Seite neu.',
	policy: {
		all: 'Anrufe nehmen den kürzesten Weg, den Vermittlungsserver nur, wo es keinen anderen gibt.',
		relay: 'Aller Ton geht über den Vermittlungsserver (ICE_POLICY=relay).'
	},
	test: 'Von diesem Browser aus prüfen',
	testing: 'Wird geprüft …',
	notTested: 'Nicht geprüft',
	ok: (ms) => `Antwortet, nach ${ms}.`,
	unreachable: (url) =>
		`Antwortet nicht. Prüfen Sie, ob er läuft und ob Firewalls dieses Gerät zu ${url} lassen.`,
	refused: (code, said) =>
		`Weist ab${said ? `: „${said}“` : ''} (${code}). TURN_SECRET muss sein static-auth-secret sein, und die Uhren beider Server müssen übereinstimmen.`,
	invalid: 'Der Browser nimmt diese Adresse nicht.'
};
