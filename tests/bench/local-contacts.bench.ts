import {
	test,
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	type CDPSession,
	type Page
} from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { startApp } from '#world/app-server.ts';
import { openDemoCaller, signIn } from '../journeys/steps.ts';
import { bundlePage, servePage } from './bundle-page.ts';
import './local-lookup/lookup-bench.ts';
import { installProbe } from './probe.ts';
import { REPETITIONS, ROUNDS } from './repetitions.ts';
import { record } from './results.ts';
import { ringOnce } from './ring-once.ts';

const SIZES = [10_000, 100_000];
const LOOKUPS = REPETITIONS * 25;
const SAMPLE_MS = 250;

type Samples = Record<string, number[]>;

test('local contacts: reading a folder and looking up numbers at 10k and 100k contacts', async ({
	browser,
	contextOptions
}) => {
	test.setTimeout(1_800_000);
	const script = await bundlePage(fileURLToPath(import.meta.resolve('./local-lookup/page.ts')));
	const [small = {}, large = {}] = [
		await measure(browser, contextOptions, script, SIZES[0] ?? 0),
		await measure(browser, contextOptions, script, SIZES[1] ?? 0)
	];
	for (const [at, samples] of [small, large].entries()) {
		const of = `${SIZES[at]} local contacts`;
		const compare = (what: string, floorIs: string) =>
			record(`${of}: ${what}`, 'ms', {
				...{ product: samples[what] ?? [], floor: samples[floorIs] ?? [], floorIs }
			});
		compare('number lookup', BARE);
		compare('search by name', BARE);
		compare(WHILE_DELETING, 'number lookup');
		compare(WHILE_READING, WITHOUT_READING);
		compare(LONGEST, LONGEST_WITHOUT);
	}
	record(`${SIZES[1]} local contacts: ${READING}`, 'ms', {
		...{ product: large[READING] ?? [], floor: small[READING] ?? [] },
		floorIs: `the same with ${SIZES[0]}`
	});
	for (const what of ['most heap of the page while reading', 'most heap of the worker']) {
		record(`${SIZES[1]} local contacts: ${what}`, 'kB', {
			...{ product: large[what] ?? [], floor: small[what] ?? [] },
			floorIs: `the same with ${SIZES[0]}`
		});
	}
});

const BARE = 'one question to the index, without the product';
const READING = 'reading 1,000 contacts';
const LONGEST = 'longest task of the page while reading and ringing';
const LONGEST_WITHOUT = 'the same while ringing alone';
const WHILE_DELETING = 'number lookup while replaced contacts are deleted';
const WHILE_READING = 'INVITE → call window painted, while reading';
const WITHOUT_READING = 'the same without reading';

async function measure(
	browser: Browser,
	contextOptions: BrowserContextOptions,
	script: string,
	size: number
): Promise<Samples> {
	const samples: Samples = {};
	const note = (what: string, value: number) => (samples[what] ??= []).push(value);
	const app = await startApp({ demo: true });
	// Else it would answer for the page with the lookups.
	const context = await browser.newContext({ ...contextOptions, serviceWorkers: 'block' });
	try {
		const caller = await (await browser.newContext(contextOptions)).newPage();
		await openDemoCaller(caller, app.url);
		const page = await context.newPage();
		await page.addInitScript(installProbe);
		await page.addInitScript(installFolder);
		await signIn(page, app.url);
		await page.evaluate(writeCards, ['contacts.vcf', size] as const);
		await page.goto(`${app.url}/folders`);
		await page.getByTestId('registration').and(page.locator('[data-state=registered]')).waitFor();

		await page.evaluate(() => window.folderBench.forget());
		const read = page.evaluate((count) => window.folderBench.read(count), size);
		await page.getByRole('button', { name: 'Add folder' }).click();
		let isRead = false;
		void read.then(() => (isRead = true));
		while (!isRead) {
			const ms = await ringOnce(page, caller);
			if (!isRead) note(WHILE_READING, ms);
		}
		note(READING, ((await read) / size) * 1_000);
		const longest = await page.evaluate(() => window.folderBench.longestTask());
		note(LONGEST, longest);
		await page.evaluate(() => window.folderBench.forget());
		for (let round = 0; round < Math.max(ROUNDS, 5); round += 1) {
			note(WITHOUT_READING, await ringOnce(page, caller));
		}
		note(LONGEST_WITHOUT, await page.evaluate(() => window.folderBench.longestTask()));

		const lookups = await openLookups(context, app.url, script);
		const numberOf = (turn: number, turns: number) =>
			`+4930${20_000_000 + Math.floor((turn * size) / turns)}`;
		const find = (e164: string) => lookups.evaluate((n) => window.localBench.find(n), e164);
		for (let turn = 0; turn < LOOKUPS; turn += 1) {
			const e164 = numberOf(turn, LOOKUPS);
			note('number lookup', await find(e164));
			note(BARE, await lookups.evaluate((n) => window.localBench.bareFind(n), e164));
			const name = `person${Math.floor((turn * size) / LOOKUPS)}`;
			note('search by name', await lookups.evaluate((q) => window.localBench.search(q), name));
		}

		// All is read once more, and looked at in the meantime: that takes its time.
		await page.evaluate(writeCards, ['more.vcf', 1] as const);
		const again = page.evaluate((count) => window.folderBench.read(count), size + 1);
		const heaps = await watchHeaps(page);
		await page.getByRole('button', { name: 'Read again' }).click();
		await again;
		const { ofPage, ofWorker } = await heaps.stop();
		note('most heap of the page while reading', ofPage);
		note('most heap of the worker', ofWorker);
		// The contacts of the first reading are being deleted now.
		for (let turn = 0; turn < ROUNDS * 10; turn += 1) {
			note(WHILE_DELETING, await find(numberOf(turn, ROUNDS * 10)));
		}
	} finally {
		await context.close();
		await app.stop();
	}
	return samples;
}

async function openLookups(context: BrowserContext, url: string, script: string): Promise<Page> {
	const session = await (await context.request.get(`${url}/api/session`)).json();
	const page = await context.newPage();
	await page.goto(await servePage(context, `${url}/local-lookup`, script, session.account.id));
	await page.waitForFunction(() => window.localBench !== undefined);
	return page;
}

interface FolderBench {
	/** Nothing has happened yet. */
	forget(): void;
	/** ms from the next click until so many contacts are shown as read. */
	read(count: number): Promise<number>;
	/** ms, of all tasks since `forget` that took longer than 50 ms; 0 for none. */
	longestTask(): number;
}

declare global {
	interface Window {
		folderBench: FolderBench;
	}
}

/** Runs in the page, before any script of it. */
function installFolder(): void {
	Object.defineProperty(window, 'showDirectoryPicker', {
		value: () => navigator.storage.getDirectory()
	});
	let longest = 0;
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
	}).observe({ type: 'longtask' });
	window.folderBench = {
		forget: () => void (longest = 0),
		longestTask: () => longest,
		read: (count) =>
			new Promise((resolve) => {
				let startedAt = NaN;
				addEventListener('click', () => (startedAt = performance.now()), {
					...{ capture: true, once: true }
				});
				const words = `Contacts: ${count.toLocaleString('en-GB')} `;
				const observer = new MutationObserver(() => {
					const shown = document.querySelector('[data-testid=folder-state]')?.textContent;
					if (!shown?.includes(words)) return;
					observer.disconnect();
					resolve(performance.now() - startedAt);
				});
				observer.observe(document, { childList: true, subtree: true, characterData: true });
			})
	};
}

/** In the page: a file of so many cards. */
async function writeCards([name, count]: readonly [string, number]): Promise<void> {
	const folder = await navigator.storage.getDirectory();
	const file = await folder.getFileHandle(name, { create: true });
	const writable = await file.createWritable();
	let text = '';
	for (let at = 0; at < count; at += 1) {
		text +=
			`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person${at} of ${name}\r\nN:of ${name};Person${at};;;\r\n` +
			`ORG:Company ${at % 5_000}\r\nTEL;TYPE=WORK:030 ${20_000_000 + at}\r\n` +
			`TEL;TYPE=CELL:0171 ${30_000_000 + at}\r\nEMAIL:person${at}@office.example\r\nEND:VCARD\r\n`;
		if (text.length < 1_000_000) continue;
		await writable.write(text);
		text = '';
	}
	await writable.write(text);
	await writable.close();
}

/** What page and worker hold at most, kB, garbage aside. */
async function watchHeaps(page: Page) {
	const session = await page.context().newCDPSession(page);
	const worker = await followWorker(session);
	let [ofPage, ofWorker, isOver] = [0, 0, false];
	const sampling = (async () => {
		while (!isOver) {
			await session.send('HeapProfiler.collectGarbage');
			ofPage = Math.max(ofPage, (await session.send('Runtime.getHeapUsage')).usedSize / 1_000);
			ofWorker = Math.max(ofWorker, (await worker.heap()) / 1_000);
			await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
		}
	})();
	return {
		async stop() {
			isOver = true;
			await sampling;
			await session.detach();
			return { ofPage, ofWorker };
		}
	};
}

/** Playwright's own sessions know no workers: its messages are wrapped in those of its page. */
async function followWorker(session: CDPSession) {
	const waiting = new Map<number, (result: { usedSize?: number }) => void>();
	let [id, last] = ['', 0];
	session.on('Target.attachedToTarget', ({ sessionId }) => (id = sessionId));
	session.on('Target.detachedFromTarget', () => {
		id = '';
		for (const answer of waiting.values()) answer({});
		waiting.clear();
	});
	session.on('Target.receivedMessageFromTarget', ({ message }) => {
		const { id: of, result = {} } = JSON.parse(message);
		waiting.get(of)?.(result);
		waiting.delete(of);
	});
	await session.send('Target.setAutoAttach', {
		...{ autoAttach: true, waitForDebuggerOnStart: false, flatten: false }
	});
	const ask = (method: string) =>
		new Promise<{ usedSize?: number }>((resolve) => {
			if (id === '') return resolve({});
			waiting.set((last += 1), resolve);
			const message = JSON.stringify({ id: last, method });
			session
				.send('Target.sendMessageToTarget', { sessionId: id, message })
				.catch(() => resolve({}));
		});
	return {
		/** Bytes; 0 while there is none. */
		async heap(): Promise<number> {
			await ask('HeapProfiler.collectGarbage');
			return (await ask('Runtime.getHeapUsage')).usedSize ?? 0;
		}
	};
}
