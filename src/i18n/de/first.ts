import type { FirstMessages } from '../en.ts';

export const first: FirstMessages = {
	app: {
		name: 'Anteroom',
		tagline: 'Das Telefon, das sagt, in wessen Namen Sie sich melden',
		loading: 'Wird geladen …',
		insecureTitle: 'Diese Adresse ist nicht sicher',
		insecure:
			'Browser erlauben Telefonate nur auf Seiten, die über https kommen. Öffnen Sie Anteroom über seine https-Adresse; wer es betreibt, kann sie Ihnen nennen.',
		openSecure: 'Über https öffnen',
		unreachableTitle: 'Der Server antwortet nicht',
		unreachable:
			'Anteroom erreicht seinen Server nicht, und auf diesem Gerät war noch niemand angemeldet. Prüfen Sie das Netz und versuchen Sie es erneut.',
		retry: 'Erneut versuchen',
		offline:
			'Der Server ist nicht erreichbar. Anrufe werden auf diesem Gerät aufbewahrt und gemeldet, sobald er zurück ist.',
		updateReady: 'Eine neue Version ist bereit.',
		reload: 'Neu laden',
		later: 'Später',
		updateAfterCall: 'Die neue Version startet, sobald kein Gespräch mehr läuft.',
		otherVersion:
			'Der Server hat eine andere Version von Anteroom. Telefonieren geht weiter; Änderungen warten auf diesem Gerät, bis die Seite neu geladen ist.',
		notFoundTitle: 'Seite nicht gefunden',
		notFound: 'Unter dieser Adresse gibt es nichts.',
		errorTitle: 'Etwas ist schiefgegangen',
		toPhone: 'Zum Telefon'
	},
	demo: {
		name: 'Demo',
		pages: 'Seiten der Demo',
		banner:
			'Demo: Diese Installation läuft mit Beispieldaten und ist nur von diesem Rechner aus erreichbar.',
		caller: 'Demo-Anrufer',
		tray: 'Postkorb',
		phone: 'Telefon'
	},
	registration: {
		registered: 'Bereit',
		connecting: 'Verbindet …',
		stopped: 'Aus',
		waiting: {
			'server-unreachable': 'Keine Verbindung zur Telefonanlage',
			'no-answer': 'Die Telefonanlage antwortet nicht',
			'wrong-password': 'Die Telefonanlage lehnt das Passwort ab',
			'not-allowed': 'Die Telefonanlage erlaubt dieses Telefon nicht',
			'unknown-user': 'Die Telefonanlage kennt dieses Telefon nicht',
			'server-error': 'Die Telefonanlage lehnt ab',
			'bad-settings': 'Kein Telefon eingerichtet',
			'other-tab': 'Ein anderer Tab antwortet nicht'
		},
		help: {
			'server-unreachable': 'Prüfen Sie das Netz. Das Telefon versucht es von selbst weiter.',
			'no-answer': 'Vielleicht startet die Anlage neu. Das Telefon versucht es von selbst weiter.',
			'wrong-password': 'Bitten Sie Ihre Verwaltung, das SIP-Passwort Ihres Kontos zu prüfen.',
			'not-allowed': 'Bitten Sie die Verwaltung der Anlage, dieses Telefon zuzulassen.',
			'unknown-user': 'Bitten Sie Ihre Verwaltung, den SIP-Benutzer Ihres Kontos zu prüfen.',
			'server-error':
				'Das Telefon versucht es von selbst weiter. Bleibt es so, fragen Sie die Verwaltung der Anlage.',
			'bad-settings': 'Bitten Sie Ihre Verwaltung, Ihrem Konto ein Telefon zu geben.',
			'other-tab':
				'Ein anderer Tab dieses Browsers hat das Telefon, meldet sich aber nicht. Schließen Sie ihn, oder laden Sie ihn neu.'
		},
		retryIn: (seconds) => `Nächster Versuch in ${seconds}`,
		retryNow: 'Jetzt versuchen'
	}
};
