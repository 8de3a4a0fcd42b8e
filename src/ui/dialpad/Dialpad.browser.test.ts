import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import Dialpad from './Dialpad.svelte';

const dial = vi.fn<(number: string) => boolean>();
const field = () => page.getByRole('textbox', { name: 'Number or name' });
const call = () => page.getByRole('button', { name: 'Call', exact: true });

beforeEach(() => void dial.mockReset().mockReturnValue(true));

async function show(differences: { ready?: boolean; busy?: boolean; initial?: string } = {}) {
	await renderIn('en', Dialpad, { ready: true, busy: false, dial, ...differences });
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
	[{ busy: true }, /Hang up first/]
])('with %o nothing is called, and it says why', async (state, words) => {
	await show({ ...state, initial: '12' });
	await expect.element(call()).toBeDisabled();
	await expect.element(page.getByText(words)).toBeVisible();
	await field().click();
	await userEvent.keyboard('{Enter}');
	expect(dial).not.toHaveBeenCalled();
	await expectAccessible();
});
