import { callColleague, expect, MICROPHONE_HZ, test } from './desk-phone.ts';
import { expectPageHears } from './sound-heard.ts';
import { callWindow, signIn, stateOf } from './steps.ts';

const BEN_HZ = 660;
const CARLA_HZ = 880;

test('of three merged each hears both others; muted, they hear each other; then split, then one leaves', async ({
	exchange,
	page,
	newColleague
}) => {
	await signIn(page, exchange.app.url, await exchange.newDesk());
	const [ben, carla] = [await newColleague(BEN_HZ), await newColleague(CARLA_HZ)];
	await callColleague(page, ben);
	await callColleague(page, carla);
	await page.getByRole('button', { name: 'Merge calls' }).click();
	await expect(stateOf(page)).toHaveText(Array(2).fill('Conference: hears you and the others'));
	await expectPageHears(page, [BEN_HZ, CARLA_HZ]);
	await expectPageHears(ben.page, [MICROPHONE_HZ, CARLA_HZ], [BEN_HZ]);
	await expectPageHears(carla.page, [MICROPHONE_HZ, BEN_HZ], [CARLA_HZ]);

	await page.getByRole('button', { name: 'Mute' }).first().click();
	await expectPageHears(ben.page, [CARLA_HZ], [MICROPHONE_HZ]);
	await expectPageHears(carla.page, [BEN_HZ], [MICROPHONE_HZ]);
	await page.getByRole('button', { name: 'Unmute' }).first().click();

	await callWindow(page).first().getByRole('button', { name: 'Only this one' }).click();
	await expectPageHears(page, [BEN_HZ], [CARLA_HZ]);
	await expectPageHears(ben.page, [MICROPHONE_HZ], [CARLA_HZ]);
	await expectPageHears(carla.page, [], [MICROPHONE_HZ, BEN_HZ]);

	await page.getByRole('button', { name: 'Merge calls' }).click();
	await expectPageHears(ben.page, [MICROPHONE_HZ, CARLA_HZ]);
	await carla.page.getByRole('button', { name: 'Hang up' }).click();
	await expect(callWindow(page)).toHaveCount(1);
	await expectPageHears(page, [BEN_HZ], [CARLA_HZ]);
	await expectPageHears(ben.page, [MICROPHONE_HZ], [CARLA_HZ]);
});
