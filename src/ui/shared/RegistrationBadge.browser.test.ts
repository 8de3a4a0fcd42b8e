import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Registration, RegistrationProblem } from '#domain/registration.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import RegistrationBadge from './RegistrationBadge.svelte';

const retry = vi.fn<() => void>();
const badge = () => page.getByTestId('registration');

test.each<[Registration, string, string, string]>([
	[{ state: 'registered', since: 0 }, 'registered', 'Ready', 'Bereit'],
	[{ state: 'connecting' }, 'connecting', 'Connecting …', 'Verbindet …'],
	[{ state: 'stopped' }, 'stopped', 'Off', 'Aus']
])('%o is said in words, not by colour alone', async (registration, look, english, german) => {
	const shown = await renderIn('en', RegistrationBadge, { registration, retry });
	await expect.element(badge()).toMatchTextContent(english);
	await expect.element(badge()).toHaveAttribute('data-state', look);
	await expectAccessible();
	await shown.unmount();
	await renderIn('de', RegistrationBadge, { registration, retry });
	await expect.element(badge()).toMatchTextContent(german);
});

test.each<[RegistrationProblem, string, RegExp, RegExp]>([
	['server-unreachable', 'offline', /No connection/, /Check the network/],
	['no-answer', 'offline', /does not answer/, /restarting/],
	['server-error', 'offline', /refuses/, /tries again/],
	['wrong-password', 'failed', /password/, /administrator/],
	['not-allowed', 'failed', /does not allow/, /administrator/],
	['unknown-user', 'failed', /does not know/, /administrator/]
])('%s says what happened and what to do', async (problem, look, what, help) => {
	const registration = { state: 'waiting', problem, retryAt: Date.now() + 8_000 } as const;
	await renderIn('en', RegistrationBadge, { registration, retry });
	await expect.element(badge()).toMatchTextContent(what);
	await expect.element(badge()).toHaveAttribute('data-state', look);
	await expect.element(page.getByText(help)).toBeVisible();
	await expect.element(page.getByText(/Next attempt in \d s/)).toBeVisible();
	await expectAccessible();
});

test('a person need not wait', async () => {
	const registration = {
		state: 'waiting',
		problem: 'no-answer',
		retryAt: Date.now() + 30_000
	} as const;
	await renderIn('en', RegistrationBadge, { registration, retry });
	await page.getByRole('button', { name: 'Try now' }).click();
	expect(retry).toHaveBeenCalledOnce();
});

test('what was wrong stays while it is tried again, so that the page does not jump', async () => {
	const registration = {
		state: 'waiting',
		problem: 'server-unreachable',
		retryAt: Date.now() + 8_000
	} as const;
	const more = createRawSnippet(() => ({ render: () => '<a href="/more">More</a>' }));
	const shown = await renderIn('en', RegistrationBadge, { registration, retry, more });
	const help = page.getByText(/Check the network/);
	const link = page.getByRole('link', { name: 'More' });
	await expect.element(help).toBeVisible();
	await shown.rerender({ registration: { state: 'connecting' } });
	await expect.element(badge()).toHaveAttribute('data-state', 'connecting');
	await expect.element(help).toBeVisible();
	await expect.element(link).toBeVisible();
	await expect.element(page.getByRole('button', { name: 'Try now' })).toBeDisabled();
	await shown.rerender({ registration: { state: 'registered', since: 0 } });
	await expect.element(help).not.toBeInTheDocument();
	await expect.element(link).not.toBeInTheDocument();
});

test('an account without a telephone is never tried again by itself', async () => {
	const registration = { state: 'waiting', problem: 'bad-settings', retryAt: Infinity } as const;
	await renderIn('en', RegistrationBadge, { registration, retry });
	await expect.element(badge()).toHaveAttribute('data-state', 'failed');
	expect(page.getByRole('button').elements()).toHaveLength(0);
});
