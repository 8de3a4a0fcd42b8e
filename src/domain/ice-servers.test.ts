import { expect, test } from 'vitest';
import { isIceUrl, isTurnUrl } from './ice-servers.ts';

test.each([
	'stun:turn.example',
	'stun:192.0.2.1:3478',
	'turn:turn.example:3478?transport=udp',
	'turn:[2001:db8::1]:3478?transport=tcp',
	'turns:turn.example:443?transport=tcp',
	'TURN:turn.example'
])('%s is an address of an ICE server', (url) => {
	expect(isIceUrl(url)).toBe(true);
	expect(isTurnUrl(url)).toBe(!url.startsWith('stun'));
});

test.each([
	'turn.example',
	'http://turn.example',
	'turn://turn.example',
	'stun:turn.example?transport=udp',
	'turn:turn.example?transport=sctp',
	'turn:turn.example:0',
	'turn:turn.example:65536',
	'turn:user@turn.example',
	'turn:',
	'turn:turn.example turn:other.example'
])('%s is none', (url) => {
	expect(isIceUrl(url)).toBe(false);
});
