import { expect, test } from 'vitest';
import { isReachable, pushEndpoint } from './push-endpoint.ts';

const WORLD = { world: true, loopback: false };
const DEMO = { world: false, loopback: true };

test.each([
	'https://fcm.googleapis.com/fcm/send/abc',
	'https://updates.push.services.mozilla.com/wpush/v2/abc',
	'https://web.push.apple.com/abc'
])('%s is a push service in the world', (endpoint) => {
	expect(pushEndpoint(endpoint, WORLD)?.href).toBe(endpoint);
	expect(pushEndpoint(endpoint, DEMO)).toBeUndefined();
});

test.each([
	'',
	'nothing',
	'http://push.example/abc',
	'https://push.example:8443/abc',
	'https://user@push.example/abc',
	'https://user:password@push.example/abc',
	'https://push.example/abc#part',
	'ftp://push.example/abc',
	'file:///etc/passwd',
	'https://localhost/abc',
	'https://intranet/abc',
	'https://intranet./abc',
	'https://127.0.0.1/abc',
	'https://2130706433/abc',
	'https://0x7f.1/abc',
	'https://10.0.0.1/abc',
	'https://169.254.169.254/latest/meta-data',
	'https://8.8.8.8/abc',
	'https://[::1]/abc',
	'https://[::ffff:127.0.0.1]/abc',
	'https://[fd00::1]/abc'
])('nothing is sent to %s', (endpoint) => {
	expect(pushEndpoint(endpoint, WORLD)).toBeUndefined();
});

test('this machine is asked where that is allowed, and nothing beside it', () => {
	expect(pushEndpoint('http://127.0.0.1:1234/abc', DEMO)?.port).toBe('1234');
	expect(pushEndpoint('http://[::1]:1234/abc', DEMO)?.port).toBe('1234');
	expect(pushEndpoint('http://10.0.0.1:1234/abc', DEMO)).toBeUndefined();
	expect(pushEndpoint('http://[::ffff:10.0.0.1]/abc', DEMO)).toBeUndefined();
});

test.each(['8.8.8.8', '2606:4700::1', '172.32.0.1', '100.128.0.1'])(
	'a name may lead to %s',
	(address) => expect(isReachable(address, WORLD)).toBe(true)
);

test.each([
	...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1'],
	...['192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
	...['::', '::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', 'fc00::1', 'fe80::1'],
	...['ff02::1', '2001:db8::1', '2002:a00:1::1', '2001:0:1::1']
])('no name may lead to %s', (address) => {
	expect(isReachable(address, WORLD)).toBe(false);
});
