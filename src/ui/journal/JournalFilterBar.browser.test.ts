import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { JournalFilter } from '#domain/journal-filter.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import JournalFilterBar from './JournalFilterBar.svelte';

const HOTLINES = [
	{ id: 'weber', company: 'Praxis Dr. Weber', name: 'Line' },
	{ id: 'sommer', company: '', name: 'Sommer, lawyers' }
];

const change = vi.fn<(change: Partial<JournalFilter>) => void>();
beforeEach(() => change.mockClear());

async function show(filter: Partial<JournalFilter> = {}, hotlines = HOTLINES): Promise<void> {
	const all: JournalFilter = { state: 'all', hotline: '', search: '' };
	await renderIn('en', JournalFilterBar, { filter: { ...all, ...filter }, hotlines, change });
}

test('shows what is filtered by', async () => {
	await show({ state: 'open', hotline: 'weber', search: 'eri' });
	await expect.element(page.getByLabelText('Open', { exact: true })).toBeChecked();
	await expect.element(page.getByLabelText('Hotline called')).toHaveValue('weber');
	await expect.element(page.getByLabelText('Name or number')).toHaveValue('eri');
	await expectAccessible();
});

test('is used by keyboard alone, in the order in which it is read', async () => {
	await show();
	await userEvent.tab();
	expect(document.activeElement).toBe(page.getByLabelText('All', { exact: true }).element());
	await userEvent.keyboard('{ArrowRight}');
	expect(change).toHaveBeenLastCalledWith({ state: 'unanswered' });
	await userEvent.tab();
	expect(document.activeElement).toBe(page.getByLabelText('Hotline called').element());
	await userEvent.keyboard('P');
	expect(change).toHaveBeenLastCalledWith({ hotline: 'weber' });
	await userEvent.tab();
	await userEvent.keyboard('e');
	expect(change).toHaveBeenLastCalledWith({ search: 'e' });
});

test('names a hotline by its company, else by its own name, and can show all again', async () => {
	await show({ hotline: 'weber' });
	const hotline = page.getByLabelText('Hotline called');
	const options = [...hotline.element().querySelectorAll('option')];
	expect(options.map(({ textContent }) => textContent)).toEqual([
		...['All hotlines', 'Praxis Dr. Weber', 'Sommer, lawyers']
	]);
	await hotline.selectOptions('All hotlines');
	expect(change).toHaveBeenLastCalledWith({ hotline: '' });
});

test('offers no choice of hotlines where there are none', async () => {
	await show({}, []);
	expect(page.getByLabelText('Hotline called').elements()).toHaveLength(0);
});
