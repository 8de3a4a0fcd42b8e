import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { CallerIdentity } from './caller-identity.ts';
import { exampleCall } from './example-calls.ts';
import { composePush } from './notification-push.ts';
import { pushMessageSchema } from './push-message.ts';
import { defaultSettings } from './settings.ts';

const AT = Date.UTC(2026, 2, 9, 9);
const SUBJECT = { accountId: 'a1', callId: 'c1' };
const settings = defaultSettings('anna@office.example', {
	...{ locale: 'en', timeZone: 'Europe/Berlin', country: 'DE' }
});
const example = (kind: Parameters<typeof exampleCall>[0]) => ({
	...exampleCall(kind, AT, { number: '+493023125010', email: 'erika@mustermann.example' }),
	...{ settings, product: 'Anteroom', appUrl: '' }
});

describe('the push message about an unanswered call', () => {
	test('says who called for whom, and how to call back', () => {
		const message = composePush(SUBJECT, example('known'));
		expect(message).toMatchObject({ kind: 'unanswered', lang: 'en', ...SUBJECT });
		expect(message.caller).not.toBe('');
		expect(message.called).not.toBe('');
		expect(message).toHaveProperty('callBack', expect.stringMatching(/^\/dial\?number=%2B4930/));
		expect(v.parse(pushMessageSchema, JSON.parse(JSON.stringify(message)))).toEqual(message);
	});

	test('tells nothing of a caller who withholds the number', () => {
		const call = { ...example('known').call, caller: { kind: 'withheld' } as const };
		const message = composePush(SUBJECT, { ...example('known'), call });
		expect(message).toMatchObject({ caller: 'Number withheld', detail: '' });
		expect(message).not.toHaveProperty('callBack');
		expect(JSON.stringify(message)).not.toMatch(/23125010|mustermann/i);
	});

	test('fits into 4096 encrypted bytes (RFC 8291 §4), however long the names are', () => {
		const { call, ...facts } = example('known');
		const name = '世'.repeat(5_000);
		const long: CallerIdentity = {
			kind: 'user',
			...{ user: name, domain: name, displayName: name, source: 'from' }
		};
		const called = { source: 'to', user: name, divertedFrom: [] } as const;
		const message = composePush(
			{ accountId: 'a'.repeat(64), callId: '世'.repeat(512) },
			{ ...facts, hotline: undefined, lookup: [], call: { ...call, caller: long, called } }
		);
		expect(v.is(pushMessageSchema, message)).toBe(true);
		expect(new TextEncoder().encode(JSON.stringify(message)).length).toBeLessThan(3_993);
	});
});
