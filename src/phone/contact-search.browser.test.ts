import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SourceAnswer } from '#domain/contact.ts';
import { ContactSearch } from './contact-search.svelte.ts';

/** A busy machine takes its time. */
const PATIENT = { timeout: 20_000 };

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
	vi.waitFor(() => expect(search.current.state).toBe(wanted), PATIENT);

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

test('contacts of this device come at once, those of the server are added', async () => {
	const search = new ContactSearch(() => ({ search: async () => [found('local:Clients')] }));
	search.type('erika');
	await vi.advanceTimersByTimeAsync(150);
	await state(search, 'answered');
	expect(search.current).toEqual({ state: 'answered', answers: [found('local:Clients')] });
	answerTo.get('erika')?.(none('own'));
	const all = [found('local:Clients'), { source: 'own', status: 'none' }];
	await vi.waitFor(
		() => expect(search.current).toEqual({ state: 'answered', answers: all }),
		PATIENT
	);
});

test('while the server is away this device answers, and says who does not', async () => {
	const local = [{ source: 'local:', status: 'none' as const }];
	const search = new ContactSearch(() => ({ search: async () => local }));
	search.type('erika');
	await vi.advanceTimersByTimeAsync(150);
	expect(search.current.state).toBe('searching');
	answerTo.get('erika')?.(new Response('', { status: 502 }));
	await state(search, 'answered');
	expect(search.current).toMatchObject({
		answers: [{ source: 'local:' }, { source: 'own', status: 'failed' }]
	});
});

function found(source: string): SourceAnswer {
	const contact = { id: 'erika', source, name: 'Erika', company: '', notes: '' };
	return {
		source,
		status: 'found',
		matches: [{ contact: { ...contact, numbers: [], emails: [] }, certain: true }]
	};
}
