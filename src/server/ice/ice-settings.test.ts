import { expect, test } from 'vitest';
import { iceSettings } from './ice-settings.ts';

const URLS = ['stun:turn.example', 'turn:turn.example', 'turns:turn.example:443'];
const NOW = Date.UTC(2026, 0, 5, 8) + 999;

test('an installation without servers gives none', () => {
	expect(iceSettings(undefined, 'account-1', NOW)).toEqual({ policy: 'all', servers: [], ttl: 0 });
});

test('TURN servers come with credentials of the account that end in 12 hours; STUN needs none', () => {
	const ice = { urls: URLS, policy: 'relay', secret: 'north' } as const;
	expect(iceSettings(ice, 'account-1', NOW)).toEqual({
		policy: 'relay',
		ttl: 43_200,
		servers: [
			{ urls: ['stun:turn.example'] },
			{
				urls: ['turn:turn.example', 'turns:turn.example:443'],
				username: '1767643200:account-1',
				// printf 1767643200:account-1 | openssl dgst -sha1 -hmac north -binary | base64
				credential: 'Wlcry/HI6ZjFhMY90XC72Xz92Bs='
			}
		]
	});
});

test('the secret is in nothing that is given', () => {
	const ice = { urls: URLS, policy: 'all', secret: 'a secret of the servers' } as const;
	expect(JSON.stringify(iceSettings(ice, 'account-1', NOW))).not.toContain('a secret');
});
