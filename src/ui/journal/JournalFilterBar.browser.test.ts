import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { JournalFilter } from '#domain/journal-filter.ts';
import { defaultSettings } from '#domain/settings.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import JournalFilterBar from './JournalFilterBar.svelte';

const HOTLINES = [
	{ id: 'weber', company: 'Praxis Dr. Weber', name: 'Line' },
	{ id: 'sommer', company: '', name: 'Sommer, lawyers' }
];

const change = vi.fn<(change: Partial<JournalFilter>) => void>();
const findContacts = vi.fn<(search: string) => void>();
beforeEach(() => vi.clearAllMocks());

const ERIKA = { name: 'Erika Mustermann', company: 'Mustermann GmbH' };
const MAX = { name: '', company: 'Max & Co' };

async function show(
	filter: Partial<JournalFilter> = {},
	{ hotlines = HOTLINES, contacts = [ERIKA, MAX] } = {}
) {
	const all: JournalFilter = { state: 'all', hotline: '', search: '' };
	return renderIn('en', JournalFilterBar, {
		filter: { ...all, ...filter },
		plan: defaultSettings('').numbering,
		...{ hotlines, contacts, findContacts, change }
	});
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
	expect(document.activeElement).toBe(page.getByLabelText('Contact', { exact: true }).element());
	expect(findContacts).toHaveBeenLastCalledWith('');
	await userEvent.keyboard('M');
	expect(findContacts).toHaveBeenLastCalledWith('M');
	await userEvent.keyboard('ax & Co{Enter}');
	expect(change).toHaveBeenLastCalledWith({ remote: { kind: 'contact', ...MAX } });
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
	await show({}, { hotlines: [] });
	expect(page.getByLabelText('Hotline called').elements()).toHaveLength(0);
});

test('takes the only contact that is meant, and nobody where several are or none is', async () => {
	const bar = await show({}, { contacts: [ERIKA] });
	const field = page.getByLabelText('Contact', { exact: true });
	await field.fill('eri');
	await userEvent.keyboard('{Enter}');
	expect(change).toHaveBeenLastCalledWith({ remote: { kind: 'contact', ...ERIKA } });
	change.mockClear();
	await bar.rerender({ contacts: [ERIKA, MAX] });
	await field.fill('m');
	await userEvent.keyboard('{Enter}');
	await bar.rerender({ contacts: [] });
	await field.fill('nobody');
	await userEvent.keyboard('{Enter}');
	expect(change).not.toHaveBeenCalled();
	await expect.element(page.getByRole('status')).toMatchTextContent('No contact');
	await expect.element(field).toHaveAccessibleDescription(/No contact/);
});

test.each([
	['a contact', { kind: 'contact', ...ERIKA }, 'Erika Mustermann, Mustermann GmbH'],
	['a number', { kind: 'party', party: '+493023125010' }, '030 23125010'],
	['an extension', { kind: 'party', party: 'ext:12' }, '12'],
	['a SIP user', { kind: 'party', party: 'sip:ben@demo.example' }, 'ben@demo.example']
] as const)(
	'shows that %s is chosen, and takes it back by keyboard',
	async (_what, remote, name) => {
		const bar = await show({ remote });
		await expect.element(page.getByTestId('remote')).toHaveTextContent(`Calls with ${name}`);
		await expectAccessible();
		await bar.component.focusRemote();
		const removal = page.getByRole('button', { name: `No longer only calls with ${name}` });
		expect(document.activeElement).toBe(removal.element());
		await userEvent.keyboard('{Enter}');
		expect(change).toHaveBeenLastCalledWith({ remote: undefined });
	}
);
