import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ServerFailure } from '#phone/ask-server.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import JournalNotices from './JournalNotices.svelte';

const MARK = { callId: 'a', processed: true, at: 1, id: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c' };
const undo = vi.fn<() => Promise<void>>(async () => {});
const dismiss = vi.fn<() => void>();

/** The time of the notice alone stands still: what the driver waits for goes on. */
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

async function show(retryFailure?: ServerFailure): Promise<void> {
	await renderIn('en', JournalNotices, { journal: { marked: MARK, retryFailure, undo, dismiss } });
}

const notice = () => page.getByRole('group', { name: 'What has just happened' });

test.each([undefined, { kind: 'unreachable' } as const])('is accessible: %o', async (failure) => {
	vi.useRealTimers();
	await show(failure);
	await expectAccessible();
});

test('a note goes by itself, and never at once', async () => {
	await show();
	await expect.element(notice()).toMatchTextContent('Marked as processed.');
	vi.advanceTimersByTime(9_999);
	expect(dismiss).not.toHaveBeenCalled();
	vi.advanceTimersByTime(1);
	expect(dismiss).toHaveBeenCalledOnce();
});

test('a note stays while it has the focus, and its time begins anew afterwards', async () => {
	await show();
	notice().getByRole('button', { name: 'Undo' }).element().focus();
	await expect.poll(() => document.activeElement?.textContent).toContain('Undo');
	vi.advanceTimersByTime(600_000);
	expect(dismiss).not.toHaveBeenCalled();
	(document.activeElement as HTMLElement).blur();
	await expect.poll(() => document.activeElement).toBe(document.body);
	vi.advanceTimersByTime(9_999);
	expect(dismiss).not.toHaveBeenCalled();
	vi.advanceTimersByTime(1);
	expect(dismiss).toHaveBeenCalledOnce();
});

test('a note stays while it is pointed at', async () => {
	await show();
	await userEvent.hover(notice());
	vi.advanceTimersByTime(600_000);
	expect(dismiss).not.toHaveBeenCalled();
});

test('a note is put away, or what it tells of is undone', async () => {
	await show();
	await notice().getByRole('button', { name: 'Undo' }).click();
	expect(undo).toHaveBeenCalledOnce();
	await notice().getByRole('button', { name: 'Dismiss' }).click();
	expect(dismiss).toHaveBeenCalledOnce();
});

test.each<[string, ServerFailure, RegExp]>([
	['the server is away', { kind: 'unreachable' }, /cannot be reached. Try again when/],
	['nobody is signed in', { kind: 'refused', status: 401, code: 'signed-out' }, /Sign in, then/],
	['it is on its way', { kind: 'refused', status: 404, code: 'no-such-message' }, /need not be/],
	['the server refuses', { kind: 'refused', status: 500, code: 'http-500' }, /\(http-500\)/]
])('that sending again failed as %s stays until it is put away', async (_why, failure, words) => {
	await show(failure);
	await expect.element(page.getByRole('alert')).toMatchTextContent(words);
	vi.advanceTimersByTime(600_000);
	expect(dismiss).not.toHaveBeenCalled();
	await notice().getByRole('button', { name: 'Dismiss' }).click();
	expect(dismiss).toHaveBeenCalledOnce();
});
