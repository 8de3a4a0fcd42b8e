import { afterEach, expect, test } from 'vitest';
import { withOpusParameters } from './opus-parameters.ts';

const OFFER = [
	'v=0',
	'm=audio 9 UDP/TLS/RTP/SAVPF 111 63 8',
	'a=rtpmap:111 opus/48000/2',
	'a=fmtp:111 minptime=10;useinbandfec=0',
	'a=rtpmap:63 red/48000/2',
	'a=fmtp:63 111/111',
	'a=rtpmap:8 PCMA/8000',
	''
].join('\r\n');

let connection: RTCPeerConnection | undefined;
afterEach(() => connection?.close());

test('Opus is asked for with error correction and without packets for silence; all else stays', () => {
	expect(withOpusParameters(OFFER)).toBe(
		OFFER.replace('useinbandfec=0', 'useinbandfec=1;usedtx=1')
	);
	expect(withOpusParameters(withOpusParameters(OFFER))).toBe(withOpusParameters(OFFER));
});

test('a description without Opus stays as it is', () => {
	const plain =
		'v=0\r\nm=audio 9 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n';
	expect(withOpusParameters(plain)).toBe(plain);
});

test('the browser takes them as its own description', async () => {
	connection = new RTCPeerConnection();
	connection.addTransceiver('audio');
	const { sdp = '' } = await connection.createOffer();
	await connection.setLocalDescription({ type: 'offer', sdp: withOpusParameters(sdp) });
	const [, parameters = ''] =
		/^a=fmtp:\d+ (.*minptime.*)$/m.exec(connection.localDescription?.sdp ?? '') ?? [];
	expect(parameters.trim().split(';')).toEqual(
		expect.arrayContaining(['useinbandfec=1', 'usedtx=1'])
	);
});
