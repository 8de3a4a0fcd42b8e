import type { Messages } from '../en.ts';

export const diagnostics: Messages['diagnostics'] = {
	title: 'Diagnose',
	intro:
		'Prüft alles, was ein Gespräch braucht, und sagt, was zu tun ist, wo etwas fehlt. Ein laufendes Gespräch wird nicht berührt.',
	run: 'Alles prüfen',
	running: 'Es wird geprüft …',
	stop: 'Abbrechen',
	again: (check) => `Noch einmal prüfen: ${check}`,
	copy: 'Bericht kopieren',
	copied:
		'Der Bericht liegt in der Zwischenablage. Er enthält keine Passwörter, Namen oder Rufnummern.',
	copyFailed:
		'Der Browser hat das Kopieren nicht erlaubt. Markieren Sie den Bericht unten und kopieren Sie ihn von Hand.',
	report: 'Bericht',
	speakerQuestion: 'Haben Sie einen Ton gehört?',
	heard: 'Ja',
	notHeard: 'Nein',
	states: {
		waiting: 'nicht geprüft',
		running: 'läuft …',
		good: 'in Ordnung',
		skipped: 'ausgelassen',
		asked: 'Ihre Antwort bitte',
		warning: 'bitte beachten',
		bad: 'geht nicht'
	},
	checks: {
		browser: 'Dieser Browser',
		storage: 'Was dieser Browser behält',
		server: 'Server von Anteroom',
		microphone: 'Mikrofon',
		speaker: 'Lautsprecher',
		sockets: 'Verbindung zur Telefonanlage (WebSocket)',
		registration: 'Anmeldung an der Telefonanlage',
		ice: 'Wege durch das Netz (STUN und TURN)',
		echo: 'Ton zu sich selbst'
	},
	findings: {
		'browser-good': () => 'Dieser Browser kann alles, was gebraucht wird.',
		insecure: () =>
			'Die Seite wurde nicht sicher geöffnet, deshalb gibt ihr der Browser kein Mikrofon. Öffnen Sie Anteroom über die Adresse mit https:.',
		'browser-lacks': (what) =>
			`Diesem Browser fehlt ${what}. Nehmen Sie ein aktuelles Chrome, Edge, Firefox oder Safari.`,
		'storage-good': () => 'Es ist Platz da, und der Browser behält das Journal.',
		'storage-may-go': () =>
			'Der Browser darf das Journal wegwerfen, wenn die Platte voll ist. Installieren Sie die App oder erlauben Sie Mitteilungen, und prüfen Sie noch einmal: Dann behält er es.',
		'storage-nearly-full': (megabytes) =>
			`Der Browser nimmt nur noch ${megabytes} MB auf. Ist er voll, fehlen Anrufe im Journal und werden nicht gemeldet. Schaffen Sie Platz auf der Platte, und verlassen Sie private Fenster.`,
		'storage-unknown': () => 'Der Browser sagt nicht, wie viel er behält.',
		'server-good': () => 'Der Server antwortet, und die Uhren stimmen überein.',
		'server-away': () =>
			'Der Server antwortet nicht. Telefonieren geht weiter; gemeldet wird, sobald er zurück ist. Prüfen Sie das Netz.',
		'clock-wrong': (seconds) =>
			`Die Uhren dieses Rechners und des Servers gehen ${seconds} Sekunden auseinander. Stellen Sie die Uhr: Gespräche über TURN scheitern sonst.`,
		'in-call': () => 'Ausgelassen, solange es ein Gespräch gibt.',
		'call-came': () => 'Abgebrochen, weil ein Anruf begonnen hat. Prüfen Sie danach noch einmal.',
		'microphone-good': () => 'Es hört etwas.',
		'microphone-silent': () =>
			'Es war nichts zu hören. Sprechen Sie, während geprüft wird; bleibt es so, suchen Sie einen Schalter am Headset.',
		'microphone-blocked': () =>
			'Der Browser erlaubt es nicht. Klicken Sie auf das Zeichen neben der Adresse, erlauben Sie das Mikrofon und prüfen Sie noch einmal.',
		'microphone-missing': () =>
			'Es wurde keines gefunden. Stecken Sie eines ein; ohne können Sie nur zuhören.',
		'microphone-in-use': () =>
			'Ein anderes Programm benutzt es, oder das System gibt es nicht frei. Schließen Sie das Programm und prüfen Sie die Datenschutz-Einstellungen des Systems.',
		'microphone-insecure': () =>
			'Die Seite wurde nicht sicher geöffnet, deshalb gibt ihr der Browser kein Mikrofon. Öffnen Sie Anteroom über die Adresse mit https:.',
		'speaker-asked': () => 'Ein Ton wurde gespielt.',
		'speaker-good': () => 'Sie haben den Ton gehört.',
		'speaker-not-heard': () =>
			'Sie haben ihn nicht gehört. Drehen Sie lauter, wählen Sie unter „Dieses Gerät“ einen anderen Lautsprecher und achten Sie auf einen stummen Tab.',
		'speaker-failed': () =>
			'Der gewählte Lautsprecher ließ sich nicht benutzen. Wählen Sie unter „Dieses Gerät“ einen anderen.',
		'sound-locked': () =>
			'Der Browser hält Seiten still, bis Sie hineinklicken. Klicken Sie irgendwo auf diese Seite und prüfen Sie noch einmal.',
		'no-sockets': () =>
			'Für Ihr Konto ist kein Telefon eingerichtet. Bitten Sie Ihren Administrator darum.',
		'socket-good': (url, ms) => `${url} öffnete in ${ms} ms.`,
		'socket-mixed': (url) =>
			`${url} ist nicht verschlüsselt, und eine sichere Seite darf sie nicht öffnen. Die Adresse muss mit wss: beginnen.`,
		'socket-protocol': (url) =>
			`${url} öffnet, spricht aber kein SIP (Unterprotokoll „sip“, RFC 7118). Prüfen Sie den Pfad der Adresse.`,
		'socket-blocked': (url) =>
			`${url} öffnet nicht, obwohl der Rechner antwortet. Ein Proxy, eine Firewall oder ein Werbeblocker hält WebSockets zurück: Erlauben Sie sie für diese Adresse.`,
		'socket-unreachable': (url) =>
			`${url} öffnet nicht. Die Anlage kann ausgeschaltet sein, hinter einer Firewall stehen, von einem Werbeblocker zurückgehalten werden oder ein Zertifikat haben, dem dieser Browser nicht traut.`,
		'local-network-denied': (url) =>
			`Der Browser darf Geräte im lokalen Netz nicht erreichen, und ${url} ist eines. Klicken Sie auf das Zeichen neben der Adresse und erlauben Sie das lokale Netz.`,
		'local-network-asks': (url) =>
			`Der Browser fragt, ob diese Seite das lokale Netz erreichen darf, und ${url} liegt darin. Antworten Sie „Zulassen“ und prüfen Sie noch einmal.`,
		registered: (since) => `Angemeldet seit ${since}.`,
		registering: () => 'Das Telefon verbindet sich. Prüfen Sie gleich noch einmal.',
		'not-registered': (problem) => `Nicht angemeldet. ${problem}`,
		'ice-none': () =>
			'Es sind keine Server eingerichtet. In einem einzigen Netz und mit den meisten Anlagen braucht es keine.',
		'ice-unknown': () => 'Nicht bekannt, da der Server von Anteroom nicht antwortet.',
		'ice-good': (url, ms) => `${url} antwortete in ${ms} ms.`,
		'ice-unreachable': (url) =>
			`${url} antwortet nicht. Vielleicht hält eine Firewall den Port zurück: Fragen Sie den Administrator.`,
		'ice-refused': (url, code) =>
			`${url} lehnt mit ${code} ab. Geheimnis und Uhren müssen übereinstimmen: Fragen Sie den Administrator.`,
		'ice-invalid': (url) => `${url} ist keine Adresse, die dieser Browser benutzen kann.`,
		'echo-good': (way, ms, loss) =>
			way === 'relay'
				? `Über das Relay gehört: ${ms} ms hin und zurück, ${loss} % verloren.`
				: `Innerhalb dieses Rechners gehört: ${ms} ms, ${loss} % verloren. Es ist kein Relay eingerichtet, das Netz wurde also nicht geprüft.`,
		'echo-lossy': (_way, ms, loss) =>
			`Gehört, aber ${loss} % gingen verloren (${ms} ms hin und zurück). Das hört man als Lücken: Nehmen Sie ein Kabel statt WLAN.`,
		'echo-silent': () =>
			'Verbunden, aber es kam nichts zurück. Etwas im Netz lässt keinen Ton (UDP) durch.',
		'echo-no-way': () =>
			'Es fand sich kein Weg, nicht einmal zu sich selbst. Eine Firewall oder eine Browser-Erweiterung gegen WebRTC hält ihn zurück.',
		failed: (problem) => `Die Prüfung selbst ist gescheitert: ${problem}`
	}
};
