import { expect, test } from './desk-phone.ts';
import { REAR_OFFICE } from './exchange.ts';
import { callFromPage, callWindow, signIn } from './steps.ts';

test('digits that are clicked, typed and pasted arrive as tones at a desk phone, each once and in order', async ({
	exchange,
	page,
	baresip
}) => {
	await signIn(page, exchange.app.url, await exchange.newDesk());
	await callFromPage(page, REAR_OFFICE.user);
	await baresip.seen('CALL_ESTABLISHED');
	await page.keyboard.press('Alt+k');
	const keypad = page.getByRole('group', { name: 'Keypad' });
	await keypad.getByRole('button', { name: '1', exact: true }).click();
	await keypad.getByRole('button', { name: 'Hash' }).click();
	await page.getByTestId('sent-digits').click();
	await page.keyboard.type('20*');
	await page.evaluate(() => {
		const clipboardData = new DataTransfer();
		clipboardData.setData('text', 'PIN: 98-7,6');
		const event = new ClipboardEvent('paste', { clipboardData, bubbles: true });
		document.activeElement?.dispatchEvent(event);
	});
	await expect(page.getByTestId('sent-digits')).toHaveValue('1#20*987,6');
	await expect.poll(() => baresip.digits()).toBe('1#20*9876');
});

test('a far side that takes no tones gets digits as INFO', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const after = [{ digit: '4' }, { digit: '2' }, { digit: '#' }];
	const calling = fromTrunk(desk.number, { by: 'phone-after-answer', after }, [], false);
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(callWindow(page)).toHaveAttribute('data-state', 'connected');
	await page.keyboard.press('Alt+k');
	await page.keyboard.type('42#');
	await expect(page.getByTestId('sent-digits')).toHaveValue('42#');
	await page.getByRole('button', { name: 'Hang up' }).click();
	await calling.ended;
});
