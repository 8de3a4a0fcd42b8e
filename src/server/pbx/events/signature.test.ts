import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { judgeSignature } from './signature.ts';

const SECRET = 'shared with the PBX by an administrator';
const SECONDS = 1_790_000_000;
const body = new TextEncoder().encode('{"user":"anna"}');
const sign = (text: string, secret = SECRET) =>
	createHmac('sha256', secret).update(text).digest('hex');

const good = {
	timestamp: String(SECONDS),
	signature: sign(`${SECONDS}.{"user":"anna"}`),
	body
};

test.each([0, 299_999, 300_000, -300_000])('is good %i ms after it was made', (later) => {
	expect(judgeSignature(good, SECRET, SECONDS * 1_000 + later)).toBe('good');
});

test.each([300_001, -300_001, 86_400_000])('is stale %i ms after it was made', (later) => {
	expect(judgeSignature(good, SECRET, SECONDS * 1_000 + later)).toBe('stale-timestamp');
});

test.each<[string, Partial<typeof good> | { timestamp: null } | { signature: null }]>([
	['no timestamp', { timestamp: null }],
	['another timestamp', { timestamp: String(SECONDS + 1) }],
	['a timestamp that is none', { timestamp: '1e9' }],
	['no signature', { signature: null }],
	['a short signature', { signature: good.signature.slice(2) }],
	['what is no hexadecimal', { signature: 'z'.repeat(64) }],
	['another body', { body: new TextEncoder().encode('{"user":"bert"}') }],
	['another secret', { signature: sign(`${SECONDS}.{"user":"anna"}`, 'x'.repeat(32)) }],
	['a plain hash', { signature: sign(`${SECONDS}.{"user":"anna"}`, '') }]
])('is bad with %s', (_name, change) => {
	expect(judgeSignature({ ...good, ...change }, SECRET, SECONDS * 1_000)).toBe('bad-signature');
});

test('says nothing of the clock to those who have no secret', () => {
	const old = { ...good, signature: '0'.repeat(64) };
	expect(judgeSignature(old, SECRET, SECONDS * 1_000 + 1e9)).toBe('bad-signature');
});

/** Made by `openssl dgst -sha256 -hmac`: what the other side computes must not depend on our code. */
test('is what any HMAC-SHA256 makes of timestamp, full stop and body', () => {
	const signature = '99b9b0531a6cbb77582fc5eac311986ef7bcf4382a8ac1f08e279a8dd8a45edb';
	expect(judgeSignature({ ...good, signature }, SECRET, SECONDS * 1_000)).toBe('good');
});
