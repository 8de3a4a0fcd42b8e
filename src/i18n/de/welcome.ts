import type { Messages } from '../en.ts';

export const welcome: Messages['welcome'] = {
	offerTitle: 'Dieses Gerät für Anrufe einrichten',
	offer:
		'Vier kurze Schritte: Mikrofon, Benachrichtigungen, App und ein Test. Das dauert etwa zwei Minuten. Jeden Schritt können Sie auslassen.',
	begin: 'Beginnen',
	goOn: 'Fortfahren',
	refuse: 'Nicht nötig',
	link: 'Dieses Gerät Schritt für Schritt einrichten',
	count: (step, of) => `Schritt ${step} von ${of}`,
	steps: {
		microphone: 'Sind Sie zu hören?',
		notifications: 'Anrufe bemerken, während Sie etwas anderes tun',
		install: 'Anteroom als App',
		test: 'Ist alles für einen Anruf bereit?'
	},
	microphoneWhy:
		'Setzen Sie Ihr Headset auf und klicken Sie auf die Schaltfläche. Fragt der Browser nach dem Mikrofon, antworten Sie „Zulassen“. Sagen Sie dann etwas.',
	chooseMicrophone: 'Anderes Mikrofon, anderen Lautsprecher oder andere Klingel wählen',
	notificationsOn: 'Benachrichtigungen sind eingeschaltet.',
	turnNotificationsOn: 'Benachrichtigungen einschalten',
	installWhy:
		'Als App hat Anteroom ein eigenes Fenster und ein eigenes Symbol. Es wird nicht versehentlich mit anderen Tabs geschlossen, und Sie finden es sofort, wenn es klingelt.',
	installed: 'Anteroom ist auf diesem Gerät installiert.',
	install: 'Installieren',
	installOffer:
		'Anteroom kann auf diesem Gerät ein eigenes Fenster und ein eigenes Symbol bekommen.',
	bySharing: [
		'Tippen Sie auf „Teilen“: das Quadrat mit dem Pfeil.',
		'Wählen Sie „Zum Home-Bildschirm“, dann „Hinzufügen“.',
		'Öffnen Sie Anteroom von nun an über das Symbol auf dem Home-Bildschirm.'
	],
	byMenu: [
		'Chrome: Öffnen Sie das Menü ⋮, dann „Streamen, speichern und teilen“, dann „Installieren“.',
		'Edge: Öffnen Sie das Menü …, dann „Apps“, dann „Installieren“.',
		'Safari auf dem Mac: Öffnen Sie „Ablage“, dann „Zum Dock hinzufügen“.',
		'Hat Ihr Browser nichts dergleichen, machen Sie ohne weiter. In einem Tab geht ebenfalls alles.'
	],
	testWhat:
		'Das Telefon prüft sich selbst: die Verbindung, Ihr Mikrofon, Ihren Lautsprecher und ob der Ton durchkommt. Niemand wird angerufen. Sprechen Sie dabei ein paar Worte.',
	testNow: 'Jetzt testen',
	allChecks: 'Alle Prüfungen, mit Einzelheiten',
	next: 'Weiter',
	skip: 'Auslassen',
	back: 'Zurück',
	end: 'Einrichtung beenden',
	again: 'Von vorn beginnen',
	ready: 'Das war alles',
	readyHint:
		'Anrufe kommen nun hier an. Diese Schritte finden Sie in den Einstellungen unter „Dieses Gerät“ wieder. Am Computer zeigt die Taste ? alle Tastenkürzel.'
};
