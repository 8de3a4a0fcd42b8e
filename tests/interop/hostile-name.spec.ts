import { expect, test } from './interop-test.ts';
import { expectDecision, journalRow, signIn } from './steps.ts';

const NUMBER = '+493023125044';

interface Row {
	readonly name: string;
	/** As it stands in From, between its quotes. */
	readonly displayName: string;
	/** The user part, where it is hostile too. */
	readonly user?: string;
	/** Part of what the window must still say. */
	readonly shown: string;
}

const ROWS: readonly Row[] = [
	{
		name: 'quotes, commas and addresses',
		displayName: 'Eve \\"X\\" <a@evil.example>, b@evil.example;\\\\',
		shown: 'Eve "X" <a@evil.example>, b@evil.example;\\'
	},
	{
		name: 'escaped line ends',
		displayName: 'Eve\\r\\nBcc: c@evil.example%0d%0aBcc: d@evil.example\\\\r\\\\nX-Evil: 1',
		shown: 'Bcc: d@evil.example'
	},
	{
		name: 'line ends in the user part',
		displayName: 'Eve',
		user: 'eve%0d%0aBcc:%20e%40evil.example%0d%0a%0d%0a%3Cb%3E',
		shown: 'Eve'
	},
	{
		name: 'markup',
		displayName: '<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;',
		shown: '<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;'
	},
	{
		name: 'templates',
		displayName: '{{ user.name }}{% if true %}{{ call.when }}{% raw %}',
		shown: '{{ user.name }}{% if true %}{{ call.when }}{% raw %}'
	},
	{
		name: 'direction and invisible characters',
		displayName: 'Eve \u202egnp.exe\u2066\u200b\u2028 ok',
		shown: 'Eve gnp.exe ok'
	},
	{ name: '1 kB', displayName: 'Long '.repeat(205), shown: 'Long Long Long' },
	{ name: '10 kB', displayName: 'Long '.repeat(2_048), shown: 'Long Long Long' }
];

test('whatever a caller calls itself reaches window and mail as harmless text', async ({
	exchange,
	page,
	fromTrunk
}) => {
	// Each call makes its mail at once: it is the name that is looked at, not the ringing.
	const desk = await exchange.newDesk((settings) => ({
		...settings,
		unanswered: { ...settings.unanswered, graceMs: 0 },
		exceptions: { ...settings.exceptions, shortRing: false }
	}));
	await signIn(page, exchange.app.url, desk);
	const window = page.getByTestId('call-window');
	const harmlessFields = await fieldsOfHarmlessMail();

	async function callAndRead(displayName: string, user: string, look: () => Promise<void>) {
		const before = (await desk.mails()).length;
		const call = fromTrunk(desk.sipUser, { by: 'cancel', afterMs: 2_000 }, [
			`From: "${displayName}" <sip:${user}@trunk.example>`,
			`P-Asserted-Identity: "${displayName}" <sip:${NUMBER}@trunk.example>`,
			'X-Hotline: +493023125100'
		]);
		await look();
		await call.ended;
		await expectDecision(journalRow(page, call.callId), true);
		await expect.poll(async () => (await desk.mails()).length).toBe(before + 1);
		return (await desk.mails()).at(-1)!;
	}

	async function fieldsOfHarmlessMail(): Promise<string[]> {
		const mail = await callAndRead('Eve', NUMBER, async () => {});
		return mail.headers.map(({ key }) => key).sort();
	}

	for (const { name, displayName, user = NUMBER, shown } of ROWS) {
		await test.step(name, async () => {
			const mail = await callAndRead(displayName, user, async () => {
				await expect(window).toContainText(shown);
				// In one look: the caller gives up soon.
				const { text, markup } = await window.evaluate((element) => ({
					text: element.textContent,
					markup: element.querySelectorAll('img[src=x], script, b').length
				}));
				expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u2028]/);
				expect(markup).toBe(0);
			});
			expect(mail.headers.map(({ key }) => key).sort()).toEqual(harmlessFields);
			expect(mail.to).toMatchObject([{ address: desk.email }]);
			expect(mail.to).toHaveLength(1);
			expect(mail.from?.address).toBe('anteroom@office.example');
			expect(mail.from?.name).toMatch(/via Anteroom$/);
			for (const line of [mail.subject ?? '', mail.from?.name ?? '']) {
				expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u2028]/u);
				expect(line.length).toBeLessThanOrEqual(200);
			}
			expect(mail.html).not.toMatch(/<(img|script|b)\b/i);
			expect(mail.html).not.toContain(desk.name);
			expect(mail.text).toContain('030 23125044');
		});
	}
	const recipients = (await exchange.postfix.delivered()).map(
		(source) => /^Delivered-To: (.*)$/m.exec(source)?.[1]
	);
	expect(recipients.filter((address) => !address?.endsWith('@office.example'))).toEqual([]);
});
