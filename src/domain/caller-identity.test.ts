import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { callReportSchema } from './call-report.ts';
import { callerIdentity, callerKey } from './caller-identity.ts';
import { incomingReport, numberCaller, phoneNumber, PLAN, sipHeaders } from './sample-calls.ts';

/** Many runs: how long they take says something of the machine only (ms). */
const PATIENCE = 60_000;

type Fields = Parameters<typeof sipHeaders>[0];
const identity = (fields: Fields) => callerIdentity(sipHeaders(fields), PLAN);

const PAI = { 'P-Asserted-Identity': '"Erika" <sip:+491713920010@trunk.example>' };
const RPID = { 'Remote-Party-ID': '"Ralf" <sip:+491713920011@trunk.example>;party=calling' };
const FROM = { From: '"Fritz" <sip:+491713920012@trunk.example>;tag=1' };

describe('who is calling', () => {
	test.each<[string, Fields, string, string, string]>([
		[
			'P-Asserted-Identity first',
			{ ...PAI, ...RPID, ...FROM },
			'+491713920010',
			'Erika',
			'p-asserted-identity'
		],
		['Remote-Party-ID next', { ...RPID, ...FROM }, '+491713920011', 'Ralf', 'remote-party-id'],
		['From last', FROM, '+491713920012', 'Fritz', 'from'],
		[
			'what is malformed is passed over',
			{ 'P-Asserted-Identity': 'x', ...FROM },
			'+491713920012',
			'Fritz',
			'from'
		],
		[
			'what knows no number is passed over',
			{ 'P-Asserted-Identity': '<sip:unavailable@trunk.example>', ...FROM },
			'+491713920012',
			'Fritz',
			'from'
		],
		[
			'a Remote-Party-ID of the called party is passed over',
			{ 'Remote-Party-ID': '<sip:100@trunk.example>;party=called;privacy=full', ...FROM },
			'+491713920012',
			'Fritz',
			'from'
		]
	])('%s', (_, fields, e164, displayName, source) => {
		expect(identity(fields)).toEqual({
			kind: 'number',
			number: phoneNumber(e164),
			displayName,
			source
		});
	});

	test('of two asserted identities the number serves better', () => {
		const fields = {
			'P-Asserted-Identity': ['<sip:erika@trunk.example>', '<tel:+49-171-3920010>']
		};
		expect(identity(fields)).toMatchObject({ kind: 'number', number: { e164: '+491713920010' } });
	});

	test('a user that is no number', () => {
		expect(identity({ From: 'Reception <sip:reception@PBX.example:5060>' })).toEqual({
			kind: 'user',
			user: 'reception',
			domain: 'pbx.example',
			displayName: 'Reception',
			source: 'from'
		});
	});

	test('a name that only repeats the number is none', () => {
		expect(identity({ From: '"100" <sip:100@pbx.example>' })).not.toHaveProperty('displayName');
	});

	test('names are one clean, bounded line', () => {
		const from = (name: string) => identity({ From: `"${name}" <sip:100@pbx.example>` });
		expect(from('Eve\r\nBcc: evil@evil.example')).toMatchObject({
			displayName: 'Eve Bcc: evil@evil.example'
		});
		expect(from('\u202egnp.exe\u2069')).toMatchObject({ displayName: 'gnp.exe' });
		expect(from('x'.repeat(10_240))).toMatchObject({
			kind: 'number',
			displayName: 'x'.repeat(256)
		});
	});
});

describe('withheld', () => {
	const SECRET = {
		'P-Asserted-Identity': '"Secret Name" <sip:+491713920010@trunk.example>',
		'Remote-Party-ID': '"Secret Name" <sip:+491713920010@trunk.example>',
		From: '"Secret Name" <sip:+491713920010@trunk.example>'
	};

	test.each<[string, Fields]>([
		['Privacy: id', { Privacy: 'id' }],
		['Privacy: user', { Privacy: 'user' }],
		['Privacy: header', { Privacy: 'header' }],
		['Privacy: a list with critical', { Privacy: 'ID;critical' }],
		['Privacy: a list with spaces', { Privacy: 'session; id ;history' }],
		['Privacy: several fields', { Privacy: ['none', 'user, critical'] }],
		['From anonymous@anonymous.invalid', { From: '"Anonymous" <sip:anonymous@anonymous.invalid>' }],
		['From any user at anonymous.invalid', { From: '<sip:x@Anonymous.Invalid>' }],
		['From anonymous', { From: '"Secret Name" <sip:Anonymous@trunk.example>' }],
		['From restricted', { From: '<sip:restricted@trunk.example>' }],
		['From withheld', { From: 'sip:WITHHELD@trunk.example;tag=1' }],
		[
			'From anonymous behind a huge name',
			{ From: `"${'x'.repeat(10_240)}" <sip:anonymous@anonymous.invalid>` }
		],
		['Remote-Party-ID privacy=full', { 'Remote-Party-ID': '<sip:1@x.example>;privacy=full' }],
		['Remote-Party-ID privacy=uri', { 'Remote-Party-ID': '<sip:1@x.example>;privacy="uri"' }],
		['P-Asserted-Identity anonymous', { 'P-Asserted-Identity': '<sip:anonymous@x.example>' }],
		[
			'one of two asserted identities anonymous',
			{ 'P-Asserted-Identity': '<tel:+491713920010>, <sip:anonymous@anonymous.invalid>' }
		]
	])('%s: nothing of the identity is kept', (_, fields) => {
		const withheld = identity({ ...SECRET, ...fields });
		expect(withheld).toStrictEqual({ kind: 'withheld' });
		expect(callerKey(withheld)).toBeUndefined();
	});

	test.each<[string, Fields]>([
		['Privacy: none', { Privacy: 'none' }],
		['Privacy: session and history', { Privacy: 'session;history' }],
		['Privacy: critical alone', { Privacy: 'critical' }],
		['Privacy: a word that only contains id', { Privacy: 'identity' }],
		['Remote-Party-ID privacy=off', { 'Remote-Party-ID': '<sip:1@x.example>;privacy=off' }]
	])('%s: not withheld', (_, fields) => {
		expect(identity({ ...SECRET, ...fields })).toMatchObject({ kind: 'number' });
	});

	test('no header beside Privacy brings any of it back', () => {
		const text = fc.string({ unit: fc.constantFrom(...'"<>;,=@:sip:tel+12 '), maxLength: 60 });
		const names = ['P-Asserted-Identity', 'Remote-Party-ID', 'From'];
		const fields = fc.array(fc.tuple(fc.constantFrom(...names), fc.array(text, { maxLength: 2 })));
		fc.assert(
			fc.property(fields, (entries) => {
				const withheld = identity({ ...Object.fromEntries(entries), Privacy: 'id' });
				expect(withheld).toStrictEqual({ kind: 'withheld' });
			})
		);
	});
});

describe('unavailable is another fact', () => {
	test.each<[string, Fields]>([
		['unavailable', { From: '"Unavailable" <sip:unavailable@trunk.example>' }],
		['unknown', { From: '<sip:UNKNOWN@unknown.invalid>' }],
		['no user', { From: '<sip:trunk.example>' }],
		['no header', {}],
		['malformed', { From: 'nonsense' }]
	])('%s', (_, fields) => expect(identity(fields)).toStrictEqual({ kind: 'unavailable' }));
});

describe('the key of a caller', () => {
	test('is equal for the same E.164, extension or SIP user', () => {
		expect(callerKey(numberCaller('0171 3920010'))).toBe('+491713920010');
		expect(callerKey(numberCaller('+49 171 3920010'))).toBe('+491713920010');
		expect(callerKey(numberCaller('100'))).toBe('ext:100');
		expect(callerKey(numberCaller('*21#'))).toBe('raw:*21#');
		const user = (name: string) => identity({ From: `<sip:${name}@PBX.example>` });
		expect(callerKey(user('Reception'))).toBe(callerKey(user('reception')));
		expect(callerKey({ kind: 'unavailable' })).toBeUndefined();
	});
});

test('whatever the network sends, a report can carry who called', { timeout: PATIENCE }, () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 80 }),
		fc.string({ unit: fc.constantFrom(...'"\\<>;,=@:%sip:tel+12 \r\n'), maxLength: 80 }),
		fc.constantFrom(
			`"${'x'.repeat(10_240)}" <sip:${'y'.repeat(9_000)}@${'z'.repeat(300)}.example>`,
			`<sip:${'y'.repeat(300)}@${'z'.repeat(250)}>`,
			`<tel:a;phone-context=${'z'.repeat(9_000)}>`
		)
	);
	fc.assert(
		fc.property(text, text, (asserted, from) => {
			const caller = identity({ 'P-Asserted-Identity': asserted, From: from });
			expect(v.is(callReportSchema, incomingReport({ caller }))).toBe(true);
		}),
		{ numRuns: 200 }
	);
});
