import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ContactSearch } from './contact-search.svelte.ts';

let asked: string[];
let answerTo: Map<string, (response: Response) => void>;

beforeEach(() => {
	vi.useFakeTimers();
	asked = [];
	answerTo = new Map();
	vi.stubGlobal('fetch', (path: string) => {
		const query = new URL(path, 'https://phone.example').searchParams.get('search') ?? '';
		asked.push(query);
		return new Promise<Response>((resolve) => answerTo.set(query, resolve));
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

const none = (source: string) => Response.json({ answers: [{ source, status: 'none' }] });
/** An answer is read in several steps, none of which is a timer. */
const state = (search: ContactSearch, wanted: string) =>
	vi.waitFor(() => expect(search.current.state).toBe(wanted));

test('it asks once the typing pauses', async () => {
	const search = new ContactSearch();
	for (const text of ['e', 'er', 'eri']) {
		search.type(text);
		await vi.advanceTimersByTimeAsync(149);
	}
	expect(asked).toEqual([]);
	expect(search.current.state).toBe('searching');
	await vi.advanceTimersByTimeAsync(1);
	expect(asked).toEqual(['eri']);
	// A blank changes nothing of what is looked for.
	search.type('eri ');
	await vi.advanceTimersByTimeAsync(150);
	expect(asked).toEqual(['eri']);
});

test('an answer that comes after the next one is dropped', async () => {
	const search = new ContactSearch();
	search.type('early');
	await vi.advanceTimersByTimeAsync(150);
	search.type('late');
	await vi.advanceTimersByTimeAsync(150);
	answerTo.get('late')?.(none('of late'));
	await state(search, 'answered');
	answerTo.get('early')?.(none('of early'));
	await vi.advanceTimersByTimeAsync(1_000);
	expect(search.current).toMatchObject({ answers: [{ source: 'of late' }] });
});

test('an emptied field forgets what was found, and what is still asked', async () => {
	const search = new ContactSearch();
	search.type('erika');
	await vi.advanceTimersByTimeAsync(150);
	search.type(' ');
	answerTo.get('erika')?.(none('own'));
	await vi.advanceTimersByTimeAsync(1_000);
	expect(search.current).toEqual({ state: 'idle' });
});

test('a server that is away is said, and asked again', async () => {
	const search = new ContactSearch();
	search.type('erika');
	await vi.advanceTimersByTimeAsync(150);
	answerTo.get('erika')?.(new Response('', { status: 502 }));
	await state(search, 'failed');
	search.again('erika');
	await vi.advanceTimersByTimeAsync(150);
	expect(asked).toEqual(['erika', 'erika']);
});
