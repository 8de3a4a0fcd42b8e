import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { afterEach, describe, expect, test } from 'vitest';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { ChannelPauses } from '#server/outbox/channel-pauses.ts';
import { OutboxWorker } from '#server/outbox/outbox-worker.ts';
import { enqueue } from '#server/outbox/outbox.ts';
import type { Sender } from '#server/outbox/sender.ts';
import { createMailSender } from './mail.ts';
import { startScriptedSmtp, type SmtpAction, type SmtpStage } from './scripted-smtp.ts';
import { httpSmsApiSchema } from './sms-http-api.ts';
import { createHttpSmsSender } from './sms-http.ts';

const NOW = 1_790_000_000_000;
const FIRST_PAUSE = 10_000;
const PATIENT = { connectMs: 10_000, silenceMs: 10_000 };
const IMPATIENT = { connectMs: 500, silenceMs: 500 };
const LIMITS = { attemptMs: 10_000, stopMs: 10_000 };

const payload = {
	to: 'anna@office.example',
	from: { name: 'Anteroom', address: 'phone@office.example' },
	envelopeFrom: 'phone@office.example',
	subject: 'Missed call',
	text: 'Missed call',
	html: '',
	attachments: [],
	headers: {},
	dsnNever: false,
	log: []
};

const SMS = { to: '+491713920010', from: '', text: 'Missed call', log: [] };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

describeOnEachDatabase('mail on its way to a mail server', (database) => {
	async function server(port?: number) {
		const made = await startScriptedSmtp(port);
		closing.push(() => made.close());
		return made;
	}

	async function queue(count: number) {
		await insertAccount(database(), 'anna');
		await database().inTransaction(async (tx) => {
			for (let n = 0; n < count; n += 1) {
				const message = { accountId: 'anna', callId: `call ${n}`, channel: 'mail', payload };
				await enqueue(tx, { log: [], ...message, domain: 'office.example', at: NOW });
			}
		});
	}

	/** The worker with the real mail sender. */
	function deliver(port: number, { login = {}, patience = PATIENT, limits = LIMITS } = {}) {
		const clock = { now: NOW };
		const told: string[] = [];
		const env = { host: '127.0.0.1', port, tls: 'none', from: 'phone@office.example' } as const;
		const worker = new OutboxWorker({
			database: database(),
			pauses: new ChannelPauses(database()),
			sender: createMailSender({ ...env, ...login }, patience),
			now: () => clock.now,
			limits,
			random: () => 0.5,
			sent: () => undefined,
			onError: (error) => told.push(String(error)),
			onPaused: (reason) => told.push(reason),
			onResumed: () => told.push('resumed')
		});
		closing.push(() => worker.close());
		worker.wake();
		return { worker, clock, told };
	}

	const rows = () =>
		database()
			.db.selectFrom('outbox')
			.select(['state', 'attempts', 'next_at', 'last_error', 'response', 'message_id'])
			.execute();
	const row = async () => (await rows())[0];
	const attempted = (attempts: number) =>
		expect.poll(async () => (await row())?.attempts).toBe(attempts);

	const passing: [SmtpStage, SmtpAction, RegExp][] = [
		['greeting', '421 4.3.2 try later', /421 4\.3\.2 try later/],
		['greeting', '554 5.3.2 no service here', /554 5\.3\.2 no service/],
		['greeting', 'hang', /greeting|timeout/i],
		['greeting', 'close', /closed/i],
		['AUTH', '454 4.7.0 directory is away', /454 4\.7\.0 directory/],
		['AUTH', 'hang', /timeout/i],
		['MAIL', '451 4.7.1 greylisted', /451 4\.7\.1 greylisted/],
		['MAIL', 'hang', /timeout/i],
		['MAIL', 'close', /closed/i],
		['RCPT', '452 4.2.2 mailbox full', /452 4\.2\.2 mailbox full/],
		['RCPT', 'hang', /timeout/i],
		['RCPT', 'close', /closed/i],
		['DATA', '451 4.3.0 disk full', /451 4\.3\.0 disk full/],
		['DATA', 'hang', /timeout/i],
		['DATA', 'close', /closed/i],
		['text', 'close', /closed|ECONNRESET|EPIPE/i],
		['text', 'hang', /timeout/i],
		['dot', '451 4.3.0 filter is away', /451 4\.3\.0 filter/]
	];
	test.each(passing)('at %s, %s: waits, then goes once', async (stage, action, words) => {
		const { port, script, taken } = await server();
		script.set(stage, action);
		await queue(1);
		const { worker, clock, told } = deliver(port, {
			login: { user: 'anteroom', password: 'right' },
			patience: action === 'hang' ? IMPATIENT : PATIENT
		});
		await attempted(1);
		expect(await row()).toMatchObject({ state: 'waiting', next_at: NOW + FIRST_PAUSE });
		expect((await row())?.last_error).toMatch(words);
		expect(taken).toEqual([]);
		script.clear();
		clock.now += FIRST_PAUSE;
		worker.wake();
		await attempted(2);
		expect(await row()).toMatchObject({ state: 'sent', response: '250 2.0.0 Ok: queued as 4F3A' });
		expect(taken).toEqual([(await row())?.message_id]);
		expect(told).toEqual([]);
	});

	const final: [SmtpStage, SmtpAction][] = [
		['MAIL', '553 5.1.8 sender unknown'],
		['RCPT', '550 5.1.1 no such user'],
		['DATA', '554 5.5.1 no valid recipients'],
		['dot', '554 5.7.1 looks like spam']
	];
	test.each(final)('at %s, %s: is given up at once', async (stage, action) => {
		const { port, script, taken } = await server();
		script.set(stage, action);
		await queue(1);
		deliver(port);
		await attempted(1);
		expect(await row()).toMatchObject({ state: 'given-up' });
		expect((await row())?.last_error).toContain(action);
		expect(taken).toEqual([]);
	});

	describe('the window that no protocol closes', () => {
		test.each(['close', 'hang'] as const)(
			'taken, and no answer (%s): comes twice, with the same Message-ID',
			async (action) => {
				const { port, script, taken } = await server();
				script.set('dot', action);
				await queue(1);
				const { worker, clock } = deliver(port, { patience: IMPATIENT });
				await attempted(1);
				expect(await row()).toMatchObject({ state: 'waiting' });
				script.clear();
				clock.now += FIRST_PAUSE;
				worker.wake();
				await attempted(2);
				const { state, message_id: id } = (await row())!;
				expect(state).toBe('sent');
				expect(taken).toEqual([id, id]);
			}
		);
	});

	test('a server that is down for a while gets everything when it is back, once', async () => {
		const before = await startScriptedSmtp();
		await before.close();
		await queue(6);
		const { worker, clock } = deliver(before.port);
		for (let attempts = 1; attempts <= 3; attempts += 1) {
			const all = { attempts, state: 'waiting' };
			await expect.poll(rows).toEqual(Array(6).fill(expect.objectContaining(all)));
			expect((await row())?.last_error).toContain('ECONNREFUSED');
			clock.now = (await row())!.next_at;
			if (attempts < 3) worker.wake();
		}
		const { taken } = await server(before.port);
		worker.wake();
		await expect.poll(() => taken.length).toBe(6);
		const ids = (await rows()).map(({ message_id }) => message_id);
		expect(new Set(taken)).toEqual(new Set(ids));
		await worker.close();
		for (const { state } of await rows()) expect(state).toBe('sent');
	});

	test('a bad password pauses the channel without hammering; mended, all goes once', async () => {
		const { port, script, taken, logins } = await server();
		script.set('AUTH', '535 5.7.8 authentication failed');
		await queue(20);
		const { worker, clock, told } = deliver(port, {
			login: { user: 'anteroom', password: 'wrong' }
		});
		await expect.poll(() => told).toEqual(['login']);
		await expect
			.poll(async () => (await rows()).map(({ last_error }) => last_error))
			.toContainEqual(expect.stringContaining('535 5.7.8 authentication failed'));
		for (const each of await rows()) expect(each).toMatchObject({ state: 'waiting', attempts: 0 });
		expect(logins()).toBeLessThanOrEqual(4);
		script.clear();
		clock.now += 60_000;
		worker.wake();
		await expect.poll(() => taken.length).toBe(20);
		expect(new Set(taken).size).toBe(20);
		await expect.poll(() => told).toEqual(['login', 'resumed']);
	});

	test('a server that hangs does not keep this one from stopping, and loses nothing', async () => {
		const { port, script, taken, misbehaved } = await server();
		script.set('RCPT', 'hang');
		await queue(3);
		const hanging = misbehaved();
		const { worker } = deliver(port, { limits: { ...LIMITS, stopMs: 50 } });
		await hanging;
		await worker.close();
		const stopped = await rows();
		for (const each of stopped) expect(each).toMatchObject({ state: 'waiting' });
		expect(stopped.some(({ attempts }) => attempts === 1)).toBe(true);
		script.clear();
		const next = deliver(port);
		next.clock.now += FIRST_PAUSE;
		next.worker.wake();
		await expect.poll(() => taken.length).toBe(3);
		expect(new Set(taken).size).toBe(3);
	});
});

describeOnEachDatabase('a provider that hangs', (database) => {
	test('holds up its own channel alone', async () => {
		const smtp = await startScriptedSmtp();
		closing.push(() => smtp.close());
		await insertAccount(database(), 'anna');
		await database().inTransaction(async (tx) => {
			for (let n = 0; n < 30; n += 1) {
				const message = {
					accountId: 'anna',
					callId: `call ${n}`,
					domain: 'office.example',
					at: NOW
				};
				await enqueue(tx, { log: [], ...message, channel: 'mail', payload });
				await enqueue(tx, { log: [], ...message, channel: 'sms', payload: SMS });
			}
		});
		const asked: unknown[] = [];
		const provider = createServer((request) => asked.push(request.url));
		provider.listen(0, '127.0.0.1');
		await once(provider, 'listening');
		closing.push(async () => {
			provider.closeAllConnections();
			provider.close();
		});
		const { port } = provider.address() as AddressInfo;
		const api = v.parse(httpSmsApiSchema, {
			url: `http://127.0.0.1:${port}/`,
			body: { to: '{to}' }
		});
		const work = (sender: Sender) => {
			const worker = new OutboxWorker({
				database: database(),
				pauses: new ChannelPauses(database()),
				sender,
				now: () => NOW,
				random: () => 0.5,
				sent: () => undefined,
				onError: () => {},
				onPaused: () => {},
				onResumed: () => {},
				limits: { ...LIMITS, stopMs: 50 }
			});
			closing.push(() => worker.close());
			worker.wake();
		};
		work(createHttpSmsSender({ provider: 'test', api, account: '', secret: 'a secret' }));
		// All hands of the text messages are full before the first mail goes.
		await expect.poll(() => asked.length).toBe(4);
		const mail = { host: '127.0.0.1', port: smtp.port, tls: 'none', from: 'phone@office.example' };
		work(createMailSender({ ...mail, tls: 'none' }));
		await expect.poll(() => smtp.taken.length).toBe(30);
		expect(asked).toHaveLength(4);
	});
});
