import { callColleague, DESK_PHONE_HZ, expect, MICROPHONE_HZ, test } from './desk-phone.ts';
import { REAR_OFFICE } from './exchange.ts';
import { expectPageHears } from './sound-heard.ts';
import { callFromPage, callWindow, signIn, stateOf } from './steps.ts';

const BEN_HZ = 660;
const CARLA_HZ = 880;

test('whom we hold hears nothing of us and sees it; resumed, both hear each other again', async ({
	exchange,
	page,
	newColleague
}) => {
	await signIn(page, exchange.app.url, await exchange.newDesk());
	const ben = await newColleague(BEN_HZ);
	await callColleague(page, ben);
	await expectPageHears(page, [BEN_HZ]);
	await expectPageHears(ben.page, [MICROPHONE_HZ]);

	await page.getByRole('button', { name: 'Hold' }).click();
	await expect(stateOf(page)).toHaveText('On hold: does not hear you');
	await expect(stateOf(ben.page)).toHaveText('You are on hold');
	await expectPageHears(ben.page, [], [MICROPHONE_HZ]);
	await expectPageHears(page, [], [BEN_HZ]);

	await page.getByRole('button', { name: 'Resume' }).click();
	await expect(stateOf(ben.page)).toHaveText('Connected');
	await expectPageHears(page, [BEN_HZ]);
	await expectPageHears(ben.page, [MICROPHONE_HZ]);
});

test('both sides hold and resume, in any order, and hear each other when neither holds', async ({
	exchange,
	page,
	newColleague
}) => {
	await signIn(page, exchange.app.url, await exchange.newDesk());
	const ben = await newColleague(BEN_HZ);
	await callColleague(page, ben);
	await page.getByRole('button', { name: 'Hold' }).click();
	await expect(stateOf(ben.page)).toHaveText('You are on hold');
	await ben.page.getByRole('button', { name: 'Hold' }).click();
	await expect(stateOf(ben.page)).toHaveText('On hold: does not hear you');
	await page.getByRole('button', { name: 'Resume' }).click();
	await expect(stateOf(page)).toHaveText('You are on hold');
	await expectPageHears(ben.page, [], [MICROPHONE_HZ]);
	await ben.page.getByRole('button', { name: 'Resume' }).click();
	await expect(stateOf(page)).toHaveText('Connected');
	await expectPageHears(page, [BEN_HZ]);
	await expectPageHears(ben.page, [MICROPHONE_HZ]);
});

test('muted, nothing of us is heard, also after a hold, until we unmute', async ({
	exchange,
	page,
	newColleague
}) => {
	await signIn(page, exchange.app.url, await exchange.newDesk());
	const ben = await newColleague(BEN_HZ);
	await callColleague(page, ben);
	await expectPageHears(ben.page, [MICROPHONE_HZ]);
	await page.getByRole('button', { name: 'Mute' }).click();
	await expectPageHears(ben.page, [], [MICROPHONE_HZ]);
	await page.getByRole('button', { name: 'Hold' }).click();
	await expect(stateOf(ben.page)).toHaveText('You are on hold');
	await page.getByRole('button', { name: 'Resume' }).click();
	await expect(stateOf(ben.page)).toHaveText('Connected');
	await expect(stateOf(page)).toHaveText('Muted: does not hear you');
	await expectPageHears(page, [BEN_HZ]);
	await expectPageHears(ben.page, [], [MICROPHONE_HZ]);
	await page.getByRole('button', { name: 'Unmute' }).click();
	await expectPageHears(ben.page, [MICROPHONE_HZ]);
});

test('of two calls only the one that we speak with hears us and is heard, after each swap', async ({
	exchange,
	page,
	newColleague
}) => {
	await signIn(page, exchange.app.url, await exchange.newDesk());
	const [ben, carla] = [await newColleague(BEN_HZ), await newColleague(CARLA_HZ)];
	await callColleague(page, ben);
	await callColleague(page, carla);
	await expect(callWindow(page)).toHaveCount(2);
	await expectPageHears(page, [CARLA_HZ], [BEN_HZ]);
	await expectPageHears(carla.page, [MICROPHONE_HZ], [BEN_HZ]);
	await expectPageHears(ben.page, [], [MICROPHONE_HZ, CARLA_HZ]);

	await page.getByRole('button', { name: 'Swap to this call' }).click();
	await expectPageHears(page, [BEN_HZ], [CARLA_HZ]);
	await expectPageHears(ben.page, [MICROPHONE_HZ], [CARLA_HZ]);
	await expectPageHears(carla.page, [], [MICROPHONE_HZ, BEN_HZ]);
});

test('a desk phone is held and resumed, and holds and resumes us', async ({
	exchange,
	page,
	baresip
}) => {
	await signIn(page, exchange.app.url, await exchange.newDesk());
	await callFromPage(page, REAR_OFFICE.user);
	await expectPageHears(page, [DESK_PHONE_HZ]);
	await page.getByRole('button', { name: 'Hold' }).click();
	await expectPageHears(page, [], [DESK_PHONE_HZ]);
	await page.getByRole('button', { name: 'Resume' }).click();
	await expectPageHears(page, [DESK_PHONE_HZ]);

	await baresip.hold();
	await expect(stateOf(page)).toHaveText('You are on hold');
	await baresip.resume();
	await expect(stateOf(page)).toHaveText('Connected');
	await expectPageHears(page, [DESK_PHONE_HZ]);
});
