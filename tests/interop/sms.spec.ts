import { expect, test } from '@playwright/test';
import { whyNoInterop } from '#world/peers.ts';
import { startSmsc, type Smsc } from '#world/smsc.ts';
import { callerNamed, startSmsDesk, type SmsDesk } from './sms-desk.ts';

let smsc: Smsc;
let desk: SmsDesk;

test.beforeAll(async () => {
	const missing = whyNoInterop();
	test.skip(missing !== undefined && process.env.ANTEROOM_WITHOUT_INTEROP === '1', missing);
	if (missing !== undefined) throw new Error(missing);
	smsc = await startSmsc();
	desk = await startSmsDesk({ ...smsc.env, SMS_ANY_SENDER: 'yes' });
});

test.afterAll(async () => {
	await desk?.stop();
	await smsc?.stop();
});

test.afterEach(async ({}, info) => {
	if (info.status === info.expectedStatus) return;
	await info.attach('smsc.log', { body: smsc.process.log(), contentType: 'text/plain' });
	await info.attach('app.log', { body: desk.app.output(), contentType: 'text/plain' });
});

/** Waits until the message about a call has left; all that the centre was asked since `before`. */
async function sent(callId: string, before: number) {
	await desk.sent(callId);
	return (await smsc.submitted()).slice(before);
}

const count = async () => (await smsc.submitted()).length;

test('a missed call is told in the GSM alphabet, by the own sender', async () => {
	await desk.settings();
	const before = await count();
	const submitted = await sent(await desk.missedCall(callerNamed('Jörg Müßig')), before);
	expect(submitted).toMatchObject([
		{
			...{ source_addr: 'Anteroom', source_addr_ton: 5, source_addr_npi: 0 },
			...{ destination_addr: '491713920099', dest_addr_ton: 1, dest_addr_npi: 1 },
			...{ data_coding: 0, esm_class: 0, in: 'short_message', status: 0 },
			text: expect.stringMatching(/^Missed call from Jörg Müßig, 030 23125010 for 030 23125205, /)
		}
	]);
	// One octet for each character: nothing is packed, nothing is escaped.
	expect(submitted[0]?.octets).toBe(submitted[0]?.text.length);
});

test('a name beyond the GSM alphabet arrives as UCS-2', async () => {
	await desk.settings();
	const before = await count();
	const submitted = await sent(await desk.missedCall(callerNamed('Иван Петров')), before);
	expect(submitted).toMatchObject([
		{
			...{ data_coding: 8, in: 'message_payload', status: 0 },
			text: expect.stringMatching(/^Missed call from Иван Петров, 030 23125010 for /)
		}
	]);
	expect(submitted[0]?.octets).toBe(2 * (submitted[0]?.text.length ?? 0));
});

test('a long text is one submission, whole', async () => {
	const words = 'Bitte zurückrufen: [dringend] 20 € ~ ';
	await desk.settings({ maxSegments: 3 }, `{{ caller.title }} ${words.repeat(8)}Ende`);
	const before = await count();
	const submitted = await sent(await desk.missedCall(callerNamed('Jörg Müßig')), before);
	expect(submitted).toMatchObject([
		{
			...{ data_coding: 0, in: 'message_payload', status: 0 },
			text: `Jörg Müßig ${words.repeat(8)}Ende`
		}
	]);
	expect(submitted[0]?.octets).toBeGreaterThan(254);
});

test('the caller’s number is the sender where that is wished and known', async () => {
	await desk.settings({ callerAsSender: true });
	const before = await count();
	const known = await desk.missedCall(callerNamed('Jörg Müßig'));
	await sent(known, before);
	const withheld = await desk.missedCall({ kind: 'withheld' });
	const submitted = await sent(withheld, before);
	expect((await desk.messageOf(known))?.log).toEqual(['sms-caller-as-sender']);
	expect((await desk.messageOf(withheld))?.log).toEqual(['sms-caller-as-sender-without-number']);
	expect(submitted).toMatchObject([
		{ source_addr: '493023125010', source_addr_ton: 1, source_addr_npi: 1 },
		{ source_addr: 'Anteroom', source_addr_ton: 5, source_addr_npi: 0 }
	]);
});

test('a centre that throttles is asked again later, and gets the message once', async () => {
	await desk.settings();
	const before = await count();
	await smsc.throttle(1);
	const callId = await desk.missedCall(callerNamed('Jörg Müßig'));
	await expect
		.poll(async () => (await desk.messageOf(callId))?.lastError)
		.toBe('the message centre refused: status (0x00000058)');
	const submitted = await sent(callId, before);
	expect(submitted.map(({ status }) => status)).toEqual([0x58, 0]);
	expect(new Set(submitted.map(({ text }) => text)).size).toBe(1);
});

test('a centre that is away for a while gets every message once when it is back', async () => {
	await desk.settings();
	const before = await count();
	await smsc.pause();
	const calls = [
		await desk.missedCall(callerNamed('Erste')),
		await desk.missedCall(callerNamed('Zweite'))
	];
	for (const callId of calls) {
		await expect
			.poll(async () => (await desk.messageOf(callId))?.lastError)
			.toMatch(/ECONNREFUSED|closed the connection/);
	}
	await smsc.resume();
	for (const callId of calls) await sent(callId, before);
	const names = (await smsc.submitted())
		.slice(before)
		.map(({ text }) => /from (\w+)/.exec(text)?.[1]);
	expect(names.toSorted()).toEqual(['Erste', 'Zweite']);
});

test('a receipt says that the message was delivered, and every device hears of it', async ({
	page
}) => {
	await desk.settings();
	const before = await count();
	const callId = await desk.missedCall();
	const [submission] = await sent(callId, before);
	expect(submission).toMatchObject({ registered_delivery: 1 });
	const known = await desk.lastChange();
	expect(await desk.messageOf(callId, known)).toBeUndefined();
	expect(await smsc.receipt(submission?.id ?? '', 'DELIVRD')).toBe('0');
	await expect
		.poll(async () => (await desk.messageOf(callId, known))?.delivery)
		.toMatchObject({ state: 'delivered', said: 'DELIVRD err:000' });

	await desk.signIn(page);
	const row = page.locator(`[data-testid=journal-entry][data-call-id="${callId}"]`);
	await row.getByTestId('decision').click();
	const message = row.getByTestId('message');
	await expect(message).toContainText(/Text message: taken by the provider/);
	await expect(message).toContainText(/delivered at \d\d:\d\d/);
	await expect(message.getByRole('button')).toHaveCount(0);
});

test('a message that the network refuses is shown, and sent again when somebody wants it', async ({
	page
}) => {
	await desk.settings();
	const before = await count();
	const callId = await desk.missedCall();
	const [first] = await sent(callId, before);
	expect(await smsc.receipt(first?.id ?? '', 'UNDELIV')).toBe('0');
	await desk.signIn(page);
	const row = page.locator(`[data-testid=journal-entry][data-call-id="${callId}"]`);
	await row.getByTestId('decision').click();
	const message = row.getByTestId('message');
	await expect(message).toContainText(/not delivered: .*\(UNDELIV err:069\)/);
	await message.getByRole('button', { name: 'Send again' }).click();
	await expect.poll(count).toBe(before + 2);
	const second = (await smsc.submitted()).at(-1);
	expect(second?.text).toBe(first?.text);
	await desk.sent(callId);
	// The first one's receipt, once more and better: it is about a message that nobody waits for.
	await smsc.receipt(first?.id ?? '', 'DELIVRD');
	await smsc.receipt(second?.id ?? '', 'EXPIRED');
	await expect
		.poll(async () => (await desk.messageOf(callId))?.delivery)
		.toMatchObject({ state: 'expired', said: 'EXPIRED err:069' });
});

test('a receipt that overtakes the answer to its message is not lost', async () => {
	await desk.settings();
	await smsc.overtake('DELIVRD');
	const callId = await desk.missedCall();
	await expect
		.poll(async () => (await desk.messageOf(callId))?.delivery)
		.toMatchObject({ state: 'delivered' });
});

test('receipts come after the centre or the app was away, with nothing to send', async () => {
	await desk.settings();
	const before = await count();
	const calls = [await desk.missedCall(callerNamed('Erste'))];
	await desk.sent(calls[0] ?? '');
	calls.push(await desk.missedCall(callerNamed('Zweite')));
	const [first, second] = await sent(calls[1] ?? '', before);
	await smsc.pause();
	await smsc.resume();
	await expect.poll(() => smsc.receipt(first?.id ?? '', 'DELIVRD'), { timeout: 30_000 }).toBe('0');
	await desk.app.kill9();
	await desk.app.restart();
	await expect.poll(() => smsc.receipt(second?.id ?? '', 'REJECTD')).toBe('0');
	for (const [callId, state] of [
		[calls[0], 'delivered'],
		[calls[1], 'failed']
	]) {
		await expect
			.poll(async () => (await desk.messageOf(callId ?? ''))?.delivery)
			.toMatchObject({ state });
	}
});

test('an installation without a provider says so, where one switches it on and where one looks', async ({
	page
}) => {
	const bare = await startSmsDesk({});
	try {
		await bare.settings({ enabled: false });
		await bare.signIn(page);
		await page.getByRole('link', { name: 'Settings' }).click();
		const on = page.getByRole('switch', { name: 'Send unanswered calls as text message' });
		await on.check();
		await expect(page.getByLabel('Send to this number')).toBeVisible();
		await expect(
			page.getByText('This installation has no provider of text messages: none is sent.')
		).toBeVisible();
		await on.uncheck();
		await page.getByRole('link', { name: 'To the phone' }).click();
		await bare.settings();
		const callId = await bare.missedCall();
		const row = page.locator(`[data-testid=journal-entry][data-call-id="${callId}"]`);
		await expect(row.getByTestId('decision')).toContainText('No message: ');
		expect(await bare.messageOf(callId)).toBeUndefined();
	} finally {
		await bare.stop();
	}
});
