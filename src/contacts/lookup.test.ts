import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { certainContact, type Contact, type SourceAnswer } from '#domain/contact.ts';
import { lookUp, type ContactSource } from './lookup.ts';

const NUMBER = '+493023125010';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first answer is told at once, without waiting for the slower sources', async () => {
	const [quick, slow] = [source('quick'), source('slow')];
	const told: (readonly SourceAnswer[])[] = [];
	lookUp(NUMBER, [slow, quick], (answers) => told.push(answers));
	expect(quick.asked).toEqual([NUMBER]);
	expect(slow.asked).toEqual([NUMBER]);

	quick.answer([found('quick', 'Erika')]);
	await settle();
	expect(told).toEqual([[found('quick', 'Erika')]]);
	expect(certainContact(told[0]!)?.name).toBe('Erika');

	slow.answer([{ source: 'slow', status: 'none' }]);
	await settle();
	expect(told[1]).toEqual([found('quick', 'Erika'), { source: 'slow', status: 'none' }]);
});

test('that the quicker source knows nobody is told together with what the slower one says', async () => {
	const [quick, slow] = [source('quick'), source('slow')];
	const told: (readonly SourceAnswer[])[] = [];
	lookUp(NUMBER, [quick, slow], (answers) => told.push(answers));
	quick.answer([{ source: 'quick', status: 'none' }]);
	await settle();
	expect(told).toEqual([]);
	slow.answer([]);
	await settle();
	expect(told).toEqual([[{ source: 'quick', status: 'none' }]]);
});

test('a source that does not answer within 3 s has failed, which is not "no contact"', async () => {
	const silent = source('silent');
	const told: (readonly SourceAnswer[])[] = [];
	lookUp(NUMBER, [silent], (answers) => told.push(answers));
	await vi.advanceTimersByTimeAsync(2_999);
	expect(told).toEqual([]);
	await vi.advanceTimersByTimeAsync(1);
	expect(told).toEqual([[{ source: 'silent', status: 'failed', error: 'timeout' }]]);
	expect(silent.signal?.aborted).toBe(true);
});

test('says whether sources are still asked, which ends at the limit', async () => {
	const [quick, silent] = [source('quick'), source('silent')];
	const told: boolean[] = [];
	lookUp(NUMBER, [quick, silent], (_answers, isPending) => told.push(isPending));
	quick.answer([found('quick', 'Erika')]);
	await settle();
	expect(told).toEqual([true]);
	await vi.advanceTimersByTimeAsync(3_000);
	expect(told).toEqual([true, false]);
});

test('an answer after the limit is not told any more', async () => {
	const late = source('late');
	const told: (readonly SourceAnswer[])[] = [];
	lookUp(NUMBER, [late], (answers) => told.push(answers));
	await vi.advanceTimersByTimeAsync(3_000);
	late.answer([found('late', 'Erika')]);
	await settle();
	expect(told).toHaveLength(1);
});

test('a source that breaks has failed and says how; the others go on', async () => {
	const [broken, sound] = [source('broken'), source('sound')];
	const told: (readonly SourceAnswer[])[] = [];
	lookUp(NUMBER, [broken, sound], (answers) => told.push(answers));
	broken.fail(new Error('http-500'));
	sound.answer([found('sound', 'Erika')]);
	await settle();
	expect(told.at(-1)).toEqual([
		{ source: 'broken', status: 'failed', error: 'Error: http-500' },
		found('sound', 'Erika')
	]);
});

test('a source that throws before it promises anything has failed too', async () => {
	const told: (readonly SourceAnswer[])[] = [];
	const thrower: ContactSource = {
		id: 'thrower',
		find: () => {
			throw new Error('not set up');
		}
	};
	lookUp(NUMBER, [thrower], (answers) => told.push(answers));
	await settle();
	expect(told).toEqual([[{ source: 'thrower', status: 'failed', error: 'Error: not set up' }]]);
});

test('once stopped, sources are told so and nothing is told any more', async () => {
	const stopped = source('stopped');
	const told: (readonly SourceAnswer[])[] = [];
	const stop = lookUp(NUMBER, [stopped], (answers) => told.push(answers));
	stop();
	expect(stopped.signal?.aborted).toBe(true);
	stopped.answer([found('stopped', 'Erika')]);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(told).toEqual([]);
	expect(vi.getTimerCount()).toBe(0);
});

test('a finished lookup leaves no timer behind', async () => {
	const quick = source('quick');
	lookUp(NUMBER, [quick], () => {});
	quick.answer([]);
	await settle();
	expect(vi.getTimerCount()).toBe(0);
});

const settle = () => vi.advanceTimersByTimeAsync(0);

function source(id: string) {
	const { promise, resolve, reject } = Promise.withResolvers<readonly SourceAnswer[]>();
	return {
		id,
		asked: [] as string[],
		signal: undefined as AbortSignal | undefined,
		find(e164: string, signal: AbortSignal) {
			this.asked.push(e164);
			this.signal = signal;
			return promise;
		},
		answer: resolve,
		fail: reject
	};
}

function found(from: string, name: string): SourceAnswer {
	const contact: Contact = {
		id: name,
		source: from,
		name,
		company: '',
		numbers: [],
		emails: [],
		notes: ''
	};
	return { source: from, status: 'found', matches: [{ contact, certain: true }] };
}
