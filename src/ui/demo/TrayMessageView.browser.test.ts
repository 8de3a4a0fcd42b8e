import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import TrayMessageView from './TrayMessageView.svelte';

const message = {
	id: '1',
	sender: '+491713920010',
	recipient: '+491713920099',
	source: 'Missed call from <b>Erika</b>\nfor Dr. Weber',
	mail: undefined
};

test('a text message is shown as its text, with its sender and nothing of a mail', async () => {
	await renderIn('en', TrayMessageView, { message });
	const text = page.getByTestId('tray-sms');
	await expect.element(text).toHaveTextContent('Missed call from <b>Erika</b> for Dr. Weber');
	await expect.element(page.getByText('+491713920010')).toBeVisible();
	await expect.element(page.getByText('+491713920099')).toBeVisible();
	expect(page.getByRole('button').elements()).toEqual([]);
	await expectAccessible();
});

test('a mail is shown rendered, in a frame that runs nothing', async () => {
	const mail = {
		headers: [],
		headerLines: [],
		attachments: [],
		from: { name: 'Erika via Anteroom', address: 'anteroom@office.example' },
		subject: 'Missed call from Erika',
		html: '<p>Missed call</p>',
		text: 'Missed call'
	};
	const recipient = 'anna@office.example';
	await renderIn('en', TrayMessageView, { message: { ...message, recipient, mail } });
	await expect.element(page.getByRole('heading', { level: 2 })).toHaveTextContent(mail.subject);
	await expect.element(page.getByTestId('tray-html')).toHaveAttribute('sandbox', '');
	await page.getByRole('button', { name: 'Text', exact: true }).click();
	await expect.element(page.getByTestId('tray-text')).toHaveTextContent('Missed call');
	expect(page.getByTestId('tray-sms').elements()).toEqual([]);
});
