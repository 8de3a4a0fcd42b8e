import { callColleague, DESK_PHONE_HZ, expect, test } from './desk-phone.ts';
import { REAR_OFFICE } from './exchange.ts';
import { expectPageHears } from './sound-heard.ts';
import { callFromPage, callWindow, journalRows, signIn, stateOf } from './steps.ts';

const BEN_HZ = 880;

test('a desk phone is transferred: we see it ring there, and are out of it once they speak', async ({
	exchange,
	page,
	baresip,
	newColleague
}) => {
	await signIn(page, exchange.app.url, await exchange.newDesk());
	const ben = await newColleague(BEN_HZ);
	await callFromPage(page, REAR_OFFICE.user);
	await page.getByRole('button', { name: 'Transfer' }).click();
	const panel = page.getByRole('group', { name: 'Transfer' });
	await panel.getByLabel('Number or name').fill(ben.desk.sipUser);
	await panel.getByRole('button', { name: 'Transfer now' }).click();
	await expect(stateOf(page)).toContainText(ben.desk.sipUser);
	await ben.page.getByRole('button', { name: 'Answer' }).click();
	await expectPageHears(ben.page, [DESK_PHONE_HZ]);
	await expect(callWindow(page)).toHaveCount(0);
	await expect(journalRows(page, 'answered')).toHaveCount(1);
	await baresip.seen('CALL_CLOSED');
});

test('a transfer that fails gives the caller back, and says why', async ({
	exchange,
	page,
	baresip
}) => {
	await signIn(page, exchange.app.url, await exchange.newDesk());
	const absent = await exchange.newDesk();
	await callFromPage(page, REAR_OFFICE.user);
	await baresip.seen('CALL_ESTABLISHED');
	await page.getByRole('button', { name: 'Transfer' }).click();
	const panel = page.getByRole('group', { name: 'Transfer' });
	await panel.getByLabel('Number or name').fill(absent.sipUser);
	await panel.getByLabel('Number or name').press('Enter');
	await expect(page.getByRole('alert').filter({ hasText: 'Not transferred' })).toContainText(
		'Nobody can be reached there now.'
	);
	await expect(stateOf(page)).toHaveText('Connected');
	await expectPageHears(page, [DESK_PHONE_HZ]);
});

test('a far side that transfers nobody is said to be that, and stays', async ({
	exchange,
	page,
	newColleague
}) => {
	await signIn(page, exchange.app.url, await exchange.newDesk());
	const ben = await newColleague(BEN_HZ);
	await callColleague(page, ben);
	await page.getByRole('button', { name: 'Transfer' }).click();
	await page.getByRole('group', { name: 'Transfer' }).getByLabel('Number or name').fill('12');
	await page.getByRole('button', { name: 'Transfer now' }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'Not transferred' })).toContainText(
		'does not transfer calls'
	);
	await expect(stateOf(page)).toHaveText('Connected');
	await expectPageHears(page, [BEN_HZ]);
});

test('a caller is connected with whom we have asked first: the REFER names that very call', async ({
	exchange,
	page,
	baresip,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	/** What has come over the phone's connection. */
	const messages: string[] = [];
	page.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => messages.push(String(payload)))
	);
	await signIn(page, exchange.app.url, desk);
	const calling = fromTrunk(desk.number, {
		by: 'phone-after-answer',
		after: ['offers', 'transfers']
	});
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(callWindow(page)).toHaveAttribute('data-state', 'connected');
	await callFromPage(page, REAR_OFFICE.user);
	await callWindow(page).first().getByRole('button', { name: 'Transfer' }).click();
	await page.getByRole('button', { name: `Connect with ${REAR_OFFICE.user}` }).click();
	await calling.ended;
	await expect(callWindow(page)).toHaveCount(0);
	await baresip.seen('CALL_CLOSED');

	const answered = messages.find(
		(one) => /^SIP\/2\.0 200/.test(one) && one.includes(`To: <sip:${REAR_OFFICE.user}@`)
	);
	const field = (pattern: RegExp) => pattern.exec(answered ?? '')?.[1] ?? 'none';
	const [target, replaces = ''] = (await calling.referTo).trim().split('?Replaces=');
	expect(target).toBe(`<sip:${REAR_OFFICE.user}@pbx.example`);
	expect(decodeURIComponent(replaces)).toBe(
		`${field(/^Call-ID: (.+?)\r$/m)};to-tag=${field(/^To:.*;tag=([^;\r]+)/m)};from-tag=${field(/^From:.*;tag=([^;\r]+)/m)}>`
	);
});
