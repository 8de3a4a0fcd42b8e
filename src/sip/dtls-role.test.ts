import { expect, test } from 'vitest';
import { keepingDtlsRole } from './dtls-role.ts';

const sdp = (setup: string, fingerprint = 'sha-256 AB:CD') =>
	[
		'v=0',
		'm=audio 4000 UDP/TLS/RTP/SAVPF 111',
		`a=setup:${setup}`,
		`a=fingerprint:${fingerprint}`,
		''
	].join('\r\n');
const described = (type: 'offer' | 'answer', setup: string) =>
	({ type, sdp: sdp(setup) }) as RTCSessionDescription;
/** We have answered as the side that begins. */
const begunByUs = {
	currentLocalDescription: described('answer', 'active'),
	currentRemoteDescription: described('offer', 'actpass')
};
/** They have answered as the side that begins. */
const begunByThem = {
	currentLocalDescription: described('offer', 'actpass'),
	currentRemoteDescription: described('answer', 'active')
};

test.each([
	['begun by us', begunByUs, 'active', 'passive'],
	['begun by us', begunByUs, 'passive', 'passive'],
	['begun by them', begunByThem, 'passive', 'active'],
	['begun by them', begunByThem, 'active', 'active']
])('%s: %o, an answer as %s is one as %s', (_, current, answered, kept) => {
	expect(keepingDtlsRole(sdp(answered), current)).toBe(sdp(kept));
});

test('another certificate begins anew, and so does a first answer', () => {
	const other = sdp('active', 'sha-256 12:34');
	expect(keepingDtlsRole(other, begunByUs)).toBe(other);
	const first = { currentLocalDescription: null, currentRemoteDescription: null };
	expect(keepingDtlsRole(sdp('active'), first)).toBe(sdp('active'));
});

test('a letter case is no other certificate; without DTLS there is nothing to keep', () => {
	expect(keepingDtlsRole(sdp('active', 'SHA-256 ab:cd'), begunByUs)).toBe(
		sdp('passive', 'SHA-256 ab:cd')
	);
	const plain = 'v=0\r\nm=audio 4000 RTP/AVP 8\r\n';
	expect(keepingDtlsRole(plain, begunByUs)).toBe(plain);
});
