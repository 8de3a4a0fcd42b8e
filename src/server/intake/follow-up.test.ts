import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallReport } from '#domain/call-report.ts';
import type { Contact, SourceAnswer } from '#domain/contact.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { writeSettingsOf } from '#server/accounts/settings.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { FollowUp } from './follow-up.ts';
import { createIntake } from './intake.ts';
import { CALLER, incomingReport, MORNING, outgoingReport } from './test-reports.ts';

const ANNA = { id: 'anna', email: 'anna@accounts.example' };
const MINUTE = 60_000;
const MOBILE = '+4917139200010';
const STRANGER = '+493023125999';

const ERIKA: Contact = {
	id: 'erika',
	source: 'own',
	name: 'Erika Mustermann',
	company: '',
	numbers: [
		{ type: 'work', raw: '030 23125010', e164: CALLER },
		{ type: 'mobile', raw: '0171 39200010', e164: MOBILE }
	],
	emails: [],
	notes: ''
};

/** Erika has two numbers; others share at most the last digits with somebody. */
async function directory(e164: string): Promise<SourceAnswer[]> {
	const certain = ERIKA.numbers.some((number) => number.e164 === e164);
	return [{ source: 'own', status: 'found', matches: [{ contact: ERIKA, certain }] }];
}

const numberOf = (e164: string) => ({
	kind: 'number' as const,
	number: { raw: e164, e164 },
	source: 'from' as const
});
const missed = (callId: string, minute: number, e164 = CALLER) =>
	incomingReport(callId, { startedAt: MORNING + minute * MINUTE, caller: numberOf(e164) });
const answered = (callId: string, minute: number, e164 = CALLER) => {
	const startedAt = MORNING + minute * MINUTE;
	const connectedAt = startedAt + 3_000;
	return { ...missed(callId, minute, e164), outcome: 'answered' as const, connectedAt };
};
const called = (callId: string, minute: number, e164 = CALLER) => {
	const startedAt = MORNING + minute * MINUTE;
	const times = { startedAt, connectedAt: startedAt + 3_000, endedAt: startedAt + 60_000 };
	return outgoingReport(callId, { ...times, dialled: { raw: e164, e164 } });
};
const rangOut = (callId: string, minute: number, e164 = CALLER) => ({
	...called(callId, minute, e164),
	connectedAt: undefined,
	outcome: 'no-answer' as const
});
const by = (callId: string, minute: number) => ({
	kind: 'auto',
	callId,
	at: MORNING + minute * MINUTE + 3_000
});

describeOnEachDatabase('follow-up', (database) => {
	const settings = (change: Partial<Settings> = {}) => ({
		...defaultSettings(ANNA.email),
		...change
	});

	async function account(change: Partial<Settings> = {}) {
		await database().db.deleteFrom('user').execute();
		await insertAccount(database(), ANNA.id);
		await writeSettingsOf(database().db, ANNA.id, settings(change), 0);
	}

	const clock = { now: MORNING + 3_600_000 };
	const intake = () =>
		createIntake({ database: database(), now: () => clock.now, received: () => {} });

	/** Stores reports one after the other and lets each be looked at. */
	async function report(reports: readonly CallReport[], lookUp = directory) {
		for (const one of reports) {
			await intake().receive(ANNA, [one]);
			await look(lookUp);
		}
	}

	async function look(lookUp = directory) {
		const failures: unknown[] = [];
		const followUp = new FollowUp({
			database: database(),
			lookUp,
			now: () => clock.now,
			onError: (error) => failures.push(error)
		});
		followUp.wake();
		await followUp.close();
		expect(failures).toEqual([]);
	}

	async function processed() {
		const rows = await database()
			.db.selectFrom('call')
			.select(['call_id', 'processed_by', 'processed_at'])
			.where('processed_at', 'is not', null)
			.orderBy('call_id')
			.execute();
		return Object.fromEntries(
			rows.map((row) => [row.call_id, JSON.parse(row.processed_by ?? 'null')])
		);
	}

	test('a caller whom only the device knows has the device’s name, until the server knows one', async () => {
		await account();
		const contact = {
			...{ id: 'local:1', source: 'local:Praxis', name: 'Nora Neumann', company: '', emails: [] },
			numbers: [{ type: 'work' as const, raw: CALLER, e164: CALLER }]
		};
		const named = async () => {
			const call = database().db.selectFrom('call').select('contact');
			return JSON.parse((await call.executeTakeFirstOrThrow()).contact ?? 'null');
		};
		await report([{ ...missed('a', 0), contact } as CallReport], async () => []);
		expect(await named()).toEqual({ name: 'Nora Neumann', company: '' });
		await report([missed('a', 0)]);
		expect(await named()).toMatchObject({ name: 'Erika Mustermann' });
	});

	test.each([
		['called back', called('later', 5)],
		['called back on the contact’s other number', called('later', 5, MOBILE)],
		['answered when the caller tried again', answered('later', 5)],
		['answered when the caller tried again from the other number', answered('later', 5, MOBILE)]
	])('a missed call is processed once it is %s', async (_how, later) => {
		await account();
		await report([missed('a', 0), later]);
		expect(await processed()).toEqual({ a: by('later', 5) });
	});

	test.each([
		['that rings out', rangOut('later', 5)],
		['that came before', called('earlier', -5)],
		['with somebody else', called('later', 5, STRANGER)],
		['that another missed', missed('later', 5)],
		['of a withheld caller', { ...answered('later', 5), caller: { kind: 'withheld' as const } }]
	])('is not processed by a call %s', async (_which, other) => {
		await account();
		await report([missed('a', 0), other]);
		expect(await processed()).toEqual({});
	});

	test('a withheld caller’s call is never processed by another’s', async () => {
		await account();
		const caller = { kind: 'withheld' } as const;
		await report([
			{ ...missed('a', 0), caller },
			{ ...answered('b', 5), caller }
		]);
		expect(await processed()).toEqual({});
	});

	test('where no contact is known the same number counts, alike last digits do not', async () => {
		await account();
		await report([
			missed('a', 0, STRANGER),
			missed('b', 0, '+492223125999'),
			called('later', 5, STRANGER)
		]);
		expect(await processed()).toEqual({ a: by('later', 5) });
	});

	test('an extension and a SIP user are found again when dialled', async () => {
		await account();
		await database()
			.db.insertInto('sip_account')
			.values({
				account_id: ANNA.id,
				server: '/sip',
				user: 'anna',
				domain: 'office.example',
				authorization_user: 'anna',
				password_sealed: '',
				display_name: ''
			})
			.execute();
		const user = { kind: 'user', user: 'Ben', domain: 'office.example', source: 'from' } as const;
		const extension = { ...numberOf(''), number: { raw: '12', extension: '12' } };
		await report([
			{ ...missed('ext', 0), caller: extension },
			{ ...missed('user', 0), caller: user },
			{ ...called('to-ext', 5), dialled: { raw: '12', extension: '12' } },
			{ ...called('to-user', 5), dialled: { raw: 'ben' } }
		]);
		expect(await processed()).toEqual({ ext: by('to-ext', 5), user: by('to-user', 5) });
	});

	test('the setting switches it off', async () => {
		const { unanswered } = settings();
		await account({ unanswered: { ...unanswered, autoProcessed: false } });
		await report([missed('a', 0), called('later', 5)]);
		expect(await processed()).toEqual({});
	});

	test('a declined call counts where the setting says so', async () => {
		const declined = { ...missed('a', 0), outcome: 'declined' as const };
		await account();
		await report([declined, called('later', 5)]);
		expect(await processed()).toEqual({});
		const { unanswered } = settings();
		await account({ unanswered: { ...unanswered, declined: true } });
		await report([declined, called('later', 5)]);
		expect(await processed()).toEqual({ a: by('later', 5) });
	});

	test('calls of other accounts do not count', async () => {
		await account();
		await insertAccount(database(), 'ben');
		await report([missed('a', 0)]);
		const ben = { id: 'ben', email: 'ben@accounts.example' };
		await intake().receive(ben, [called('later', 5)]);
		await look();
		expect(await processed()).toEqual({});
	});

	test('a directory that did not answer is asked again later', async () => {
		await account();
		const failed = async (): Promise<SourceAnswer[]> => [
			{ source: 'own', status: 'failed', error: 'timeout' }
		];
		await report([missed('a', 0), called('later', 5, MOBILE)], failed);
		expect(await processed()).toEqual({});
		clock.now += MINUTE;
		await look();
		expect(await processed()).toEqual({ a: by('later', 5) });
	});

	test('keeps the contact’s name with the call', async () => {
		await account();
		await report([missed('a', 0), missed('b', 0, STRANGER)]);
		const rows = await database()
			.db.selectFrom('call')
			.select('contact')
			.orderBy('call_id')
			.execute();
		expect(rows.map(({ contact }) => contact && JSON.parse(contact))).toEqual([
			{ name: 'Erika Mustermann', company: '' },
			null
		]);
	});

	test('whatever the order in which reports arrive, the result is the same', async () => {
		const number = fc.constantFrom(CALLER, MOBILE, STRANGER);
		const call = fc.record({
			make: fc.constantFrom(missed, answered, called, rangOut),
			minute: fc.integer({ min: 0, max: 6 }),
			e164: number,
			/** A second device whose clock differs reports the same call. */
			skew: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined })
		});
		const shuffled = fc
			.array(call, { minLength: 2, maxLength: 7 })
			.map((calls) =>
				calls.flatMap(({ make, minute, e164, skew }, index) => {
					const id = `call-${index}`;
					const first = make(id, minute, e164);
					if (skew === undefined || first.direction === 'outgoing') return [first];
					return [first, make(id, minute + skew, e164)];
				})
			)
			.chain((reports) =>
				fc.tuple(
					fc.constant(reports),
					fc.shuffledSubarray(reports, { minLength: reports.length, maxLength: reports.length })
				)
			);
		await fc.assert(
			fc.asyncProperty(shuffled, async ([reports, otherOrder]) => {
				await account();
				await report(reports);
				const expected = await processed();
				await account();
				await report(otherOrder);
				expect(await processed()).toEqual(expected);
			}),
			{ numRuns: database().engine === 'postgres' ? 15 : 40 }
		);
	}, 120_000);
});
