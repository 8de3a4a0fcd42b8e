import { createHash, createHmac } from 'node:crypto';
import { hmacPads, SIP_DOMAIN } from '#world/kamailio.ts';
import { startBaresip } from '#world/baresip.ts';
import type { Desk } from './exchange.ts';
import { expect, test } from './interop-test.ts';
import { expectDecision, journalRow, signIn } from './steps.ts';

/** A call that finds no phone. */
const NO_PHONE = { by: 'registrar', status: 480 } as const;
const ERIKA = 'P-Asserted-Identity: <sip:+493023125010@trunk.example>';
const FOR_SOMMER = 'P-Called-Party-ID: <sip:+493023125205@trunk.example>';

/** Waits for the only mail about a call, and sees that no second one is on its way. */
async function onlyMail(desk: Desk) {
	await expect.poll(() => desk.mails(), { timeout: 30_000 }).toHaveLength(1);
	await expect.poll(() => desk.outbox()).toBe(0);
	const mails = await desk.mails();
	expect(mails).toHaveLength(1);
	return mails[0]!;
}

test('a call to somebody with no phone registered makes exactly one mail', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	const call = fromTrunk(desk.number, NO_PHONE, [ERIKA, FOR_SOMMER]);
	await call.ended;
	const mail = await onlyMail(desk);
	expect(mail.subject).toBe('Missed call from Erika Mustermann for Kanzlei Sommer');
	await signIn(page, exchange.app.url, desk);
	const row = journalRow(page, call.callId);
	await expect(row).toHaveAttribute('data-outcome', 'unreachable');
	await expectDecision(row, true);
	await row.getByTestId('decision').click();
	await expect(row.getByTestId('pbx')).toHaveText(/^Only the PBX reported this call/);
});

test('the number that leads to the user tells the hotline where nothing else does', async ({
	exchange,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await fromTrunk(desk.number, NO_PHONE, [ERIKA, 'To: <sip:pbx.example>']).ended;
	expect((await onlyMail(desk)).text).toContain(desk.number.replace(/^\+4930/, '030 '));
});

test('a call that browser and PBX report is one call with one mail', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const call = fromTrunk(desk.number, { by: 'cancel', afterMs: 2_500 }, [ERIKA, FOR_SOMMER]);
	await call.ended;
	const row = journalRow(page, call.callId);
	await expect(row).toHaveAttribute('data-outcome', 'missed');
	await expectDecision(row, true);
	await onlyMail(desk);
	await expect(row).toHaveCount(1);
	await expect.poll(() => desk.reported(call.callId)).toEqual(['missed', 'missed']);
	await row.getByTestId('decision').click();
	await expect(row.getByTestId('pbx')).toHaveCount(0);
});

test('a call that a desk phone of the same user answers makes no mail', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const phone = await startBaresip({
		...{ user: desk.sipUser, password: desk.sipPassword, domain: SIP_DOMAIN },
		...{ registrarPort: exchange.kamailio.sipPort, toneHz: 660, codec: 'PCMA' }
	});
	const call = fromTrunk(desk.sipUser, { by: 'phone-after-answer' }, [ERIKA, FOR_SOMMER]);
	await phone.seen('CALL_ESTABLISHED');
	await expect.poll(() => desk.outcomes(call.callId)).toEqual(['answered']);
	await phone.hangUp();
	await call.ended;
	await phone.stop();
	const row = journalRow(page, call.callId);
	await expect(row).toHaveAttribute('data-outcome', 'answered');
	await expectDecision(row, false);
	await row.getByTestId('decision').click();
	await expect(row.getByTestId('pbx')).toHaveText(/^The PBX reported how this call ended/);
	expect(await desk.outbox()).toBe(0);
	expect(await desk.mails()).toHaveLength(0);
});

test('a call that was completed elsewhere makes no mail, though no browser saw it', async ({
	exchange,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	const phone = await startBaresip({
		...{ user: desk.sipUser, password: desk.sipPassword, domain: SIP_DOMAIN },
		...{ registrarPort: exchange.kamailio.sipPort, toneHz: 660, codec: 'PCMA', answers: false }
	});
	const reason = 'SIP;cause=200;text="Call completed elsewhere"';
	for (const [given, outcome] of [
		[reason, 'answered-elsewhere'],
		[undefined, 'missed']
	] as const) {
		const call = fromTrunk(desk.sipUser, { by: 'cancel', afterMs: 2_500, reason: given }, [ERIKA]);
		await call.ended;
		await expect.poll(() => desk.outcomes(call.callId)).toEqual([outcome]);
	}
	await phone.stop();
	await onlyMail(desk);
});

test('a desk phone that is busy makes a mail', async ({ exchange, fromTrunk }) => {
	const desk = await exchange.newDesk();
	const phone = await startBaresip({
		...{ user: desk.sipUser, password: desk.sipPassword, domain: SIP_DOMAIN },
		...{ registrarPort: exchange.kamailio.sipPort, toneHz: 660, codec: 'PCMA', answers: false }
	});
	const call = fromTrunk(desk.sipUser, { by: 'phone', status: 486 }, [ERIKA, FOR_SOMMER]);
	await phone.seen('CALL_INCOMING');
	await phone.hangUp();
	await call.ended;
	await phone.stop();
	await expect.poll(() => desk.outcomes(call.callId)).toEqual(['busy']);
	await onlyMail(desk);
});

test('browser and PBX agree that a call was declined', async ({ exchange, page, fromTrunk }) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const call = fromTrunk(desk.sipUser, { by: 'phone', status: 603 }, [ERIKA, FOR_SOMMER]);
	await page.getByRole('button', { name: 'Decline' }).click();
	await call.ended;
	await expect.poll(() => desk.reported(call.callId)).toEqual(['declined', 'declined']);
	await expectDecision(journalRow(page, call.callId), false);
	expect(await desk.outbox()).toBe(0);
});

test('an event waits while the server is down', async ({ exchange, fromTrunk }) => {
	const desk = await exchange.newDesk();
	await exchange.app.kill9();
	const call = fromTrunk(desk.number, NO_PHONE, [ERIKA, FOR_SOMMER]);
	await call.ended;
	await exchange.app.restart();
	await onlyMail(desk);
	expect(await desk.outcomes(call.callId)).toEqual(['unreachable']);
});

test('whatever a caller calls itself, its call is told', async ({ exchange, fromTrunk }) => {
	const desk = await exchange.newDesk();
	const names = [
		'Eve \\"X\\" \\\\',
		'J\u00fcrgen \u00df \u4e16\u754c \u{1f600}',
		'tab\there, \u0001\u001b\u007f',
		'","reason":"completed","x":"',
		'$var(event) $avp(x) {s.len} %s',
		'Long '.repeat(2_048)
	];
	for (const name of names) {
		const call = fromTrunk(desk.sipUser, NO_PHONE, [
			`From: "${name}" <sip:+493023125044@trunk.example>`,
			`P-Asserted-Identity: "${name}" <sip:+493023125044@trunk.example>`
		]);
		await call.ended;
		await expect.poll(() => desk.outcomes(call.callId), name).toEqual(['unreachable']);
	}
});

test('a caller who withholds the number stays withheld', async ({ exchange, fromTrunk }) => {
	const desk = await exchange.newDesk();
	await fromTrunk(desk.number, NO_PHONE, [
		'Privacy: id',
		'From: "Erika" <sip:+493023125010@trunk.example>',
		ERIKA
	]).ended;
	const mail = await onlyMail(desk);
	expect(mail.subject).toContain('Number withheld');
	expect(JSON.stringify(mail).replaceAll(/[\s()/.-]/g, '')).not.toMatch(/Erika|23125010/);
});

test.describe('the two pads of the secret', () => {
	for (const secret of ['short', '6'.repeat(32) + '\\ "$HOME', 'x'.repeat(64), 'y'.repeat(65)]) {
		test(`make HMAC-SHA256 with ${secret.length} characters`, () => {
			const [inner, outer] = [...hmacPads(secret).matchAll(/"([0-9a-f]{128})"/g)].map(([, pad]) =>
				Buffer.from(pad ?? '', 'hex')
			);
			const hash = createHash('sha256').update(inner!).update('message').digest();
			const hmac = createHash('sha256').update(outer!).update(hash).digest('hex');
			expect(hmac).toBe(createHmac('sha256', secret).update('message').digest('hex'));
		});
	}
});
