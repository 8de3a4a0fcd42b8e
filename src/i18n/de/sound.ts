import type { Messages } from '../en.ts';

export const sound: Messages['sound'] = {
	level: { good: 'Gute Verbindung', fair: 'Mäßige Verbindung', poor: 'Schlechte Verbindung' },
	details: 'Einzelheiten zur Verbindung',
	mos: 'Qualität (1 bis 4,5)',
	worstMos: 'Schlechtester Moment',
	loss: 'Pakete verloren',
	jitter: 'Jitter',
	roundTrip: 'Hin und zurück',
	bitrate: 'Empfangen',
	codec: 'Codec',
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
