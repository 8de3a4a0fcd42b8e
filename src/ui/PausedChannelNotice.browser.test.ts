import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { PausedChannel } from '#domain/channel-pause.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import PausedChannelNotice from './PausedChannelNotice.svelte';

const pause: PausedChannel = {
	channel: 'mail',
	reason: 'login',
	since: Date.parse('2026-03-11T10:00:00Z'),
	answer: 'Invalid login: 535 5.7.8 authentication failed',
	waiting: 3
};

test('says what happened, what the server said, and who can mend it', async () => {
	await renderIn('en', PausedChannelNotice, { pause });
	const alert = page.getByRole('alert');
	await expect.element(alert).toMatchTextContent('E-mail: nothing goes out');
	await expect.element(alert).toMatchTextContent('3 of your messages wait');
	await expect.element(alert).toMatchTextContent('“Invalid login: 535 5.7.8');
	await expect.element(alert).toMatchTextContent('Only an administrator can mend it');
	await expect.element(alert).not.toMatchTextContent('SMTP_PASSWORD');
	await expectAccessible();
});

test('tells administrators how to mend it, in their language', async () => {
	const installation = { waiting: 12, nextProbeAt: pause.since + 60_000 };
	await renderIn('de', PausedChannelNotice, { pause: { ...pause, waiting: 0, installation } });
	const alert = page.getByRole('alert');
	await expect.element(alert).toMatchTextContent('verweigert dieser Installation die Anmeldung');
	await expect.element(alert).toMatchTextContent('SMTP_PASSWORD');
	await expect.element(alert).toMatchTextContent('Wartende Nachrichten insgesamt: 12');
	await expect.element(alert).not.toMatchTextContent('Ihrer Nachrichten');
});
