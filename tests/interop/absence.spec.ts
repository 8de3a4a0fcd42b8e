import { expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { composeMail } from '#domain/notification-message.ts';
import { defaultSettings } from '#domain/settings.ts';
import { createMailSender } from '#server/senders/mail.ts';
import { ABSENT_DOMAIN } from '#world/absence-responder.ts';
import { whyNoInterop } from '#world/peers.ts';
import { startPostfix, type Postfix } from '#world/postfix.ts';
import { ERIKA } from './directory.ts';

const SYSTEM = { address: 'anteroom@office.example', name: 'Anteroom' };
const NUMBER = '+493023125010';

let postfix: Postfix;

test.beforeAll(async () => {
	const missing = whyNoInterop();
	test.skip(missing !== undefined && process.env.ANTEROOM_WITHOUT_INTEROP === '1', missing);
	if (missing !== undefined) throw new Error(missing);
	postfix = await startPostfix();
});

test.afterAll(async () => postfix?.stop());

/** Erika calls somebody who is on holiday: what the app sends about it, brought to that person's mail server. */
async function missedCallFor(name: string, callerAsSender: boolean): Promise<string> {
	const address = `${name}@${ABSENT_DOMAIN}`;
	const settings = defaultSettings(address, {
		...{ locale: 'en', timeZone: 'Europe/Berlin', country: 'DE' }
	});
	const startedAt = Date.now() - 20_000;
	const number = { raw: NUMBER, e164: NUMBER };
	const payload = composeMail({
		call: {
			...{ outcome: 'missed', startedAt, endedAt: startedAt + 9_000, ringMs: 9_000 },
			caller: { kind: 'number', number, source: 'from' },
			called: { user: name, source: 'to', divertedFrom: [] }
		},
		lookup: [{ source: 'own', status: 'found', matches: [{ contact: ERIKA, certain: true }] }],
		...{ callsToday: 1, product: 'Anteroom', appUrl: '', system: SYSTEM },
		settings: { ...settings, email: { ...settings.email, callerAsSender } }
	});
	const { port } = postfix;
	const sender = createMailSender({ host: '127.0.0.1', port, tls: 'none', from: SYSTEM.address });
	const message = {
		...{ id: randomUUID(), messageId: `<${randomUUID()}@office.example>` },
		...{ createdAt: Date.now(), payload }
	};
	const result = await sender.send(message, AbortSignal.timeout(30_000));
	await sender.close();
	expect(result).toMatchObject({ ok: true });
	return message.messageId;
}

/** What has been delivered from or to an address, parsed. */
async function mails(name: string) {
	const sources = await postfix.delivered();
	const parsed = await Promise.all(
		sources.map(async (source) => ({ source, mail: await PostalMime.parse(source) }))
	);
	const address = `${name}@${ABSENT_DOMAIN}`;
	return {
		received: parsed.filter(({ source }) => source.includes(`Delivered-To: ${address}\n`)),
		notes: parsed.filter(({ mail }) => mail.from?.address === address)
	};
}

test('a mail in the caller’s name: the caller gets the absence note', async () => {
	const messageId = await missedCallFor('nora', true);
	await expect.poll(async () => (await mails('nora')).notes.length).toBe(1);
	const { notes, received } = await mails('nora');
	expect(received.map(({ mail }) => mail.messageId)).toEqual([messageId]);
	expect(received[0]?.mail.returnPath).toBe('erika@mustermann.example');
	const [note] = notes;
	expect(note?.source).toContain('Delivered-To: erika@mustermann.example\n');
	expect(note?.mail).toMatchObject({
		subject: 'Away until Monday',
		inReplyTo: messageId,
		to: [{ address: 'erika@mustermann.example' }]
	});
});

test('a mail in the system’s name: nobody gets one', async () => {
	const messageId = await missedCallFor('ole', false);
	await expect
		.poll(() => postfix.absence.log())
		.toContain(
			`msgid=${messageId}: vacation action: discarding vacation response to auto-submitted`
		);
	await expect.poll(async () => (await mails('ole')).received.length).toBe(1);
	expect((await mails('ole')).notes).toEqual([]);
});
