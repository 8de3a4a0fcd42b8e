import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { PASSWORD } from '#world/app-client.ts';
import { REAR_OFFICE } from './exchange.ts';
import { expect, SECRET, test } from './relay-desk.ts';
import { expectSoundBothWays } from './sound-heard.ts';
import { signIn } from './steps.ts';

const TEST = 'Von diesem Browser aus prüfen';

test.beforeEach(async ({ page }) => {
	await page.addInitScript(() => {
		const all: RTCPeerConnection[] = [];
		Object.assign(window, { allConnections: all });
		window.RTCPeerConnection = class extends RTCPeerConnection {
			constructor(configuration?: RTCConfiguration) {
				super(configuration);
				all.push(this);
			}
		};
	});
});

test('relay only: all sound goes through coturn, both ways, with credentials of the account', async ({
	exchange,
	page,
	baresip,
	nodeWith
}) => {
	const node = await nodeWith({ ICE_POLICY: 'relay' });
	const desk = await exchange.newDesk();
	await signIn(page, node.url, desk);
	await call(page);
	await expectSoundBothWays(page, baresip);
	expect(await pathOfSound(page)).toEqual({ local: 'relay', offered: ['relay'] });
	const given = await (await page.request.get(`${node.url}/api/ice-servers`)).text();
	expect(given).toContain(`:${desk.accountId}"`);
	expect(given).not.toContain(SECRET);
	await page.getByRole('button', { name: 'Hang up' }).click();
	await baresip.seen('CALL_CLOSED');
});

test('relay only: the desk phone calls, and is heard through coturn', async ({
	exchange,
	page,
	baresip,
	nodeWith
}) => {
	const node = await nodeWith({ ICE_POLICY: 'relay' });
	const desk = await exchange.newDesk();
	await signIn(page, node.url, desk);
	await baresip.dial(desk.sipUser);
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await expectSoundBothWays(page, baresip);
	expect(await pathOfSound(page)).toEqual({ local: 'relay', offered: ['relay'] });
});

test('coturn is down: calls go on with what there is, and say so', async ({
	exchange,
	page,
	baresip,
	coturn,
	nodeWith
}) => {
	const node = await nodeWith({});
	const desk = await exchange.newDesk();
	await coturn.stop();
	await signIn(page, node.url, desk);
	await call(page);
	await expectSoundBothWays(page, baresip);
	await expect(page.getByText('(TURN) does not answer. Calls go on without it')).toBeVisible({
		timeout: 40_000
	});
});

test('coturn takes another secret: calls go on, and say so', async ({
	exchange,
	page,
	baresip,
	nodeWith
}) => {
	const node = await nodeWith({ TURN_SECRET: 'not the one that coturn has' });
	const desk = await exchange.newDesk();
	await signIn(page, node.url, desk);
	await call(page);
	await expectSoundBothWays(page, baresip);
	await expect(page.getByText('(TURN) refuses this phone. Calls go on without it')).toBeVisible();
});

test('relay only, and coturn is down: no call, and why', async ({
	exchange,
	page,
	baresip: _baresip,
	coturn,
	nodeWith
}) => {
	const node = await nodeWith({ ICE_POLICY: 'relay' });
	const desk = await exchange.newDesk();
	await coturn.stop();
	await signIn(page, node.url, desk);
	await dial(page);
	await expect(page.getByText('No call: sound may only go through the relay')).toContainText(
		'does not answer'
	);
	await expect(page.getByTestId('call-window').filter({ hasText: 'Connected' })).toHaveCount(0);
});

test('relay only, with credentials that have ended: no call, and why', async ({
	exchange,
	page,
	baresip: _baresip,
	coturn,
	nodeWith
}) => {
	const node = await nodeWith({ ICE_POLICY: 'relay' });
	const desk = await exchange.newDesk();
	const username = `${Math.floor(Date.now() / 1000) - 60}:${desk.accountId}`;
	const credential = createHmac('sha1', SECRET).update(username).digest('base64');
	const urls = [`turn:127.0.0.1:${coturn.port}`];
	await page.route('**/api/ice-servers', (route) =>
		// As a server whose clock is behind would give them.
		route.fulfill({
			json: { policy: 'relay', servers: [{ urls, username, credential }], ttl: 999 }
		})
	);
	await signIn(page, node.url, desk);
	await dial(page);
	await expect(page.getByText('No call: sound may only go through the relay')).toContainText(
		'refuses this phone'
	);
});

test('the diagnostics hear themselves through coturn, and say which server does not help', async ({
	exchange,
	page,
	coturn,
	nodeWith
}) => {
	const node = await nodeWith({});
	const desk = await exchange.newDesk();
	await signIn(page, node.url, desk);
	await page.goto(`${node.url}/diagnostics`);
	const echo = page.getByTestId('check-echo');
	const ice = page.getByTestId('check-ice');
	await page.getByRole('button', { name: 'Check again: Ways' }).click();
	await expect(ice.locator('[data-finding=ice-good]')).toHaveCount(3);
	await page.getByRole('button', { name: 'Check again: Sound to' }).click();
	await expect(echo.locator('[data-finding]')).toHaveAttribute('data-finding', 'echo-good');
	await expect(echo).toContainText('Heard through the relay');

	await coturn.stop();
	await page.getByRole('button', { name: 'Check again: Ways' }).click();
	await expect(ice.locator('[data-finding=ice-unreachable]')).toHaveCount(3, { timeout: 30_000 });
	await page.getByRole('button', { name: 'Check again: Sound to' }).click();
	await expect(echo.locator('[data-finding]')).toHaveAttribute('data-finding', 'echo-no-way', {
		timeout: 30_000
	});
});

test('an administrator tests the servers with one button', async ({ page, coturn, nodeWith }) => {
	const node = await nodeWith({});
	await openServers(page, node.url);
	const servers = page.getByTestId('ice-server');
	const button = page.getByRole('button', { name: TEST });
	await expect(servers).toHaveCount(3);
	await button.click();
	await expect(page.locator('[data-testid=ice-server][data-state=ok]')).toHaveCount(3);
	expect(await page.content()).not.toContain(SECRET);

	await coturn.stop();
	await button.click();
	const silent = page.locator('[data-testid=ice-server][data-state=unreachable]');
	await expect(silent).toHaveCount(3, { timeout: 30_000 });
	await expect(silent.first()).toContainText('Antwortet nicht');
});

test('an administrator is told that coturn takes another secret', async ({ page, nodeWith }) => {
	const node = await nodeWith({ TURN_SECRET: 'not the one that coturn has' });
	await openServers(page, node.url);
	await page.getByRole('button', { name: TEST }).click();
	const refused = page.locator('[data-testid=ice-server][data-state=refused]');
	await expect(refused).toHaveCount(2);
	await expect(refused.first()).toContainText('(401)');
});

/** The exchange's administrator has not said a language, and gets German. */
async function openServers(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/sign-in`);
	await page.getByLabel('E-mail').fill('carla@office.example');
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.getByRole('link', { name: 'Einstellungen' }).click();
	await page.getByRole('link', { name: 'Vermittlungsserver' }).click();
}

async function dial(page: Page): Promise<void> {
	await page.getByLabel('Number or name').fill(REAR_OFFICE.user);
	await page.getByRole('button', { name: 'Call', exact: true }).click();
}

async function call(page: Page): Promise<void> {
	await dial(page);
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
}

/** The kind of our own candidate that the sound goes by, and of those that we offered. */
function pathOfSound(page: Page): Promise<{ local: string | undefined; offered: string[] }> {
	return page.evaluate(async () => {
		const { allConnections } = window as unknown as { allConnections: RTCPeerConnection[] };
		const connection = allConnections.at(-1);
		if (!connection) throw new Error('there has been no call');
		const stats = new Map(await connection.getStats());
		const pair = [...stats.values()].find(
			({ type, nominated, state }) =>
				type === 'candidate-pair' && nominated && state === 'succeeded'
		);
		const sdp = connection.localDescription?.sdp ?? '';
		const kinds = [...sdp.matchAll(/^a=candidate:.* typ (\w+)/gm)].map(([, kind]) => kind ?? '');
		return {
			local: stats.get(pair?.localCandidateId)?.candidateType,
			offered: [...new Set(kinds)]
		};
	});
}
