import { expect, test } from 'vitest';
import { sipServers } from './sip-servers.ts';

test.each([
	['wss://pbx.example/ws', ['wss://pbx.example/ws']],
	['wss://a.example, wss://b.example', ['wss://a.example', 'wss://b.example']],
	['wss://a.example\r\n/sip\n', ['wss://a.example', '/sip']],
	['/sip,/sip', ['/sip']],
	[' ', []]
])('%j has these addresses', (text, addresses) => {
	expect(sipServers(text)).toEqual(addresses);
});
