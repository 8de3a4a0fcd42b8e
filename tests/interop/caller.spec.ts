import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './interop-test.ts';
import { expectDecision, journalRow, signIn } from './steps.ts';

const WITHHELD = 'Number withheld';
const UNAVAILABLE = 'Number unavailable';
const ERIKA = 'Erika Mustermann';
const ERIKAS_NUMBER = '030 23125010';

interface Row {
	readonly name: string;
	readonly headers: readonly string[];
	/** What stands where the name belongs. */
	readonly title: string;
	/** The number beside the name; empty where the title is the number. */
	readonly number?: string;
}

/** "Who is calling", as trunks and PBXes say it. */
const ROWS: readonly Row[] = [
	{
		name: 'P-Asserted-Identity before Remote-Party-ID and From',
		headers: [
			'P-Asserted-Identity: <sip:+493023125010@trunk.example>',
			'Remote-Party-ID: <sip:+493023125020@trunk.example>;party=calling',
			'From: "Pilot" <sip:+493023125030@trunk.example>'
		],
		...{ title: ERIKA, number: ERIKAS_NUMBER }
	},
	{
		name: 'P-Asserted-Identity, tel',
		headers: ['P-Asserted-Identity: <tel:+49-30-23125-010>'],
		...{ title: ERIKA, number: ERIKAS_NUMBER }
	},
	{
		name: 'P-Asserted-Identity, the address that is a number of two',
		headers: ['P-Asserted-Identity: "E" <sip:erika@trunk.example>, <tel:+491713920010>'],
		...{ title: ERIKA, number: '0171 3920010' }
	},
	{
		name: 'Remote-Party-ID before From',
		headers: [
			'Remote-Party-ID: "Erika" <sip:03023125010@trunk.example>;party=calling;privacy=off',
			'From: <sip:+493023125030@trunk.example>'
		],
		...{ title: ERIKA, number: ERIKAS_NUMBER }
	},
	{
		name: 'From, 0049',
		headers: ['From: <sip:00493023125010@trunk.example>'],
		...{ title: ERIKA, number: ERIKAS_NUMBER }
	},
	{
		name: 'From, tel',
		headers: ['From: <tel:+493023125010>'],
		...{ title: ERIKA, number: ERIKAS_NUMBER }
	},
	{
		name: 'From, local number of nobody known',
		headers: ['From: "Somebody" <sip:23125044@trunk.example>'],
		title: '030 23125044'
	},
	{
		name: 'From, an extension',
		headers: ['From: <sip:12@pbx.example>'],
		title: '12'
	},
	{
		name: 'From, a user that is no number',
		headers: ['From: <sip:reception@partner.example>'],
		title: 'reception@partner.example'
	},
	{
		name: 'Privacy: none hides nothing',
		headers: ['Privacy: none', 'P-Asserted-Identity: <sip:+493023125010@trunk.example>'],
		...{ title: ERIKA, number: ERIKAS_NUMBER }
	},
	{
		name: 'anonymous From',
		headers: ['From: "Anonymous" <sip:anonymous@anonymous.invalid>'],
		title: WITHHELD
	},
	...['anonymous', 'restricted', 'withheld', 'Anonymous'].map((user) => ({
		name: `From, user ${user}`,
		headers: [`From: <sip:${user}@trunk.example>`],
		title: WITHHELD
	})),
	...['id', 'user', 'header', 'id;critical', 'user; id'].map((privacy) => ({
		name: `Privacy: ${privacy}, with the number in P-Asserted-Identity`,
		headers: [
			`Privacy: ${privacy}`,
			'P-Asserted-Identity: "Erika" <sip:+493023125010@trunk.example>',
			'From: <sip:+493023125010@trunk.example>'
		],
		title: WITHHELD
	})),
	{
		name: 'Remote-Party-ID with privacy',
		headers: [
			'Remote-Party-ID: <sip:+493023125010@trunk.example>;party=calling;privacy=full',
			'From: <sip:+493023125010@trunk.example>'
		],
		title: WITHHELD
	},
	...['unavailable', 'unknown'].map((user) => ({
		name: `From, user ${user}: no number is known, nobody withheld it`,
		headers: [`From: <sip:${user}@unknown.invalid>`],
		title: UNAVAILABLE
	}))
];

test('the caller is shown, whichever header field tells it', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const window = page.getByTestId('call-window');
	for (const { name, headers, title, number = '' } of ROWS) {
		await test.step(name, async () => {
			const call = fromTrunk(desk.sipUser, { by: 'phone', status: 603 }, headers);
			await expect(window.getByTestId('caller-name')).toHaveText(title);
			await expect(window.getByTestId('caller-number')).toHaveText(number);
			if (title === WITHHELD) await expect(window).not.toContainText(/Erika|23125010/);
			await page.getByRole('button', { name: 'Decline' }).click();
			await call.ended;
			await expect(window).toHaveCount(0);
		});
	}
});

test('a withheld number that the trunk passes all the same is nowhere kept', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const secret = '1713920077';
	const secretName = 'Zacharias';
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const call = fromTrunk(desk.sipUser, { by: 'cancel', afterMs: 2_500 }, [
		'Privacy: id',
		`P-Asserted-Identity: "${secretName}" <sip:+49${secret}@trunk.example>`,
		`Remote-Party-ID: "${secretName}" <sip:+49${secret}@trunk.example>;party=calling`,
		`From: "${secretName}" <sip:+49${secret}@trunk.example>`,
		'X-Hotline: +493023125100'
	]);
	const keepsNothing = (text: string) => {
		expect(text.replaceAll(/[\s()/.-]/g, '')).not.toContain(secret);
		expect(text).not.toContain(secretName);
	};
	await expect(page.getByTestId('caller-name')).toHaveText(WITHHELD);
	keepsNothing(await page.content());
	// Also now: what the server tells of the call later would be written over it.
	await expect.poll(() => indexedDatabases(page)).toContain(call.callId);
	keepsNothing(await indexedDatabases(page));
	await call.ended;
	await expectDecision(journalRow(page, call.callId), true);
	await expect.poll(() => desk.mails()).toHaveLength(1);

	keepsNothing(await page.content());
	const stored = await indexedDatabases(page);
	expect(stored).toContain(call.callId);
	keepsNothing(stored);
	const files = await filesOf(exchange.app.dataFolder);
	expect(files).toContain(call.callId);
	keepsNothing(files);
	keepsNothing(exchange.app.output());
	const mails = JSON.stringify(await desk.mails());
	expect(mails).toContain(WITHHELD);
	keepsNothing(mails);
});

/** Everything in the page's IndexedDB, as text. */
async function indexedDatabases(page: Page): Promise<string> {
	return page.evaluate(async () => {
		const answered = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error);
			});
		const everything: unknown[] = [];
		for (const { name } of await indexedDB.databases()) {
			const database = await answered(indexedDB.open(name ?? ''));
			for (const store of database.objectStoreNames) {
				const rows = database.transaction(store).objectStore(store).getAll();
				everything.push({ name, store, rows: await answered(rows) });
			}
			database.close();
		}
		return JSON.stringify(everything);
	});
}

/** The bytes of the server's database and its log, as text. */
async function filesOf(folder: string): Promise<string> {
	const names = await readdir(folder);
	const files = names.filter((name) => name.includes('.sqlite'));
	return (await Promise.all(files.map((name) => readFile(join(folder, name), 'latin1')))).join();
}
