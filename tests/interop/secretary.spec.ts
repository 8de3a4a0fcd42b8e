import type { Locator } from '@playwright/test';
import { expect, test } from './interop-test.ts';
import { callWindow, expectDecision, journalRow, signIn, stateOf } from './steps.ts';

/** Whom she answers for, as the exchange's hotlines have it. */
const WEBER = { company: 'Praxis Dr. Weber', greeting: 'Dr. Weber, Nora' };
const SOMMER = { company: 'Kanzlei Sommer', greeting: 'Sommer lawyers, Nora' };
const VOGEL = { company: 'Bäckerei Vogel', greeting: 'Vogel bakery, good morning' };

const FROM_ERIKA = 'From: <sip:+493023125010@trunk.example>';
const FROM_NOBODY_KNOWN = 'From: <sip:+493023125044@trunk.example>';
const WITHHELD = [
	'Privacy: id',
	'P-Asserted-Identity: <sip:+493023125010@trunk.example>',
	'From: "Anonymous" <sip:anonymous@anonymous.invalid>'
];
/** The baker's own telephone is forwarded to the secretary: only the diverting number tells that. */
const FORWARDED_BY_VOGEL = [
	'X-Called-Number: +493023125777',
	'Diversion: <sip:+491713920099@mobile.example>;reason=unconditional'
];

test('a secretary answers for three companies in a row, and misses nobody', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const colors = new Set<string>();

	const row = [
		{
			headers: [FROM_NOBODY_KNOWN, 'X-Hotline: +493023125100'],
			called: WEBER,
			...{ caller: '030 23125044', note: 'Not among your contacts' }
		},
		{
			headers: [...WITHHELD, 'X-Hotline: +493023125205'],
			called: SOMMER,
			...{ caller: 'Number withheld', note: undefined }
		},
		{
			headers: [FROM_ERIKA, ...FORWARDED_BY_VOGEL],
			called: VOGEL,
			...{ caller: 'Erika Mustermann', note: undefined }
		}
	];
	const answered: string[] = [];
	for (const { headers, called, caller, note } of row) {
		await test.step(`for ${called.company}`, async () => {
			const call = fromTrunk(desk.sipUser, { by: 'phone-after-answer' }, headers);
			answered.push(call.callId);
			const window = callWindow(page);
			await expectToldApart(window, caller, called);
			if (note !== undefined) await expect(window).toContainText(note);
			if (caller === 'Number withheld') await expect(window).not.toContainText(/Erika|23125010/);
			colors.add(await colorOf(window));
			await page.keyboard.press('Alt+a');
			await expect(window).toHaveAttribute('data-state', 'connected');
			// It stays as it was, through the call.
			await expectToldApart(window, caller, called);
			await page.getByRole('button', { name: 'Hang up' }).click();
			await call.ended;
			await expect(window).toHaveCount(0);
		});
	}
	expect(colors.size).toBe(3);

	await test.step('the journal has them, each with its company', async () => {
		for (const [at, { called, caller }] of row.entries()) {
			const entry = journalRow(page, answered[at] ?? '');
			await expect(entry).toHaveAttribute('data-outcome', 'answered');
			await expect(entry).toContainText(called.company);
			await expect(entry).toContainText(caller);
		}
		expect(await desk.mails()).toHaveLength(0);
	});
});

test('who calls while she speaks is announced for their own company, and the first caller waits', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const first = fromTrunk(desk.sipUser, { by: 'phone-after-answer', after: ['offers'] }, [
		FROM_ERIKA,
		'X-Hotline: +493023125100'
	]);
	await expectToldApart(callWindow(page), 'Erika Mustermann', WEBER);
	await page.keyboard.press('Alt+a');
	await expect(callWindow(page)).toHaveAttribute('data-state', 'connected');

	const second = fromTrunk(desk.sipUser, { by: 'phone-after-answer' }, [
		FROM_NOBODY_KNOWN,
		'X-Hotline: +493023125205'
	]);
	await expect(callWindow(page)).toHaveCount(2);
	const [talking, ringing] = [callWindow(page).first(), callWindow(page).last()];
	await expectToldApart(ringing, '030 23125044', SOMMER);
	await expect(talking.getByTestId('called-hotline')).toHaveText(WEBER.company);
	await page.keyboard.press('Alt+a');
	await expect(ringing).toHaveAttribute('data-state', 'connected');
	await expect(stateOf(page).first()).toContainText(/hold/i);

	await ringing.getByRole('button', { name: 'Hang up' }).click();
	await second.ended;
	await expect(callWindow(page)).toHaveCount(1);
	await page.getByRole('button', { name: 'Hang up' }).click();
	await first.ended;
});

test('a call that she cannot take is told of in the name of the company, and a wrong greeting leads to its hotline', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const missed = fromTrunk(desk.sipUser, { by: 'cancel', afterMs: 2_500 }, [
		FROM_ERIKA,
		'X-Hotline: +493023125100'
	]);
	await expectToldApart(callWindow(page), 'Erika Mustermann', WEBER);
	await missed.ended;
	await expectDecision(journalRow(page, missed.callId), true);
	await expect.poll(() => desk.mails()).toHaveLength(1);
	const [mail] = await desk.mails();
	expect(`${mail?.subject} ${mail?.text}`).toContain('Erika Mustermann');
	expect(`${mail?.subject} ${mail?.text}`).toContain(WEBER.company);

	const next = fromTrunk(desk.sipUser, { by: 'phone', status: 603 }, [
		FROM_ERIKA,
		'X-Hotline: +493023125205'
	]);
	await expectToldApart(callWindow(page), 'Erika Mustermann', SOMMER);
	await callWindow(page).getByRole('link', { name: 'Wrong greeting?' }).click();
	await expect(page).toHaveURL(/\/hotlines\?id=/);
	await expect(page.getByRole('main')).toContainText(SOMMER.company);
	// The call rings on, wherever she looks.
	await expect(callWindow(page)).toHaveAttribute('data-state', 'ringing');
	await page.getByRole('button', { name: 'Decline' }).click();
	await next.ended;
});

/** Caller and company each stand in their own place, and what to say in large letters. */
async function expectToldApart(
	window: Locator,
	caller: string,
	called: { company: string; greeting: string }
): Promise<void> {
	await expect(window.getByTestId('caller-name')).toHaveText(caller);
	await expect(window.getByTestId('called-hotline')).toHaveText(called.company);
	await expect(window.getByTestId('greeting')).toContainText(called.greeting);
	await expect(window.getByTestId('caller-name')).not.toContainText(called.company);
	const size = (testId: string) =>
		window
			.getByTestId(testId)
			.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
	expect(await size('greeting')).toBeGreaterThan(await size('called-number'));
}

async function colorOf(window: Locator): Promise<string> {
	return window
		.getByRole('group', { name: 'Call for' })
		.evaluate((element) => getComputedStyle(element).backgroundColor);
}
