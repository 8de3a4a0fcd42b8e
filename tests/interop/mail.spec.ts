import type { Email } from 'postal-mime';
import { expect, test } from './interop-test.ts';
import type { Desk } from './exchange.ts';
import { expectDecision, journalRow, signIn } from './steps.ts';

const HEADERS = [
	'P-Asserted-Identity: <sip:+493023125010@trunk.example>',
	'X-Hotline: +493023125205'
];

/** Nothing has come, and nothing can come any more: the decision stands and no message waits. */
async function expectNoMail(desk: Desk): Promise<void> {
	expect(await desk.outbox()).toBe(0);
	expect(await desk.mails()).toHaveLength(0);
}

function header({ headers }: Email, name: string): string | undefined {
	return headers.find(({ key }) => key === name)?.value;
}

test('a caller who gives up after one second makes no mail', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const call = fromTrunk(desk.sipUser, { by: 'cancel', afterMs: 1_000 }, HEADERS);
	await call.ended;
	const row = journalRow(page, call.callId);
	await expect(row).toHaveAttribute('data-outcome', 'missed');
	await expectDecision(row, false);
	await expectNoMail(desk);
});

test('a caller who gives up after five seconds makes exactly one mail, which says it all', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const began = Date.now();
	const call = fromTrunk(desk.sipUser, { by: 'cancel', afterMs: 5_000 }, HEADERS);
	await call.ended;
	const row = journalRow(page, call.callId);
	await expectDecision(row, true);
	await expect.poll(() => desk.mails(), { timeout: 30_000 }).toHaveLength(1);
	const mail = (await desk.mails())[0]!;
	expect(mail.subject).toBe('Missed call from Erika Mustermann for Kanzlei Sommer');
	expect(mail.from).toMatchObject({
		name: 'Erika Mustermann via Anteroom',
		address: 'anteroom@office.example'
	});
	expect(mail.to).toMatchObject([{ address: desk.email }]);
	expect(mail.replyTo).toMatchObject([{ address: 'erika@mustermann.example' }]);
	expect(mail.returnPath).toBe('anteroom@office.example');
	expect(header(mail, 'auto-submitted')).toBe('auto-generated');
	expect(header(mail, 'x-auto-response-suppress')).toBe('All');
	expect(header(mail, 'content-type')).toMatch(/^multipart\//);
	for (const alternative of [mail.text, mail.html]) {
		expect(alternative).toContain('Erika Mustermann');
		expect(alternative).toContain('Mustermann GmbH');
		expect(alternative).toContain('030 23125010');
		expect(alternative).toContain('Kanzlei Sommer');
		expect(alternative).toContain('030 23125205');
		expect(alternative).toContain(whenInBerlin(began));
		expect(alternative).toMatch(/5 s/);
	}
	expect(mail.html).toContain('href="tel:+493023125010"');
	// The worker has settled it: no second one is on its way.
	await row.getByTestId('decision').click();
	await expect(row.getByTestId('message')).toHaveAttribute('data-state', 'sent');
	expect(await desk.outbox()).toBe(0);
	expect(await desk.mails()).toHaveLength(1);
});

test('a call that was completed elsewhere makes no mail', async ({ exchange, page, fromTrunk }) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const reason = 'SIP;cause=200;text="Call completed elsewhere"';
	const call = fromTrunk(desk.sipUser, { by: 'cancel', afterMs: 3_000, reason }, HEADERS);
	await call.ended;
	const row = journalRow(page, call.callId);
	await expect(row).toHaveAttribute('data-outcome', 'answered-elsewhere');
	await expectDecision(row, false);
	await expectNoMail(desk);
});

test('of two browsers one answers: no mail, and the other knows that a colleague did', async ({
	exchange,
	page,
	otherBrowser,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	const other = await otherBrowser.newPage();
	await signIn(page, exchange.app.url, desk);
	await signIn(other, exchange.app.url, desk);
	const call = fromTrunk(desk.sipUser, { by: 'phone-after-answer' }, HEADERS);
	await expect(other.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await expect(other.getByTestId('call-window')).toHaveCount(0);
	await page.getByRole('button', { name: 'Hang up' }).click();
	await call.ended;
	// Both journals end with what all devices and the PBX know together, and with the decision about it.
	await expect
		.poll(() => desk.reported(call.callId))
		.toEqual(['answered', 'answered', 'answered-elsewhere']);
	for (const row of [journalRow(page, call.callId), journalRow(other, call.callId)]) {
		await expect(row).toHaveAttribute('data-outcome', 'answered');
	}
	expect(await desk.decisions(call.callId)).toMatchObject([
		// Whichever report came first decided.
		{ notify: false, notUnanswered: expect.stringMatching(/^answered/) }
	]);
	await expectNoMail(desk);
});

test('two browsers ring and nobody answers: one mail, not two', async ({
	exchange,
	page,
	otherBrowser,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	const other = await otherBrowser.newPage();
	await signIn(page, exchange.app.url, desk);
	await signIn(other, exchange.app.url, desk);
	const call = fromTrunk(desk.sipUser, { by: 'cancel', afterMs: 2_500 }, HEADERS);
	await call.ended;
	for (const row of [journalRow(page, call.callId), journalRow(other, call.callId)]) {
		await expectDecision(row, true);
		await row.getByTestId('decision').click();
		await expect(row.getByTestId('message')).toHaveAttribute('data-state', 'sent');
	}
	expect(await desk.outbox()).toBe(0);
	await expect.poll(() => desk.mails()).toHaveLength(1);
});

/** The day as the mail writes it; the minute is not compared, it may change during the call. */
function whenInBerlin(at: number): string {
	return new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', dateStyle: 'full' }).format(
		at
	);
}
