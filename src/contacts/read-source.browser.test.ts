import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LocalProgress, LocalSource } from '#domain/local-source.ts';
import { defaultSettings } from '#domain/settings.ts';
import { LocalContactStore } from '#storage/local-contact-store.ts';
import { readSource } from './read-source.ts';
import { SourceReader } from './source-reader.ts';

const PLAN = { ...defaultSettings('').numbering, country: 'DE', areaCode: '30' };
const AT = Date.UTC(2026, 2, 9);

let account: string;
let store: LocalContactStore;
let folder: FileSystemDirectoryHandle;

beforeEach(async () => {
	account = crypto.randomUUID();
	store = new LocalContactStore(account);
	folder = await (
		await navigator.storage.getDirectory()
	).getDirectoryHandle(account, {
		create: true
	});
	await store.add(SOURCE, { id: SOURCE.id, handles: [folder], columns: {} });
});
afterEach(async () => {
	store.close();
	indexedDB.deleteDatabase(`anteroom-contacts-${account}`);
	await (await navigator.storage.getDirectory()).removeEntry(account, { recursive: true });
});

const SOURCE: LocalSource = {
	...{ id: 'clients', name: 'Clients', kind: 'folder', entries: 0, files: 0, refused: 0 }
};

const card = (name: string, number: string, version = '3.0') =>
	`BEGIN:VCARD\r\nVERSION:${version}\r\nFN:${name}\r\nTEL;TYPE=WORK:${number}\r\nEND:VCARD\r\n`;
const heading = 'Name;Telefon;E-Mail\r\n';

test('cards of all versions and tables, also in folders below, are found by number', async () => {
	await write('one.vcf', card('Erika', '030 23125-010') + card('Max', '+49 30 23125 011', '4.0'));
	await write(
		'old.vcf',
		'BEGIN:VCARD\nVERSION:2.1\nN:Weber;Ute\nTEL;CELL:0171 3920001\nEND:VCARD\n'
	);
	await write('below/list.csv', `${heading}Firma Sommer;23125012;info@sommer.example\r\n`);
	await write('notes.txt', card('Nobody', '030 23125099'));
	await write('.hidden.vcf', card('Nobody', '030 23125099'));
	await read();
	expect(await state()).toMatchObject({ entries: 4, files: 3, refused: 0, readAt: AT });
	expect(await namesOf('+493023125010')).toEqual(['Erika']);
	expect(await namesOf('+493023125011')).toEqual(['Max']);
	expect(await namesOf('+491713920001')).toEqual(['Ute Weber']);
	expect(await namesOf('+493023125012')).toEqual(['Firma Sommer']);
	expect(await namesOf('+493023125099')).toEqual([]);
	const [match] = await store.find('+493023125012');
	expect(match?.contact).toMatchObject({
		source: 'local:Clients',
		emails: ['info@sommer.example']
	});
});

test('every encoding that programs write is read', async () => {
	const text = `${heading}Jürgen Groß;030 23125013;\r\n`;
	await write('utf8.csv', new TextEncoder().encode(`\ufeff${text}`));
	await write('utf16.csv', utf16(`\ufeff${text.replace('013', '014')}`));
	await write(
		'latin1.csv',
		Uint8Array.from(text.replace('013', '015'), (char) => char.charCodeAt(0))
	);
	await read();
	for (const end of ['013', '014', '015']) {
		expect(await namesOf(`+493023125${end}`), end).toEqual(['Jürgen Groß']);
	}
});

test('what is no contact is refused with its file, its line and why', async () => {
	await write(
		'a-picture.vcf',
		Uint8Array.from({ length: 5_000 }, (_, at) => at % 7)
	);
	await write('b-words.vcf', 'Dear customer,\nthis is a letter.');
	await write(
		'c-cards.vcf',
		`${card('Erika', '030 23125010')}BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n`
	);
	await write('d-cut.vcf', `${card('Max', '030 23125011')}BEGIN:VCARD\nFN:Cut`);
	await write('e-long.csv', `${heading}${'x'.repeat(300)};030 23125012;\nUte;030 23125013;\n;;\n`);
	await write('f-one-column.csv', 'just\nwords\n');
	await read();
	const { refusals } = await store.report('clients');
	expect(refusals).toEqual([
		{ file: 'a-picture.vcf', reason: 'binary' },
		{ file: 'b-words.vcf', reason: 'no-contacts' },
		{ file: 'c-cards.vcf', row: 6, reason: 'empty' },
		{ file: 'd-cut.vcf', row: 6, reason: 'not-ended' },
		{ file: 'e-long.csv', row: 2, reason: 'range' },
		{ file: 'f-one-column.csv', reason: 'no-contacts' }
	]);
	expect(await state()).toMatchObject({ entries: 3, refused: 6 });
	expect(await namesOf('+493023125013')).toEqual(['Ute']);
});

test('a card or line longer than anything is left out; what comes after is read', async () => {
	const endless = 'x'.repeat(9 * 1024 * 1024);
	await write(
		'cards.vcf',
		`${card('Erika', '030 23125010')}BEGIN:VCARD\nNOTE:${endless}\nEND:VCARD\n${card('Max', '030 23125011')}`
	);
	await write('table.csv', `${heading}Ute;030 23125012;\n${endless};1;\nUwe;030 23125013;\n`);
	await read();
	expect(await state()).toMatchObject({ entries: 4, refused: 2 });
	expect(await namesOf('+493023125011')).toEqual(['Max']);
	expect(await namesOf('+493023125013')).toEqual(['Uwe']);
	expect((await store.report('clients')).refusals).toMatchObject([
		{ file: 'cards.vcf', row: 6, reason: 'too-long' },
		{ file: 'table.csv', row: 3, reason: 'too-long' }
	]);
});

test('many contacts of one file are read to the last, in portions', async () => {
	const lines = Array.from(
		{ length: 5_000 },
		(_, at) => `"Person ${at}\nof the ""long"" list";+49302312${String(at).padStart(5, '0')};\n`
	);
	await write('list.csv', heading + lines.join(''));
	const told: LocalProgress[] = [];
	await read({ progress: (progress) => void told.push(progress) });
	expect(await state()).toMatchObject({ entries: 5_000, refused: 0 });
	expect(await namesOf('+4930231204999')).toHaveLength(1);
	expect(told.length).toBeGreaterThan(2);
	expect(told.at(-1)).toEqual({ share: 1, contacts: 5_000 });
	expect(told.map(({ share }) => share)).toEqual(
		told.map(({ share }) => share).toSorted((a, b) => a - b)
	);
});

test('columns that nobody can tell are asked for once', async () => {
	await write('list.csv', 'Erika;030 23125010\nMax;030 23125011\n');
	await read();
	expect(await state()).toMatchObject({ entries: 0, refused: 1 });
	expect(await store.report('clients')).toEqual({
		refusals: [{ file: 'list.csv', reason: 'columns' }],
		unknownColumns: [
			{ file: 'list.csv', first: ['Erika', '030 23125010'], second: ['Max', '030 23125011'] }
		]
	});
	await store.setColumns('clients', 'list.csv', { columns: ['name', 'work'], hasHeading: false });
	await read();
	expect(await state()).toMatchObject({ entries: 2, refused: 0 });
	expect(await namesOf('+493023125010')).toEqual(['Erika']);
	// Asked for no more, also when the file changes.
	await write('list.csv', 'Erika;030 23125010\nMax;030 23125011\nUte;030 23125012\n');
	await read();
	expect(await namesOf('+493023125012')).toEqual(['Ute']);
	await store.setColumns('clients', 'list.csv', { columns: [null, null], hasHeading: false });
	await read();
	expect(await state()).toMatchObject({ entries: 0, refused: 0 });
});

test('files are read again when one has changed, come or gone, and not otherwise', async () => {
	await write('one.vcf', card('Erika', '030 23125010'));
	await write('two.vcf', card('Max', '030 23125011'));
	await read();
	const first = await state();
	await read();
	expect((await state())?.generation).toBe(first?.generation);
	await read({ anew: true });
	expect((await state())?.generation).not.toBe(first?.generation);

	await write('one.vcf', card('Erika Muster', '030 23125010'));
	await read();
	expect(await namesOf('+493023125010')).toEqual(['Erika Muster']);
	await folder.removeEntry('two.vcf');
	await read();
	expect(await namesOf('+493023125011')).toEqual([]);
});

test('other numbering completes the numbers anew', async () => {
	await write('one.vcf', card('Erika', '66969412'));
	await read();
	expect(await namesOf('+493066969412')).toEqual(['Erika']);
	await read({ plan: { ...PLAN, areaCode: '40' } });
	expect(await namesOf('+494066969412')).toEqual(['Erika']);
	expect((await store.find('+493066969412')).map(({ certain }) => certain)).toEqual([false]);
});

test('a folder that has gone keeps its contacts and says so; when it is back all is well', async () => {
	await write('one.vcf', card('Erika', '030 23125010'));
	await read();
	const root = await navigator.storage.getDirectory();
	await root.removeEntry(account, { recursive: true });
	await read();
	expect(await state()).toMatchObject({ entries: 1, problem: 'gone' });
	expect(await namesOf('+493023125010')).toEqual(['Erika']);
	folder = await root.getDirectoryHandle(account, { create: true });
	await write('one.vcf', card('Max', '030 23125010'));
	await read();
	expect((await state())?.problem).toBeUndefined();
	expect(await namesOf('+493023125010')).toEqual(['Max']);
});

test('a file that was chosen by itself and has gone keeps its contacts and says so', async () => {
	await write('one.vcf', card('Erika', '030 23125010'));
	const handles = [await folder.getFileHandle('one.vcf')];
	await store.add({ ...SOURCE, id: 'one', kind: 'files' }, { id: 'one', handles, columns: {} });
	await read({ sourceId: 'one' });
	expect(await namesOf('+493023125010')).toEqual(['Erika']);
	await folder.removeEntry('one.vcf');
	await read({ sourceId: 'one' });
	expect(await store.source('one')).toMatchObject({ entries: 1, problem: 'gone' });
	expect(await namesOf('+493023125010')).toEqual(['Erika']);
});

test.each([
	['NotAllowedError', 'permission'],
	['QuotaExceededError', 'full'],
	['UnknownError', 'unreadable']
])('%s while reading is written down; the contacts from before stay', async (name, problem) => {
	await write('one.vcf', card('Erika', '030 23125010'));
	await read();
	await write('one.vcf', card('Max', '030 23125010'));
	const failing = {
		source: (id: string) => store.source(id),
		origin: (id: string) => store.origin(id),
		setProblem: (...args: Parameters<typeof store.setProblem>) => store.setProblem(...args),
		finish: () => expect.unreachable(),
		write: () => Promise.reject(new DOMException('', name))
	};
	await readSource(failing, wish());
	expect(await state()).toMatchObject({ entries: 1, problem });
	expect(await namesOf('+493023125010')).toEqual(['Erika']);
});

test('the worker reads; ended in the middle, what was there before stays and nothing is left behind', async () => {
	await write('one.vcf', card('Erika', '030 23125010'));
	const reader = new SourceReader(account, store);
	const untilDone = new AbortController();
	await reader.read({
		sourceId: 'clients',
		plan: PLAN,
		anew: false,
		signal: untilDone.signal,
		progress: () => {}
	});
	expect(await namesOf('+493023125010')).toEqual(['Erika']);

	const cards = Array.from({ length: 3_000 }, (_, at) =>
		card(`Person ${at}`, `+49302312${String(at).padStart(5, '0')}`)
	);
	await write('two.vcf', cards.join(''));
	const ended = new AbortController();
	const told: LocalProgress[] = [];
	await reader.read({
		...{ sourceId: 'clients', plan: PLAN, anew: false, signal: ended.signal },
		progress(progress) {
			told.push(progress);
			ended.abort();
		}
	});
	await reader.tidy(untilDone.signal);
	expect(told).toHaveLength(1);
	expect(told[0]?.contacts).toBeGreaterThan(0);
	expect(told[0]?.share).toBeLessThan(1);
	expect(await state()).toMatchObject({ entries: 1 });
	expect(await namesOf('+493023125010')).toEqual(['Erika']);
	expect(await namesOf('+4930231200001')).toEqual([]);
	expect(await rowsStored()).toBe(1);
});

test('a source that nobody reads any more leaves the worker alone', async () => {
	const ended = AbortSignal.abort();
	await new SourceReader(account, store).read({
		...{
			sourceId: 'clients',
			plan: PLAN,
			anew: false,
			signal: ended,
			progress: () => expect.unreachable()
		}
	});
	expect((await state())?.readAt).toBeUndefined();
});

const wish = (changes: Partial<Parameters<typeof readSource>[1]> = {}) => ({
	...{ sourceId: 'clients', plan: PLAN, anew: false, now: () => AT, progress: () => {} },
	...changes
});
const read = (changes?: Parameters<typeof wish>[0]) => readSource(store, wish(changes));
const state = () => store.source('clients');
const namesOf = async (e164: string) =>
	(await store.find(e164)).filter(({ certain }) => certain).map(({ contact: { name } }) => name);

async function write(path: string, contents: string | Uint8Array<ArrayBuffer>): Promise<void> {
	const names = path.split('/');
	let parent = folder;
	for (const name of names.slice(0, -1)) {
		parent = await parent.getDirectoryHandle(name, { create: true });
	}
	const file = await parent.getFileHandle(names.at(-1) ?? '', { create: true });
	const writable = await file.createWritable();
	await writable.write(contents);
	await writable.close();
}

function utf16(text: string): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(text.length * 2);
	for (let at = 0; at < text.length; at += 1) {
		new DataView(bytes.buffer).setUint16(at * 2, text.charCodeAt(at), true);
	}
	return bytes;
}

/** Past our own code. */
async function rowsStored(): Promise<number> {
	return new Promise((resolve, reject) => {
		const opening = indexedDB.open(`anteroom-contacts-${account}`);
		opening.onerror = () => reject(opening.error);
		opening.onsuccess = () => {
			const count = opening.result.transaction('contacts').objectStore('contacts').count();
			count.onsuccess = () => resolve(count.result);
			opening.result.close();
		};
	});
}
