import { test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { startApp } from '#world/app-server.ts';
import { openDemoCaller, signIn } from '../journeys/steps.ts';
import { CALLER, fillJournal, OLDEST } from './journal-calls.ts';
import { installProbe } from './probe.ts';
import { ROUNDS } from './repetitions.ts';
import { record } from './results.ts';
import { ringOnce } from './ring-once.ts';

const SIZES = [1_000, 10_000, 100_000];
const PAGE = 100;
/** Dexie lets answers go that nobody watches after three seconds. */
const DEXIE_KEEPS_MS = 4_000;

/** Samples by what was measured. */
type Samples = Record<string, number[]>;

/** What a person does to see other calls, each beginning with the whole journal in sight. */
const LOOKS: Record<string, (page: Page) => Promise<void>> = {
	unanswered: (page) => page.getByLabel('Unanswered', { exact: true }).check(),
	open: (page) => page.getByLabel('Open', { exact: true }).check(),
	hotline: async (page) =>
		void (await page.getByLabel('Hotline called').selectOption({ index: 2 })),
	'search by name': (page) => page.getByLabel('Name or number').fill(CALLER.name),
	'search by number': (page) => page.getByLabel('Name or number').fill(CALLER.number)
};

test('journal: the first synchronisation, pages and filters at 1k, 10k and 100k calls', async ({
	browser,
	contextOptions
}) => {
	test.setTimeout(1_800_000);
	const measured: Samples[] = [];
	for (const size of SIZES) measured.push(await measure(browser, contextOptions, size));
	const [smallest = {}] = measured;
	for (const [what, floor] of Object.entries(smallest)) {
		if (what in FLOORS || Object.values(FLOORS).includes(what)) continue;
		for (const [at, samples] of measured.entries()) {
			if (at === 0) continue;
			record(`journal of ${SIZES[at]} calls: ${what}`, what.startsWith('heap') ? 'kB' : 'ms', {
				product: samples[what] ?? [],
				floor,
				floorIs: `the same with ${SIZES[0]} calls`
			});
		}
	}
	for (const [what, of] of Object.entries(FLOORS)) {
		for (const [at, samples] of measured.entries()) {
			// The shortest synchronisation is over before a call can ring in it.
			const product = samples[of];
			if (!product) continue;
			record(`journal of ${SIZES[at]} calls: ${of}`, 'ms', {
				product,
				floor: samples[what] ?? [],
				floorIs: what
			});
		}
	}
});

/** What is measured beside something else than the smallest journal. */
const FLOORS: Record<string, string> = {
	'the same answers, fetched and thrown away': 'first synchronisation',
	'the same without synchronisation': 'INVITE → call window painted, while it synchronises'
};

async function measure(
	browser: Browser,
	contextOptions: BrowserContextOptions,
	size: number
): Promise<Samples> {
	const samples: Samples = {};
	const note = (what: string, value: number) => (samples[what] ??= []).push(value);
	const app = await startApp({ demo: true });
	const context = await browser.newContext(contextOptions);
	try {
		await fillJournal(app.dataFolder, size);
		const caller = await (await browser.newContext(contextOptions)).newPage();
		await openDemoCaller(caller, app.url);
		const page = await context.newPage();
		await page.addInitScript(installProbe);
		await page.addInitScript(installSyncWatch);
		await signIn(page, app.url);
		const synced = page.evaluate((newest) => window.journalBench.synced(newest), size);
		let isSynced = false;
		void synced.then(() => (isSynced = true));
		while (!isSynced) {
			const ms = await ringOnce(page, caller);
			if (!isSynced) note('INVITE → call window painted, while it synchronises', ms);
		}
		note('first synchronisation', await synced);
		note('longest task', await page.evaluate(() => window.journalBench.longestTask()));
		for (let round = 0; round < ROUNDS; round += 1) {
			note('the same without synchronisation', await ringOnce(page, caller));
		}
		note('the same answers, fetched and thrown away', await page.evaluate(fetchAll));

		for (let round = 0; round < ROUNDS; round += 1) {
			await page.reload();
			note('from the page’s start to its first calls', await page.evaluate(firstCallsAt));
		}
		for (const [what, look] of Object.entries(LOOKS)) {
			for (let round = 0; round < ROUNDS; round += 1) {
				note(what, await untilOthersShow(page, () => look(page)));
				note('back to all calls', await untilOthersShow(page, () => reset(page)));
			}
		}
		note('heap before scrolling', await heapKilobytes(page));
		const total = await page.evaluate(scrollTo, OLDEST);
		note('a page while scrolling to the end', (total / size) * PAGE);
		await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), DEXIE_KEEPS_MS);
		note('heap at the end', await heapKilobytes(page));
	} finally {
		await context.close();
		await app.stop();
	}
	return samples;
}

async function reset(page: Page): Promise<void> {
	if (!(await page.getByLabel('All', { exact: true }).isChecked())) {
		return page.getByLabel('All', { exact: true }).check();
	}
	if ((await page.getByLabel('Name or number').inputValue()) !== '') {
		return page.getByLabel('Name or number').fill('');
	}
	await page.getByLabel('Hotline called').selectOption({ index: 0 });
}

/** @returns ms from the input until other calls are in sight and painted */
async function untilOthersShow(page: Page, act: () => Promise<void>): Promise<number> {
	await page.evaluate(() => window.journalBench.watch());
	await act();
	return page.evaluate(() => window.journalBench.othersShown());
}

async function heapKilobytes(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	await session.send('HeapProfiler.enable');
	await session.send('HeapProfiler.collectGarbage');
	const { usedSize } = await session.send('Runtime.getHeapUsage');
	await session.detach();
	return usedSize / 1_000;
}

interface JournalBench {
	/** Resolves when this device knows the change; ms since it first asked for changes. */
	synced(change: number): Promise<number>;
	/** ms, of all tasks that took longer than 50 ms; 0 for none. */
	longestTask(): number;
	/** Notes what is in sight, and when the next input comes. */
	watch(): void;
	/** ms from that input until other calls were in sight and painted. */
	othersShown(): Promise<number>;
}

declare global {
	interface Window {
		journalBench: JournalBench;
	}
}

/** Runs in the page, before any script of it. */
function installSyncWatch(): void {
	let longest = 0;
	let shown = Promise.resolve(NaN);
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
	}).observe({ type: 'longtask' });
	const firstAskedAt = () =>
		performance.getEntriesByType('resource').find(({ name }) => name.includes('changed-since'))
			?.startTime ?? NaN;
	const callsShown = () =>
		[...document.querySelectorAll('[data-call-id]')]
			.map((row) => row.getAttribute('data-call-id'))
			.join(' ');
	window.journalBench = {
		longestTask: () => longest,
		async synced(change) {
			const { promise, resolve } = Promise.withResolvers<number>();
			const [name] = (await indexedDB.databases()).flatMap((each) =>
				each.name?.startsWith('anteroom-calls-') ? [each.name] : []
			);
			const opening = indexedDB.open(name ?? '');
			opening.onsuccess = () => {
				const look = () => {
					const get = opening.result.transaction('known').objectStore('known').get('change');
					get.onsuccess = () => {
						if ((get.result?.value ?? 0) < change) setTimeout(look, 20);
						else {
							opening.result.close();
							resolve(performance.now() - firstAskedAt());
						}
					};
				};
				look();
			};
			return promise;
		},
		watch() {
			shown = new Promise((resolve) => {
				// Not before: rows of what was shown last may still be on their way into the document.
				const begin = () => {
					const startedAt = performance.now();
					const before = callsShown();
					const observer = new MutationObserver(() => {
						if (callsShown() === before) return;
						observer.disconnect();
						const drawn = new MessageChannel();
						drawn.port1.onmessage = () => resolve(performance.now() - startedAt);
						requestAnimationFrame(() => drawn.port2.postMessage(undefined));
					});
					observer.observe(document, { childList: true, subtree: true, attributes: true });
				};
				addEventListener('input', begin, { capture: true, once: true });
			});
		},
		othersShown: () => shown
	};
}

/** In the page: ms. */
async function fetchAll(): Promise<number> {
	const startedAt = performance.now();
	for (let since = 0, more = true; more;) {
		const answer = await (await fetch(`/api/calls?changed-since=${since}`)).json();
		since = answer.changes.at(-1)?.changedAt ?? since;
		more = answer.more;
	}
	return performance.now() - startedAt;
}

/** In the page: when, since its start, it has its first row. */
function firstCallsAt(): Promise<number> {
	return new Promise((resolve) => {
		const look = () => {
			if (document.querySelector('[data-call-id]')) resolve(performance.now());
			else requestAnimationFrame(look);
		};
		look();
	});
}

/** In the page: scrolls down until the call is in sight; ms. */
function scrollTo(callId: string): Promise<number> {
	const startedAt = performance.now();
	return new Promise((resolve) => {
		const step = () => {
			if (document.querySelector(`[data-call-id="${callId}"]`)) {
				resolve(performance.now() - startedAt);
				return;
			}
			window.scrollTo(0, document.body.scrollHeight);
			requestAnimationFrame(step);
		};
		step();
	});
}
