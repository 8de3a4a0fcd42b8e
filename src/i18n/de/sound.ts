import type { Messages } from '../en.ts';

export const sound: Messages['sound'] = {
	link: 'Ton',
	title: 'Dieses Gerät',
	intro:
		'Mikrofon, Lautsprecher, Klingel, Headset, Benachrichtigungen und Tasten. Diese Einstellungen bleiben auf diesem Gerät und gelten für alle, die sich hier anmelden.',
	loading: 'Mikrofone und Lautsprecher werden gesucht …',
	microphone: 'Mikrofon',
	microphoneHint: 'Damit hört Sie die Gegenseite.',
	speaker: 'Lautsprecher',
	speakerHint: 'Hier hören Sie die Gegenseite.',
	ringer: 'Klingel',
	ringerHint: 'Hier klingelt es: zum Beispiel am Lautsprecher, während Sie am Headset sprechen.',
	systemChoice: 'Wie das System wählt',
	notPlugged: (name: string) => `${name} (nicht angesteckt)`,
	nameless: (number: number) => `Gerät ${number}`,
	namesHidden:
		'Der Browser nennt die Namen der Geräte, sobald das Mikrofon erlaubt ist. Probieren Sie es unten aus.',
	outputsFixed: 'Dieser Browser spielt immer dort, wo das System es wählt.',
	volume: 'Klingellautstärke',
	volumeHint: 'Wie laut dieses Gerät klingelt. Dazu kommt die Lautstärke des Systems.',
	tryMicrophone: 'Mikrofon ausprobieren',
	stopTrying: 'Beenden',
	trying: 'Das Mikrofon wird geöffnet …',
	microphoneLevel: 'Pegel',
	speakNow: 'Sprechen Sie: Der Balken muss sich bewegen.',
	trySpeaker: 'Ton abspielen',
	tryRinger: 'Einmal klingeln',
	toneFailed: 'Der Ton konnte nicht gespielt werden. Wählen Sie einen anderen Ausgang.',
	speech: 'Bearbeitung Ihrer Stimme',
	echoCancellation: 'Echounterdrückung',
	echoCancellationHint: 'Damit die Gegenseite sich nicht selbst hört. Nur mit Headset ausschalten.',
	noiseSuppression: 'Geräuschunterdrückung',
	noiseSuppressionHint: 'Nimmt Lüfter, Tastaturen und Stimmen im Hintergrund weg.',
	autoGainControl: 'Automatischer Pegel',
	autoGainControlHint: 'Macht leise Stimmen lauter und laute leiser.',
	notKept:
		'Dieser Browser behält nichts (privates Fenster oder kein Platz): Die Einstellungen gelten, bis die Seite geschlossen wird.',
	microphoneProblem: {
		blocked:
			'Der Browser sperrt das Mikrofon. Klicken Sie auf das Symbol neben der Adresse, erlauben Sie das Mikrofon und versuchen Sie es noch einmal.',
		missing: 'Kein Mikrofon gefunden. Stecken Sie eines an: Es erscheint hier von selbst.',
		'in-use':
			'Ein anderes Programm nutzt das Mikrofon. Schließen Sie es und versuchen Sie es noch einmal.',
		insecure: 'Mikrofone gehen nur über https. Öffnen Sie Anteroom über seine https-Adresse.'
	},
	level: { good: 'Gute Verbindung', fair: 'Mäßige Verbindung', poor: 'Schlechte Verbindung' },
	details: 'Einzelheiten zur Verbindung',
	mos: 'Qualität (1 bis 4,5)',
	worstMos: 'Schlechtester Moment',
	loss: 'Pakete verloren',
	jitter: 'Schwankung',
	roundTrip: 'Hin und zurück',
	bitrate: 'Empfangen',
	codec: 'Codec-Verfahren',
	problem: {
		'no-way':
			'Kein Ton: Es wurde kein Weg zur Gegenseite gefunden. Prüfen Sie Netz oder VPN; vielleicht sperrt eine Firewall Anrufe.',
		'nothing-received':
			'Sie hören nichts: Es kommt kein Ton an. Eine Firewall oder ein Router, hier oder drüben, hält ihn zurück. Rufen Sie noch einmal an; bleibt es so, sagen Sie es Ihrer Administration.',
		'silence-received':
			'Es kommt nur Stille an: Die Gegenseite ist wohl stumm oder hat kein Mikrofon.',
		'microphone-ended':
			'Man hört Sie nicht: Ihr Mikrofon ist weg. Stecken Sie es wieder ein oder wählen Sie unter „Ton“ ein anderes.',
		'microphone-muted':
			'Man hört Sie nicht: Das System oder eine Taste am Headset hat das Mikrofon stumm geschaltet. Schalten Sie es dort wieder ein.',
		'microphone-silent':
			'Man hört Sie wohl nicht: Ihr Mikrofon gibt keinen Ton. Suchen Sie daran nach einer Stummtaste oder wählen Sie unter „Ton“ ein anderes.',
		'nothing-sent':
			'Man hört Sie nicht: Von diesem Gerät geht kein Ton ab. Rufen Sie noch einmal an; bleibt es so, starten Sie den Browser neu.'
	}
};
