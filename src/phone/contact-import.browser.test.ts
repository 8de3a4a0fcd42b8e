import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exportContactsCsv } from '#domain/contact-csv.ts';
import type { Contact } from '#domain/contact.ts';
import { PLAN } from '#domain/sample-calls.ts';
import { ContactImport } from './contact-import.svelte.ts';

const MANY: Contact[] = Array.from({ length: 10_000 }, (_, at) => ({
	...{ id: `c${at}`, source: 'own', name: `Person ${at}`, company: 'Büro', notes: 'ü'.repeat(40) },
	numbers: [{ type: 'work' as const, raw: `+4930231${at}`, e164: `+4930231${at}` }],
	emails: [`person${at}@office.example`]
}));

let present: readonly Contact[] | undefined;
let sent: { contact: Contact; base: Contact | null }[][];
let bytes: number[];
let importing: ContactImport;

beforeEach(() => {
	present = [];
	sent = [];
	bytes = [];
	importing = new ContactImport({
		present: async () => present,
		plan: () => PLAN,
		newId: () => crypto.randomUUID()
	});
	vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
		const body = String(init.body);
		sent.push(JSON.parse(body).save);
		bytes.push(new TextEncoder().encode(body).length);
		return Response.json({});
	});
});
afterEach(() => vi.unstubAllGlobals());

test('ten thousand rows are compared in steps and written in portions that a server takes', async () => {
	present = MANY.slice(0, 1_000);
	const progress: number[] = [];
	const reading = importing.readFile(new Blob([exportContactsCsv(MANY, ';')]));
	const watch = setInterval(() => {
		const { current } = importing;
		if (current.state === 'reading') progress.push(current.progress);
	});
	await reading;
	clearInterval(watch);
	// The page lived meanwhile.
	expect(progress.length).toBeGreaterThan(1);
	expect(Map.groupBy(importing.rows, ({ kind }) => kind).get('unchanged')).toHaveLength(1_000);
	expect(sent).toEqual([]);
	await importing.apply();
	expect(importing.current).toEqual({ state: 'done', written: 9_000, all: 9_000 });
	expect(sent.flat().map(({ contact }) => contact.name)).toEqual(
		MANY.slice(1_000).map(({ name }) => name)
	);
	expect(Math.max(...bytes)).toBeLessThan(300_000);
});

test('a column that was guessed wrong is changed, and the rows follow', async () => {
	await importing.readFile(new Blob(['Name,Nickname,Telefon\nErika,Riki,030 23125010']));
	expect(importing.columns.map(({ column }) => column)).toEqual(['name', undefined, 'work']);
	expect(importing.columns[1]).toMatchObject({ heading: 'Nickname', example: 'Riki' });
	await importing.take(0, undefined);
	await importing.take(1, 'name');
	await importing.take(2, 'main');
	expect(importing.rows).toMatchObject([
		{ kind: 'new', contact: { name: 'Riki', numbers: [{ type: 'main', e164: '+493023125010' }] } }
	]);
});

test('vCards of telephones have no columns', async () => {
	const card =
		'BEGIN:VCARD\r\nVERSION:2.1\r\nN:Muster;Erika\r\nTEL;CELL:0171 3920010\r\nEND:VCARD\r\n';
	await importing.readFile(new Blob([card]));
	expect(importing.columns).toEqual([]);
	expect(importing.rows).toMatchObject([{ kind: 'new', contact: { name: 'Erika Muster' } }]);
});

test('what is no such file, and what cannot be compared, says so', async () => {
	await importing.readFile(new Blob([new Uint8Array([0, 1, 2, 3])]));
	expect(importing.current).toEqual({ state: 'unreadable' });
	expect(importing.isAway).toBe(false);
	present = undefined;
	await importing.readFile(new Blob(['Name\nErika']));
	expect(importing.current).toEqual({ state: 'unreadable' });
	expect(importing.isAway).toBe(true);
});
