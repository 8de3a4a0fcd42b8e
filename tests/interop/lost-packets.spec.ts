import { startUdpProxy } from '#world/udp-proxy.ts';
import { REAR_OFFICE } from './exchange.ts';
import { expect, test } from './relay-desk.ts';
import { expectSoundBothWays } from './sound-heard.ts';
import { callFromPage, journalRows, signIn } from './steps.ts';

/** One packet of ten: what a crowded wireless network loses. */
const LOSES_EACH = 10;

test('a network that loses packets: both still hear each other, and the call says how well', async ({
	exchange,
	page,
	baresip,
	coturn,
	nodeWith
}) => {
	const network = await startUdpProxy(coturn.port);
	try {
		const node = await nodeWith({
			...{ ICE_POLICY: 'relay', ICE_SERVERS: `turn:127.0.0.1:${network.port}?transport=udp` }
		});
		const desk = await exchange.newDesk();
		await signIn(page, node.url, desk);
		await callFromPage(page, REAR_OFFICE.user);
		const window = page.getByTestId('call-window');
		const quality = window.getByTestId('quality');
		await expect(quality).toHaveAttribute('data-level', 'good');
		network.losesEach = LOSES_EACH;
		await expect(quality).toHaveAttribute('data-level', 'fair');
		await quality.getByText('Fair connection').click();
		await expect(quality.locator('dl')).toContainText(/Packets lost (9|1[01])(\.\d)?\s?%/);
		await expectSoundBothWays(page, baresip);
		await expect(window.getByTestId('sound-problem')).toHaveCount(0);
		network.losesEach = undefined;
		await expect(quality).toHaveAttribute('data-level', 'good');
		await page.getByRole('button', { name: 'Hang up' }).click();
		await baresip.seen('CALL_CLOSED');
		const kept = journalRows(page, 'answered').getByTestId('quality');
		await kept.locator('summary').click();
		await expect(kept.locator('dl')).toContainText(/Packets lost [1-9]/);
	} finally {
		await network.stop();
	}
});
