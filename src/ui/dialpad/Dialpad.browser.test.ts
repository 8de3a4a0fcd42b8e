import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { contactSample, PLAN } from '#domain/sample-calls.ts';
import { ContactSearch } from '#phone/contact-search.svelte.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import Dialpad from './Dialpad.svelte';

const dial = vi.fn<(number: string) => boolean>();
const open = vi.fn<(contact: unknown) => void>();
const field = () => page.getByRole('combobox', { name: 'Number or name' });
const call = () => page.getByRole('button', { name: 'Call', exact: true });

let asked: string[];
let answers: unknown[];
/** The server answers once this is fulfilled. */
let answering: Promise<void>;

beforeEach(() => {
	dial.mockReset().mockReturnValue(true);
	open.mockReset();
	asked = [];
	answers = [];
	answering = Promise.resolve();
	vi.stubGlobal('fetch', async (path: string) => {
		asked.push(decodeURIComponent(path));
		await answering;
		return Response.json({ answers });
	});
});
afterEach(() => vi.unstubAllGlobals());

async function show(
	differences: { ready?: boolean; busy?: boolean; initial?: string; last?: string } = {}
) {
	await renderIn('en', Dialpad, {
		...{ ready: true, busy: false, dial, searching: new ContactSearch(), plan: PLAN, open },
		...differences
	});
}

test('keys and keyboard write one number, and Enter calls it', async () => {
	await show();
	await expect.element(call()).toBeDisabled();
	await page.getByRole('button', { name: '0', exact: true }).click();
	await page.getByRole('button', { name: '7', exact: true }).click();
	await field().click();
	await userEvent.keyboard('11{Enter}');
	expect(dial).toHaveBeenCalledExactlyOnceWith('0711');
	await expect.element(field()).toHaveValue('');
	await expectAccessible();
});

test('a mistyped digit can be taken back', async () => {
	await show({ initial: '12' });
	await page.getByRole('button', { name: 'Delete last digit' }).click();
	await expect.element(field()).toHaveValue('1');
});

test('a number from a call-back link stands ready and is not called by itself', async () => {
	await show({ initial: '+493023125010' });
	await expect.element(field()).toHaveValue('+493023125010');
	expect(dial).not.toHaveBeenCalled();
	await call().click();
	expect(dial).toHaveBeenCalledExactlyOnceWith('+493023125010');
});

test('a number that could not be called stays to be tried again', async () => {
	dial.mockReturnValue(false);
	await show({ initial: '12' });
	await call().click();
	await expect.element(field()).toHaveValue('12');
});

test.each([
	[{ ready: false }, /Not connected/],
	[{ busy: true }, /One call is being made/]
])('with %o nothing is called, and it says why', async (state, words) => {
	await show({ ...state, initial: '12' });
	await expect.element(call()).toBeDisabled();
	await expect.element(page.getByText(words)).toBeVisible();
	await field().click();
	await userEvent.keyboard('{Enter}');
	expect(dial).not.toHaveBeenCalled();
	await expectAccessible();
});

const erika = contactSample();
const found = (...contacts: unknown[]) => ({
	source: 'own',
	status: 'found',
	matches: contacts.map((contact) => ({ contact, certain: true }))
});

test('a name that is typed finds people: arrow keys choose, Enter calls', async () => {
	answers = [found(erika), { source: 'Head office', status: 'failed', error: 'timeout' }];
	await show();
	await field().click();
	await userEvent.keyboard('erika');
	await expect.element(page.getByRole('listbox')).toBeVisible();
	expect(asked.at(-1)).toBe('/api/contacts?search=erika');
	await expect.element(page.getByText(/“Head office” does not answer/)).toBeVisible();
	await expectAccessible();
	await userEvent.keyboard('{ArrowDown}');
	await expect
		.element(page.getByRole('option', { selected: true }))
		.toMatchTextContent('Mobile 0171 3920010');
	await userEvent.keyboard('{Enter}');
	expect(dial).toHaveBeenCalledExactlyOnceWith(erika.numbers[0]?.e164);
	await expect.element(field()).toHaveValue('');
	expect(page.getByRole('listbox').elements()).toHaveLength(0);
});

test('whom the arrow keys have reached stays chosen where another answer comes before them', async () => {
	const other = contactSample({
		...{ id: 'other', name: 'Erik Anders' },
		numbers: [{ type: 'work', raw: '040 66969-412', e164: '+494066969412' }]
	});
	answers = [found(erika)];
	await show();
	await field().fill('erik');
	await expect.element(page.getByRole('listbox')).toBeVisible();
	const { promise, resolve } = Promise.withResolvers<void>();
	answering = promise;
	answers = [found(other, erika)];
	await field().fill('erika');
	await userEvent.keyboard('{ArrowDown}');
	resolve();
	await expect.element(page.getByRole('group', { name: 'Erik Anders' })).toBeVisible();
	await userEvent.keyboard('{Enter}');
	expect(dial).toHaveBeenCalledExactlyOnceWith(erika.numbers[0]?.e164);
});

test('the last choice opens the contact, and Escape closes the list', async () => {
	answers = [found(erika)];
	await show();
	await field().fill('erika');
	await expect.element(page.getByRole('listbox')).toBeVisible();
	await userEvent.keyboard('{Escape}');
	expect(page.getByRole('listbox').elements()).toHaveLength(0);
	await field().fill('erik');
	await expect.element(page.getByRole('listbox')).toBeVisible();
	await userEvent.keyboard('{ArrowUp}{Enter}');
	expect(open).toHaveBeenCalledExactlyOnceWith(erika);
	expect(dial).not.toHaveBeenCalled();
});

test('the arrow keys get past an address that a contact has twice', async () => {
	const twice = contactSample({ numbers: [], emails: ['a@b.example', 'a@b.example'] });
	answers = [found(twice)];
	await show();
	await field().fill('erika');
	await expect.element(page.getByRole('listbox')).toBeVisible();
	await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
	expect(open).toHaveBeenCalledExactlyOnceWith(twice);
});

test('a number that is typed is called by Enter as it stands, whoever is found', async () => {
	answers = [found(erika)];
	await show();
	await field().fill('0171');
	await expect.element(page.getByRole('listbox')).toBeVisible();
	await userEvent.keyboard('{Enter}');
	expect(dial).toHaveBeenCalledExactlyOnceWith('0171');
});

test('whom one has called last can be called again, while no other number is written', async () => {
	await show({ last: '0171 3920010' });
	await page.getByRole('button', { name: 'Redial 0171 3920010' }).click();
	expect(dial).toHaveBeenCalledWith('0171 3920010');
	await field().fill('1');
	await expect.element(page.getByRole('button', { name: /Redial/ })).not.toBeInTheDocument();
});

test('a mobile number is offered a text message too, a landline is not', async () => {
	answers = [found(erika)];
	await show();
	await field().fill('erika');
	await expect
		.element(page.getByRole('option', { name: /Text message to/ }))
		.toMatchTextContent('Text message to 0171 3920010');
	expect(page.getByRole('option', { name: /Text message to/ }).elements()).toHaveLength(
		erika.numbers.filter(({ type }) => type === 'mobile').length
	);
});
