import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import PhoneProblemNotice from './PhoneProblemNotice.svelte';

test.each([
	['en', 'The browser blocks the microphone', 'Diagnostics'],
	['de', 'Der Browser sperrt das Mikrofon', 'Diagnose']
] as const)('what is wrong with the microphone leads to the diagnostics (%s)', async (...said) => {
	const [locale, words, link] = said;
	await renderIn(locale, PhoneProblemNotice, { problem: 'microphone-blocked' });
	await expect.element(page.getByRole('alert')).toMatchTextContent(words);
	await expect
		.element(page.getByRole('link', { name: link }))
		.toHaveAttribute('href', '/diagnostics');
	await expectAccessible();
});

test('what the diagnostics do not look at leads nowhere', async () => {
	await renderIn('en', PhoneProblemNotice, { problem: 'not-picked-up' });
	await expect.element(page.getByRole('alert')).toBeVisible();
	expect(page.getByRole('link').elements()).toHaveLength(0);
});
