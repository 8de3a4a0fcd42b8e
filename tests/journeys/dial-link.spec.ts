import { expect, test } from '#world/test.ts';
import { expectAccessible } from './expect-accessible.ts';
import { withOwnProfile } from './own-profile.ts';
import { signIn } from './steps.ts';

test('a telephone link shows whom it would call, and calls only when told to', async ({
	demo,
	page
}) => {
	await signIn(page, demo.url);
	const session = await (await page.request.get(`${demo.url}/api/hotlines`)).json();
	const [hotline] = session.hotlines;
	const query = new URLSearchParams({ number: '+491713920010', hotline: hotline.id });
	await page.goto(`${demo.url}/dial?${query}`);
	await expect(page.getByTestId('dial-target')).toHaveText('0171 3920010');
	await expect(page.getByText(hotline.company)).toBeVisible();
	await expect(page.getByTestId('registration')).toHaveAttribute('data-state', 'registered');
	await expect(page.getByRole('button', { name: 'Call', exact: true })).toBeEnabled();
	await expect(page.getByTestId('call-window')).toHaveCount(0);
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Call', exact: true }).click();
	await expect(page).toHaveURL(`${demo.url}/`);
	await expect(
		page.getByText('0171 3920010').or(page.getByText('+491713920010')).first()
	).toBeVisible();
});

test('who turns to a number has the call prepared, and no microphone opened before it is made', async ({
	demo,
	page
}) => {
	await page.addInitScript(() => {
		const made = { connections: 0, microphones: 0, sent: -1 };
		Object.assign(window, { made });
		window.RTCPeerConnection = class extends RTCPeerConnection {
			constructor(configuration?: RTCConfiguration) {
				super(configuration);
				made.connections += 1;
			}
		};
		const { mediaDevices } = navigator;
		const open = mediaDevices.getUserMedia.bind(mediaDevices);
		mediaDevices.getUserMedia = (constraints) => {
			made.microphones += 1;
			return open(constraints);
		};
		const { send } = WebSocket.prototype;
		WebSocket.prototype.send = function (data) {
			if (String(data).startsWith('INVITE ')) made.sent = made.connections;
			send.call(this, data);
		};
	});
	const made = () => page.evaluate(() => 'made' in window && window.made);
	await signIn(page, demo.url);
	await page.getByLabel('Number or name').fill('nobody');
	await expect.poll(made).toEqual({ connections: 1, microphones: 0, sent: -1 });
	await page.getByRole('button', { name: 'Call', exact: true }).click();
	await expect.poll(made).toEqual({ connections: 1, microphones: 1, sent: 1 });
});

test('a link that is opened before signing in is not lost, and a hostile one calls nobody', async ({
	demo,
	page
}) => {
	await page.goto(`${demo.url}/dial?link=${encodeURIComponent('tel:+49-30-23125-100')}`);
	await page.getByLabel('E-mail').fill('anna@demo.example');
	await page.getByLabel('Password').fill('anteroom-demo');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByTestId('dial-target')).toHaveText('030 23125100');
	await page.goto(`${demo.url}/dial?link=${encodeURIComponent('javascript:alert(1)')}`);
	await expect(page.getByRole('heading', { name: 'no number that can be called' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Call', exact: true })).toHaveCount(0);
});

test('who signs in from an address with other additions comes to the phone', async ({
	demo,
	page
}) => {
	await page.goto(`${demo.url}/sign-in?from=newsletter`);
	await page.getByLabel('E-mail').fill('anna@demo.example');
	await page.getByLabel('Password').fill('anteroom-demo');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page).toHaveURL(`${demo.url}/`);
});

test('the browser opens telephone links with the phone, once it has been asked to', async ({
	demo
}) => {
	await withOwnProfile(async (context) => {
		const page = await context.newPage();
		await signIn(page, demo.url);
		// What people would click in the browser's own question.
		const browser = await context.newCDPSession(page);
		await browser.send('Page.setRPHRegistrationMode', { mode: 'autoAccept' });
		await page.getByRole('link', { name: 'Settings' }).click();
		await page.getByRole('link', { name: 'This device' }).click();
		await page.getByRole('button', { name: 'Open numbers (tel:) with Anteroom' }).click();
		await expect(page.getByText('Now allow it in your browser')).toBeVisible();
		await page.evaluate(() => {
			const link = document.createElement('a');
			link.href = 'tel:+49-30-23125-100';
			link.click();
		});
		await expect(page.getByTestId('dial-target')).toHaveText('030 23125100');
		await expect(page.getByTestId('call-window')).toHaveCount(0);
	});
});
