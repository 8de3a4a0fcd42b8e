import { stat } from 'node:fs/promises';
import { startBaresip } from '#world/baresip.ts';
import { SIP_DOMAIN } from '#world/kamailio.ts';
import { measureTone } from '#world/sox.ts';
import { toneHeard } from '../journeys/steps.ts';
import { DESK_PHONE_HZ, expect, test } from './desk-phone.ts';
import { REAR_OFFICE } from './exchange.ts';
import { expectDeskPhoneHears, expectSoundBothWays, SECOND_BYTES } from './sound-heard.ts';
import { journalRows, signIn } from './steps.ts';

test('a desk phone calls the browser, and both hear each other through the media relay', async ({
	exchange,
	page,
	baresip
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	await baresip.dial(desk.sipUser);
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await baresip.seen('CALL_ESTABLISHED');
	await expectSoundBothWays(page, baresip);
	const window = page.getByTestId('call-window');
	await expect(window.getByTestId('quality')).toHaveAttribute('data-level', 'good');
	await expect(window.getByTestId('sound-problem')).toHaveCount(0);
	await baresip.hangUp();
	await expect(page.getByTestId('call-window')).toHaveCount(0);
	const kept = journalRows(page, 'answered').getByTestId('quality');
	await kept.getByText('Good connection').click();
	await expect(kept.locator('dl')).toContainText('Codec opus');
});

test('a telephone that only knows G.711 is called, and both hear each other', async ({
	exchange,
	page
}) => {
	const baresip = await startBaresip({
		...REAR_OFFICE,
		...{ domain: SIP_DOMAIN, registrarPort: exchange.kamailio.sipPort, toneHz: DESK_PHONE_HZ },
		codec: 'PCMA'
	});
	try {
		const desk = await exchange.newDesk();
		await signIn(page, exchange.app.url, desk);
		await page.getByLabel('Number or name').fill(REAR_OFFICE.user);
		await page.getByRole('button', { name: 'Call', exact: true }).click();
		await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
		expect(Math.abs((await toneHeard(page)) - DESK_PHONE_HZ)).toBeLessThan(15);
		const quality = page.getByTestId('call-window').getByTestId('quality');
		await quality.getByText('connection').click();
		await expect(quality.locator('dl')).toContainText('Codec PCMA');
		// 16 bit mono at 8 kHz.
		await expectDeskPhoneHears(baresip, 16_000);
		await page.getByRole('button', { name: 'Hang up' }).click();
		await baresip.seen('CALL_CLOSED');
	} finally {
		await baresip.stop();
	}
});

test('the browser calls the desk phone, and both hear each other', async ({
	exchange,
	page,
	baresip
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	await page.getByLabel('Number or name').fill(REAR_OFFICE.user);
	await page.getByRole('button', { name: 'Call', exact: true }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await expectSoundBothWays(page, baresip);
	await page.getByRole('button', { name: 'Hang up' }).click();
	await baresip.seen('CALL_CLOSED');
	await expect(journalRows(page, 'answered')).toHaveCount(1);
});

test('another microphone is taken during a call: muted it stays muted, and then it is heard', async ({
	exchange,
	page,
	baresip
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	await baresip.dial(desk.sipUser);
	await page.getByRole('button', { name: 'Answer' }).click();
	const window = page.getByTestId('call-window');
	await expect(window).toHaveAttribute('data-state', 'connected');
	await expectSoundBothWays(page, baresip);
	await window.getByRole('button', { name: 'Mute' }).click();
	await page.getByRole('link', { name: 'Settings', exact: true }).click();
	await page.getByRole('link', { name: 'This device', exact: true }).click();
	await page.getByRole('combobox', { name: 'Microphone' }).selectOption('Fake Audio Input 2');
	const [recording = ''] = (await baresip.recordings()).slice(-1);
	const { size } = await stat(recording);
	await expect
		.poll(async () => (await stat(recording)).size)
		.toBeGreaterThan(size + 3 * SECOND_BYTES);
	expect((await measureTone(recording)).loudness).toBeLessThan(0.001);
	await expect(window.getByTestId('sound-problem')).toHaveCount(0);
	await window.getByRole('button', { name: 'Unmute' }).click();
	await expectSoundBothWays(page, baresip);
	await window.getByRole('button', { name: 'Hang up' }).click();
	await baresip.seen('CALL_CLOSED');
});
