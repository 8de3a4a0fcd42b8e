import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import type { MailEnv } from '#server/env.ts';
import { createSmsSender } from './create-sms-sender.ts';

const NEVER = new AbortController().signal;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** A mail server on loopback, in place of the gateway's. */
async function gateway() {
	const received: { to: string; source: string }[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		logger: false,
		onData(stream, { envelope }, callback) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const to = envelope.rcptTo.map(({ address }) => address).join();
				received.push({ to, source: Buffer.concat(chunks).toString() });
				callback(null);
			});
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
	const { port } = server.server.address() as AddressInfo;
	const mail: MailEnv = { host: '127.0.0.1', port, tls: 'none', from: 'phone@office.example' };
	return { mail, received };
}

const message = (change: object = {}) => ({
	id: '1',
	messageId: '<5f1d@office.example>',
	createdAt: 1,
	payload: { to: '+491713920099', from: '', text: 'Verpasster Anruf für Büro', log: [], ...change }
});

const EMAIL = {
	kind: 'email',
	gateway: '{to}@sms.provider.example',
	sender: '',
	anySender: false
} as const;

const parts = (mail: MailEnv | undefined) => ({
	mail,
	origin: undefined,
	received: async () => undefined
});

test('nobody sends text messages unless the installation says who', () => {
	expect(createSmsSender(undefined, parts(undefined))).toBeUndefined();
	expect(createSmsSender(EMAIL, parts(undefined))).toBeUndefined();
});

test('by mail to a gateway: the number is in the address, the text is all there is', async () => {
	const { mail, received } = await gateway();
	const sender = createSmsSender(EMAIL, parts(mail))!;
	closing.push(() => sender.close());
	expect(sender.channel).toBe('sms');
	expect(await sender.send(message(), NEVER)).toMatchObject({ ok: true });
	expect(received).toMatchObject([{ to: '491713920099@sms.provider.example' }]);
	const parsed = await PostalMime.parse(received[0]!.source);
	expect(parsed).toMatchObject({
		from: { address: 'phone@office.example' },
		messageId: '<5f1d@office.example>'
	});
	expect(parsed.subject ?? '').toBe('');
	expect(parsed.text?.trim()).toBe('Verpasster Anruf für Büro');
	expect(parsed.html ?? '').toBe('');
	expect(await sender.send(message({ to: 'x@y' }), NEVER)).toMatchObject({ ok: false });
	expect(received).toHaveLength(1);
});
