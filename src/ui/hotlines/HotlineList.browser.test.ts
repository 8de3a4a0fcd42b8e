import { tick } from 'svelte';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { HotlineIndex } from '#domain/hotline-index.ts';
import type { Hotline } from '#domain/hotline.ts';
import { PRACTICE, sessionOf } from '#phone/test-line.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import HotlineList from './HotlineList.svelte';

async function show(hotlines: Hotline[], search = '', locale: 'de' | 'en' = 'en') {
	const session = { ...sessionOf(locale), hotlines };
	const index = new HotlineIndex(hotlines, session.settings.numbering);
	await renderIn(locale, HotlineList, { session, index, search });
}

const rows = () => page.getByTestId('hotline');
const COPY: Hotline = {
	...PRACTICE,
	id: 'copy',
	name: 'Copy',
	company: 'Another company',
	numbers: ['0049 30 23125100', '+49 40 66969 3*']
};

test('numbers that two hotlines claim are pointed out at the one that does not get them', async () => {
	await show([PRACTICE, COPY]);
	await expect.element(page.getByText(/Numbers that two hotlines claim: 1/)).toBeVisible();
	await expect
		.element(rows().nth(1))
		.toMatchTextContent(/0049 30 23125100 belongs to “Dr\. Weber, practice”/);
	expect(rows().nth(0).element().textContent).not.toContain('belongs to');
	await expectAccessible();
});

test('a search says how many it found, and leads to the editor', async () => {
	await show([PRACTICE, COPY]);
	await page.getByLabelText(/Search by name/).fill('66969');
	await expect.element(page.getByTestId('hotline-count')).toHaveTextContent('1 of 2');
	await expect
		.element(page.getByRole('link', { name: 'Another company' }))
		.toHaveAttribute('href', '/hotlines?id=copy');
	await page.getByLabelText(/Search by name/).fill('nobody');
	await expect.element(page.getByText(/No hotline has this/)).toBeVisible();
});

test('an empty list says what a hotline is and who makes one, in German too', async () => {
	await show([], '', 'de');
	await expect.element(page.getByText('Noch keine Hotlines')).toBeVisible();
	await expect.element(page.getByText(/Angelegt werden sie von Administratoren/)).toBeVisible();
	await expectAccessible();
});

test('of ten thousand only those in sight are drawn', async () => {
	await show(
		Array.from({ length: 10_000 }, (_, at) => ({
			...PRACTICE,
			id: `h${at}`,
			numbers: [`+49 30 23125 ${String(at).padStart(5, '0')}`]
		}))
	);
	await expect.element(page.getByTestId('hotline-count')).toHaveTextContent('Hotlines: 10,000');
	await expect.element(rows().first()).toBeVisible();
	expect(rows().elements().length).toBeLessThan(60);
});

test('a click while the list is being scrolled is not lost', async () => {
	await show(Array.from({ length: 200 }, (_, at) => ({ ...PRACTICE, id: `h${at}` })));
	await expect.element(rows().first()).toBeVisible();
	const scrolled = new Promise((resolve) => addEventListener('scroll', resolve, { once: true }));
	scrollTo(0, 900);
	await scrolled;
	await tick();
	const links = document.querySelectorAll<HTMLAnchorElement>('[data-testid=hotline] a');
	const link = [...links].find((a) => a.getBoundingClientRect().top > innerHeight / 2);
	const { x = 0, y = 0 } = link?.getBoundingClientRect() ?? {};
	expect(document.elementFromPoint(x + 2, y + 2)).toBe(link);
});
