import type { Page } from '@playwright/test';
import { expect, test } from './desk-phone.ts';
import { REAR_OFFICE } from './exchange.ts';
import { watchLiveThings, type LiveThings } from './live-things.ts';
import { callWindow, signIn } from './steps.ts';

/** How many calls of each kind: five kinds make 500 in all. */
const ROUNDS = 100;
/** Rounds after which the journal's list is full and all code has run. */
const WARM = 20;
/** One call whose objects are kept weighs tens of kilobytes. */
const HEAP_PER_CALL = 4_096;

test('500 calls leave nothing behind', async ({ page, exchange, fromTrunk, baresip: _baresip }) => {
	test.setTimeout(1_200_000);
	const desk = await exchange.newDesk();
	const census = await watchLiveThings(page);
	await signIn(page, exchange.app.url, desk);
	await page.evaluate(actByItself);
	const missed = async () => {
		await does(page, 'Nothing');
		await fromTrunk(desk.sipUser, { by: 'cancel', afterMs: 0 }).ended;
		await idle(page);
	};
	const declined = async () => {
		await does(page, 'Decline');
		await fromTrunk(desk.sipUser, { by: 'phone', status: 603 }).ended;
		await idle(page);
	};
	const answered = async () => {
		await does(page, 'Answer');
		await fromTrunk(desk.sipUser, { by: 'phone-after-answer' }).ended;
		await idle(page);
	};
	const dialled = async (user: string) => {
		await page.getByLabel('Number or name').fill(user);
		await page.getByRole('button', { name: 'Call', exact: true }).click();
		await idle(page);
	};
	const made = new Array<LiveThings>();
	for (let round = 0; round < ROUNDS; round += 1) {
		await missed();
		await declined();
		await answered();
		await dialled(REAR_OFFICE.user);
		await dialled('nobody-here');
		if (round + 1 === WARM || round + 1 === ROUNDS) made.push(await settled(census));
	}
	const [before, after] = made as [LiveThings, LiveThings];
	await test.info().attach('live things', { body: JSON.stringify({ before, after }, null, '\t') });
	// Those that were answered, on either side.
	expect(await page.evaluate(() => document.body.dataset.sounds)).toBe(String(ROUNDS * 2));
	const { audioContexts, peerConnections, tracks } = before;
	expect(after).toMatchObject({ audioContexts, peerConnections, tracks });
	// A row more or less in the list, or a timer of what the page does between calls, is no leak: one for each call would be.
	const calls = (ROUNDS - WARM) * 5;
	expect(after.timers - before.timers).toBeLessThan(calls / 50);
	expect(after.nodes - before.nodes).toBeLessThan(calls / 2);
	expect(after.listeners - before.listeners).toBeLessThan(calls / 8);
	expect((after.heap - before.heap) / calls).toBeLessThan(HEAP_PER_CALL);
});

/** Longer than SIP transactions keep their timers (RFC 3261 §17.1.1.2, timer B: 32 s). */
const TRANSACTIONS_MS = 35_000;

/** Waits until what ends by itself has ended: no timer less than at the last look. */
async function settled(census: () => Promise<LiveThings>): Promise<LiveThings> {
	let last: LiveThings | undefined;
	await expect
		.poll(
			async () => {
				const before = last;
				last = await census();
				return before !== undefined && last.timers >= before.timers && last.peerConnections === 0;
			},
			{ timeout: 8 * TRANSACTIONS_MS, intervals: [TRANSACTIONS_MS] }
		)
		.toBe(true);
	return last as LiveThings;
}

async function idle(page: Page): Promise<void> {
	await expect(callWindow(page)).toHaveCount(0);
}

async function does(page: Page, wish: 'Answer' | 'Decline' | 'Nothing'): Promise<void> {
	await page.evaluate((text) => (document.body.dataset.wish = text), wish);
}

/** Runs in the page: does with each call that rings what is wished, and hangs up once its sound is there. */
function actByItself(): void {
	const press = (state: string, wish: string | undefined) => {
		const selector = `[data-testid=call-window][data-state=${state}] button`;
		const buttons = [...document.querySelectorAll<HTMLButtonElement>(selector)];
		const wished = buttons.find(({ textContent }) => textContent.trim() === wish);
		wished?.click();
		return wished !== undefined;
	};
	let sounds = 0;
	// The sound may be there before the window says that the call is.
	let isHeard = false;
	const act = () => {
		press('ringing', document.body.dataset.wish);
		if (isHeard && press('connected', 'Hang up')) isHeard = false;
	};
	new MutationObserver(act).observe(document.body, {
		...{ subtree: true, childList: true, attributeFilter: ['data-state'] }
	});
	addEventListener('sound', () => {
		document.body.dataset.sounds = String((sounds += 1));
		isHeard = true;
		act();
	});
}
