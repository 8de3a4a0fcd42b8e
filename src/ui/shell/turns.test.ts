import { expect, test } from 'vitest';
import { nextTask } from '#phone/next-task.ts';
import { Turns } from './turns.svelte.ts';

/** Waits until all is drawn; never more than one part in a task. */
async function untilOver(turns: Turns, drawn: string[]): Promise<void> {
	for (let task = 0; task < 20 && !turns.areOver; task += 1) {
		const before = drawn.length;
		await nextTask();
		expect(drawn.length - before).toBeLessThanOrEqual(1);
	}
	expect(turns.areOver).toBe(true);
}

test('parts are drawn in their order, each in a task of its own, also those that a part brings', async () => {
	const turns = new Turns();
	const drawn: string[] = [];
	turns.take(() => drawn.push('header'));
	turns.take(() => {
		drawn.push('page');
		// As a component does that is drawn.
		queueMicrotask(() => turns.take(() => drawn.push('journal')));
	});
	expect(drawn).toEqual([]);
	await untilOver(turns, drawn);
	expect(drawn).toEqual(['header', 'page', 'journal']);
});

test('a part that has gone meanwhile is not drawn', async () => {
	const turns = new Turns();
	const drawn: string[] = [];
	const giveUp = turns.take(() => drawn.push('gone'));
	turns.take(() => drawn.push('there'));
	giveUp();
	await untilOver(turns, drawn);
	expect(drawn).toEqual(['there']);
});
