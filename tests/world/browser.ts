/**
 * A browser that can telephone on loopback: a fake microphone that plays `tone` (a WAV file), media
 * over 127.0.0.1, sound without a click, and no calls to its maker.
 */
export function chromiumArguments(tone: string): string[] {
	return [
		'--no-sandbox',
		'--use-fake-device-for-media-stream',
		'--use-fake-ui-for-media-stream',
		`--use-file-for-fake-audio-capture=${tone}`,
		'--autoplay-policy=no-user-gesture-required',
		'--allow-loopback-in-peer-connection',
		'--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-quic'
	];
}
