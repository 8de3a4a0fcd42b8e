import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Contact } from '#domain/contact.ts';
import type { LocalSource } from '#domain/local-source.ts';
import { LocalContactStore } from './local-contact-store.ts';

const NUMBER = '+493023125010';
const AT = Date.UTC(2026, 2, 9);

let account: string;
let store: LocalContactStore;

beforeEach(() => {
	account = crypto.randomUUID();
	store = new LocalContactStore(account);
});
afterEach(() => {
	store.close();
	indexedDB.deleteDatabase(`anteroom-contacts-${account}`);
});

test('a number finds who has it, and marks whose only ends alike', async () => {
	await keep('clients', [
		contact('erika', { numbers: [NUMBER] }),
		contact('alike', { numbers: ['+4317123125010'] }),
		contact('local', { raws: ['23125010'] }),
		contact('other', { numbers: ['+493023125011'] })
	]);
	const matches = await store.find(NUMBER);
	expect(matches.map(({ contact: { id }, certain }) => [id, certain])).toEqual([
		['erika', true],
		['alike', false],
		['local', false]
	]);
	expect(await store.find('+493023125999')).toEqual([]);
});

test('of many who share a number some are found, also behind others that have been replaced', async () => {
	const sharing = (prefix: string) =>
		Array.from({ length: 30 }, (_, at) => contact(`${prefix}${at}`, { numbers: [NUMBER] }));
	await keep('clients', sharing('a'));
	await store.remove('clients', AT);
	await keep('friends', sharing('b'), 'second');
	const found = await store.find(NUMBER);
	expect(found).toHaveLength(20);
	expect(found.every(({ contact: { id } }) => id.startsWith('b'))).toBe(true);
});

test('a search finds names, companies, parts of them and numbers as people type them', async () => {
	await keep('clients', [
		contact('erika', {
			name: 'Erika Müller-Lüdenscheidt',
			company: 'Straßenbau & Söhne',
			emails: ['erika@strassenbau.example'],
			numbers: [NUMBER]
		})
	]);
	const found = async (words: string[], numbers: string[] = []) =>
		(await store.search({ words, numbers })).map(({ id }) => id);
	for (const words of [
		['erika'],
		['muller'],
		['luden'],
		['strassenb'],
		['sohne', 'erika'],
		['erika@strassenbau.example']
	]) {
		expect(await found(words), words.join(' ')).toEqual(['erika']);
	}
	expect(await found(['30231'], ['+30231', '+4930231'])).toEqual(['erika']);
	expect(await found(['erika', 'nobody'])).toEqual([]);
	expect(await found([])).toEqual([]);
});

test('nobody finds a reading before it is done, nor what it has replaced', async () => {
	await keep('clients', [contact('old', { numbers: [NUMBER] })]);
	await store.write('second', 'clients', [contact('new', { numbers: [NUMBER] })]);
	expect(await idsOf(NUMBER)).toEqual(['old']);
	expect((await store.search({ words: ['old'], numbers: [] })).length).toBe(1);

	await store.finish('clients', done('second'), { refusals: [], unknownColumns: [] });
	expect(await idsOf(NUMBER)).toEqual(['new']);
	expect(await store.search({ words: ['old'], numbers: [] })).toEqual([]);
	expect(await store.contact('old')).toBeUndefined();
	expect(await store.contact('new')).toMatchObject({ id: 'new' });

	expect(await rowsStored()).toBe(2);
	await store.tidy(AT);
	expect(await rowsStored()).toBe(1);
	expect(await idsOf(NUMBER)).toEqual(['new']);
});

test('what a file says twice is one contact', async () => {
	const twice = contact('twice', { numbers: [NUMBER] });
	await keep('clients', [twice, twice]);
	expect(await store.source('clients')).toMatchObject({ entries: 1 });
	expect(await idsOf(NUMBER)).toEqual(['twice']);
});

test('a removed source is found no more, can be brought back, and is deleted after ten minutes', async () => {
	await keep('clients', [contact('erika', { numbers: [NUMBER] })]);
	await store.remove('clients', AT);
	expect(await idsOf(NUMBER)).toEqual([]);
	expect(await store.contact('erika')).toBeUndefined();
	await store.tidy(AT + 9 * 60_000);
	await store.bringBack('clients');
	expect(await idsOf(NUMBER)).toEqual(['erika']);

	await store.remove('clients', AT);
	await store.tidy(AT + 11 * 60_000);
	expect(await store.sources()).toEqual([]);
	expect(await store.origin('clients')).toBeUndefined();
	expect(await rowsStored()).toBe(0);
});

test('a finished reading of a source that has been deleted meanwhile brings nothing back', async () => {
	expect(await store.finish('gone', done('first'), { refusals: [], unknownColumns: [] })).toBe(
		false
	);
});

test('handles of folders and what was said of columns are kept', async () => {
	const folder = await navigator.storage.getDirectory();
	await store.add(source('clients'), { id: 'clients', handles: [folder], columns: {} });
	const columns = { columns: ['name' as const, null, 'mobile' as const], hasHeading: false };
	await store.setColumns('clients', 'list.csv', columns);
	const again = new LocalContactStore(account);
	const origin = await again.origin('clients');
	again.close();
	expect(await origin?.handles?.[0]?.isSameEntry(folder)).toBe(true);
	expect(origin?.columns).toEqual({ 'list.csv': columns });
});

test('rows of another shape are nobody’s', async () => {
	await keep('clients', [contact('erika', { numbers: [NUMBER] })]);
	const db = await settled(indexedDB.open(`anteroom-contacts-${account}`));
	const table = db.transaction('contacts', 'readwrite').objectStore('contacts');
	const [row] = await settled(table.getAll());
	await settled(table.put({ ...row, id: 'broken', contact: { name: 7 } }));
	db.close();
	expect(await idsOf(NUMBER)).toEqual(['erika']);
});

test('sources are told when they change, also by another tab', async () => {
	const told: LocalSource[][] = [];
	const stop = store.watch(
		(sources) => told.push(sources),
		(error) => expect.unreachable(String(error))
	);
	await expect.poll(() => told.at(-1)).toEqual([]);
	const other = new LocalContactStore(account);
	await other.add(source('clients'), { id: 'clients', columns: {} });
	other.close();
	await expect.poll(() => told.at(-1)).toMatchObject([{ id: 'clients' }]);
	stop();
});

async function keep(id: string, contacts: Contact[], generation = 'first'): Promise<void> {
	await add(id);
	await store.write(generation, id, contacts);
	await store.finish(id, done(generation), { refusals: [], unknownColumns: [] });
}

const add = (id: string) => store.add(source(id), { id, columns: {} });

function source(id: string): LocalSource {
	return { id, name: id, kind: 'folder', entries: 0, files: 0, refused: 0 };
}

function done(generation: string) {
	return { generation, files: 1, refused: 0, readAs: 'as it was', readAt: AT };
}

const idsOf = async (e164: string) => (await store.find(e164)).map(({ contact: { id } }) => id);

function contact(
	id: string,
	facts: { name?: string; company?: string; emails?: string[]; numbers?: string[]; raws?: string[] }
): Contact {
	const { name = id, company = '', emails = [], numbers = [], raws = [] } = facts;
	return {
		...{ id, source: 'local:clients', name, company, emails, notes: '' },
		numbers: [
			...numbers.map((e164) => ({ type: 'work' as const, raw: e164, e164 })),
			...raws.map((raw) => ({ type: 'work' as const, raw }))
		]
	};
}

/** Past our own code. */
async function rowsStored(): Promise<number> {
	const db = await settled(indexedDB.open(`anteroom-contacts-${account}`));
	try {
		return await settled(db.transaction('contacts').objectStore('contacts').count());
	} finally {
		db.close();
	}
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}
