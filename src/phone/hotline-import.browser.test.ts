import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exportHotlines } from '#domain/hotline-csv.ts';
import type { Hotline } from '#domain/hotline.ts';
import { HotlineImport } from './hotline-import.svelte.ts';
import { PRACTICE } from './test-line.ts';

const MANY: Hotline[] = Array.from({ length: 1_200 }, (_, at) => ({
	...PRACTICE,
	id: `h${at}`,
	name: `Hotline ${at}`,
	notes: 'ü'.repeat(200)
}));
const file = (hotlines: readonly Hotline[]) => new Blob([exportHotlines(hotlines, ';')]);

let sent: { ids: string[]; bytes: number }[];
let loaded: number;
let answer: () => Response;
let importing: HotlineImport;

beforeEach(() => {
	sent = [];
	loaded = 0;
	answer = () => Response.json({ stamp: 's' });
	importing = new HotlineImport(
		{
			load: async () => {
				loaded += 1;
			}
		},
		() => crypto.randomUUID()
	);
	vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
		const body = String(init.body);
		const save: { hotline: Hotline }[] = JSON.parse(body).save;
		sent.push({
			ids: save.map(({ hotline }) => hotline.id),
			bytes: new TextEncoder().encode(body).length
		});
		return answer();
	});
});
afterEach(() => vi.unstubAllGlobals());

test('nothing is written before it is wanted; then all of it, in portions that a server takes', async () => {
	await importing.readFile(file(MANY), MANY.slice(0, 100));
	expect(importing.current).toEqual({ state: 'ready' });
	expect(importing.rows.filter(({ kind }) => kind === 'unchanged')).toHaveLength(100);
	expect(sent).toEqual([]);
	await importing.apply();
	expect(importing.current).toEqual({ state: 'done', written: 1_100, all: 1_100 });
	expect(sent.flatMap(({ ids }) => ids)).toEqual(MANY.slice(100).map(({ id }) => id));
	expect(Math.max(...sent.map(({ bytes }) => bytes))).toBeLessThan(300_000);
	expect(sent.length).toBeGreaterThan(2);
	expect(loaded).toBe(1);
	await importing.apply();
	expect(loaded).toBe(1);
});

test('cancelled while it writes it stops after a portion, and says how far it came', async () => {
	await importing.readFile(file(MANY), []);
	answer = () => {
		importing.cancel();
		return Response.json({ stamp: 's' });
	};
	await importing.apply();
	const [first] = sent;
	expect(sent).toHaveLength(1);
	expect(importing.current).toEqual({
		state: 'stopped',
		written: first!.ids.length,
		all: MANY.length
	});
	expect(loaded).toBe(1);
});

test('cancelled while it reads it forgets the file', async () => {
	const reading = importing.readFile(file(MANY), []);
	importing.cancel();
	await reading;
	expect(importing.current).toEqual({ state: 'empty' });
	expect(importing.rows).toEqual([]);
});

test.each([
	[500, 'internal', 'failed'],
	[409, 'changed-elsewhere', 'elsewhere']
])('where the server answers %i it says how far it came', async (status, code, state) => {
	await importing.readFile(file(MANY), []);
	answer = () =>
		sent.length === 1
			? Response.json({ stamp: 's' })
			: Response.json({ code, ids: [] }, { status });
	await importing.apply();
	expect(importing.current).toEqual({ state, written: sent[0]!.ids.length, all: MANY.length });
});

test('a file that is none says so', async () => {
	await importing.readFile(new Blob([new Uint8Array([0, 1, 2, 3])]), []);
	expect(importing.current).toEqual({ state: 'unreadable' });
});
