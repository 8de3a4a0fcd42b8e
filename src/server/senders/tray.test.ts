import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import type { MailContent } from '#domain/notification-message.ts';
import { describeOnEachDatabase } from '#server/database/test-databases.ts';
import { createSmsTraySender, createTray, createTraySender } from './tray.ts';

const content: MailContent = {
	to: 'anna@demo.example',
	from: { name: 'Erika via Anteroom', address: 'anteroom@demo.example' },
	envelopeFrom: 'anteroom@demo.example',
	subject: 'Missed call from Erika – für Dr. Weber',
	text: 'Missed call',
	html: '<p>Missed call</p>',
	attachments: [],
	headers: { 'Auto-Submitted': 'auto-generated' },
	dsnNever: false,
	log: []
};
const NEVER = new AbortController().signal;

describeOnEachDatabase('mail tray', (database) => {
	const message = (id: string, createdAt = 1) => ({
		id,
		messageId: `<${id}@demo.example>`,
		createdAt,
		payload: content
	});

	test('keeps what would have left, as it would have left', async () => {
		const sender = createTraySender(database());
		expect(await sender.send(message('a', 7), NEVER)).toMatchObject({ ok: true });
		const tray = createTray(database());
		expect(await tray.list()).toEqual([
			{
				id: 'a',
				channel: 'mail',
				createdAt: 7,
				sender: 'anteroom@demo.example',
				recipient: 'anna@demo.example',
				subject: content.subject
			}
		]);
		const kept = await tray.get('a');
		expect(kept?.source).toMatch(/\r\n\r\n/);
		const parsed = await PostalMime.parse(kept?.source ?? '');
		expect(parsed).toMatchObject({ subject: content.subject, messageId: '<a@demo.example>' });
		expect(await tray.get('b')).toBeUndefined();
		await sender.close();
	});

	test('keeps a message once, however often it is sent, and the latest 500', async () => {
		const sender = createTraySender(database());
		await sender.send(message('a'), NEVER);
		await sender.send(message('a'), NEVER);
		expect(await createTray(database()).list()).toHaveLength(1);
		const rows = Array.from({ length: 500 }, (_, n) => ({
			id: `old ${n}`,
			channel: 'mail',
			created_at: 10 + n,
			sender: '',
			recipient: '',
			subject: '',
			source: ''
		}));
		await database().db.insertInto('tray_message').values(rows).execute();
		await sender.send(message('latest', 10_000), NEVER);
		const ids = (await createTray(database()).list()).map(({ id }) => id);
		expect(ids).toHaveLength(500);
		expect(ids[0]).toBe('latest');
		expect(ids).not.toContain('a');
		await sender.close();
	});

	test('refuses what is no mail', async () => {
		const sender = createTraySender(database());
		const broken = { ...message('a'), payload: { subject: 'no recipient' } };
		expect(await sender.send(broken, NEVER)).toMatchObject({ ok: false });
		expect(await createTray(database()).list()).toEqual([]);
		await sender.close();
	});

	test('keeps text messages beside the mails', async () => {
		const sender = createSmsTraySender(database());
		const payload = { to: '+491713920099', from: 'Anteroom', text: 'Missed call', log: [] };
		expect(sender.channel).toBe('sms');
		expect(await sender.send({ ...message('a', 7), payload }, NEVER)).toMatchObject({ ok: true });
		expect(await sender.send(message('b', 8), NEVER)).toMatchObject({ ok: false });
		const row = {
			id: 'a',
			channel: 'sms',
			createdAt: 7,
			sender: 'Anteroom',
			recipient: '+491713920099',
			subject: 'Missed call'
		};
		expect(await createTray(database()).list()).toEqual([row]);
		expect(await createTray(database()).get('a')).toEqual({ ...row, source: 'Missed call' });
		await sender.close();
	});
});
