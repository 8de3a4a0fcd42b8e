import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { certainContact, contactSchema } from '#domain/contact.ts';
import { exampleCall } from '#domain/example-calls.ts';
import { composeMail, type MailContent } from '#domain/notification-message.ts';
import { defaultSettings, settingsSchema } from '#domain/settings.ts';
import type { MailEnv } from '#server/env.ts';
import type { OutgoingMessage, Sender, SendResult } from '#server/outbox/sender.ts';
import { createMailSender } from './mail.ts';

const NEVER = new AbortController().signal;

const content: MailContent = {
	to: 'anna@office.example',
	from: {
		name: 'Erika "the boss", Müller\r\nBcc: evil@example.com',
		address: 'phone@office.example'
	},
	replyTo: { name: 'Erika', address: 'erika@mustermann.example' },
	envelopeFrom: 'bounces@office.example',
	subject: 'Missed call from Erika Müller 📞',
	text: 'Missed call\n.\nstill the text',
	html: '<p>Missed call</p>',
	attachments: [],
	headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
	dsnNever: false,
	log: []
};

const message = (change: Partial<MailContent> = {}): OutgoingMessage => ({
	id: '1',
	messageId: '<1@office.example>',
	createdAt: Date.UTC(2026, 0, 12, 9),
	payload: { ...content, ...change }
});

interface Received {
	readonly from: string;
	readonly to: readonly string[];
	readonly source: string;
	readonly isSecure: boolean;
	readonly isUtf8: boolean;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** A real SMTP server on loopback. */
async function smtpServer(options: SMTPServerOptions = {}) {
	const received: Received[] = [];
	let connections = 0;
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		logger: false,
		onConnect: (_session, callback) => {
			connections += 1;
			callback();
		},
		onData(stream, session, callback) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const { mailFrom, rcptTo, smtpUtf8 } = session.envelope;
				received.push({
					from: mailFrom ? mailFrom.address : '',
					to: rcptTo.map(({ address }) => address),
					source: Buffer.concat(chunks).toString(),
					isSecure: session.secure,
					isUtf8: smtpUtf8 === true
				});
				callback(null);
			});
		},
		...options
	});
	server.on('error', () => undefined); // a client that leaves in the middle is part of some tests
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
	const { port } = server.server.address() as AddressInfo;
	return { port, received, connections: () => connections };
}

function senderTo(port: number, change: Partial<MailEnv> = {}): Sender {
	const sender = createMailSender({
		host: '127.0.0.1',
		port,
		tls: 'none',
		from: 'phone@office.example',
		...change
	});
	closing.push(() => sender.close());
	return sender;
}

const refusal = (responseCode: number, words: string) =>
	Object.assign(new Error(words), { responseCode });

describe('mail sender', () => {
	test('sends what was composed, and a name adds no header and no recipient', async () => {
		const { port, received } = await smtpServer();
		const result = await senderTo(port).send(message(), NEVER);
		expect(result).toMatchObject({ ok: true, response: expect.stringContaining('250') });
		const [mail] = received;
		expect(mail).toMatchObject({ from: 'bounces@office.example', to: ['anna@office.example'] });
		const parsed = await PostalMime.parse(mail!.source);
		expect(parsed).toMatchObject({
			from: { address: 'phone@office.example' },
			to: [{ address: 'anna@office.example' }],
			replyTo: [{ address: 'erika@mustermann.example' }],
			subject: content.subject,
			messageId: '<1@office.example>',
			date: '2026-01-12T09:00:00.000Z',
			text: expect.stringContaining('still the text'),
			html: expect.stringContaining('<p>Missed call</p>')
		});
		expect(parsed.from?.name).toContain('Müller');
		const names = parsed.headers.map(({ key }) => key);
		expect(names).toContain('auto-submitted');
		expect(names).not.toContain('bcc');
		expect(mail!.source).not.toContain('X-Mailer');
	});

	test('attaches the vCard as it was written, and no name in it adds a part', async () => {
		const { port, received } = await smtpServer();
		const sender = senderTo(port);
		const vcard = {
			filename: 'Jörg "x"\r\nContent-Type text.vcf',
			contentType: 'text/vcard; charset=utf-8',
			content: 'BEGIN:VCARD\r\nFN:Jörg\r\nEND:VCARD\r\n'
		};
		expect((await sender.send(message({ attachments: [vcard] }), NEVER)).ok).toBe(true);
		const { attachments, text } = await PostalMime.parse(received[0]!.source);
		expect(text).toContain('still the text');
		expect(attachments).toHaveLength(1);
		expect(attachments[0]).toMatchObject({ mimeType: 'text/vcard', disposition: 'attachment' });
		expect(attachments[0]?.filename).toMatch(/^Jörg .*\.vcf$/s);
		expect(Buffer.from(attachments[0]?.content as ArrayBuffer).toString()).toBe(vcard.content);
	});

	test('sends what a version queued that knew no attachments', async () => {
		const { port, received } = await smtpServer();
		const older = { ...content, attachments: undefined };
		const payload: unknown = JSON.parse(JSON.stringify(older));
		const result = await senderTo(port).send({ ...message(), payload }, NEVER);
		expect(result.ok).toBe(true);
		expect((await PostalMime.parse(received[0]!.source)).attachments).toEqual([]);
	});

	test('keeps its connections and uses them again', async () => {
		const { port, received, connections } = await smtpServer();
		const sender = senderTo(port);
		for (let n = 0; n < 5; n += 1) await sender.send(message(), NEVER);
		expect(received).toHaveLength(5);
		expect(connections()).toBe(1);
	});

	test('in the caller’s name says who really sent it', async () => {
		const { port, received } = await smtpServer();
		const sender = senderTo(port);
		const change = {
			from: { name: 'Erika', address: 'erika@mustermann.example' },
			sender: 'phone@office.example',
			envelopeFrom: 'erika@mustermann.example',
			headers: {},
			dsnNever: true
		};
		await sender.send(message(change), NEVER);
		const parsed = await PostalMime.parse(received[0]!.source);
		expect(received[0]!.from).toBe('erika@mustermann.example');
		expect(parsed.from?.address).toBe('erika@mustermann.example');
		expect(parsed.sender?.address).toBe('phone@office.example');
		expect(parsed.headers.map(({ key }) => key)).not.toContain('auto-submitted');
	});

	test.each([
		[true, ['NEVER']],
		[false, undefined]
	])(
		'asks for no delivery reports where it should, and the server can: %s',
		async (dsnNever, asked) => {
			const notify: unknown[] = [];
			const { port, received } = await smtpServer({
				hideDSN: false,
				onRcptTo({ dsn }, _session, done) {
					notify.push(dsn?.notify);
					done();
				}
			});
			expect((await senderTo(port).send(message({ dsnNever }), NEVER)).ok).toBe(true);
			expect(notify).toEqual([asked]);
			const { port: without } = await smtpServer({ hideDSN: true });
			expect((await senderTo(without).send(message({ dsnNever }), NEVER)).ok).toBe(true);
			expect(received).toHaveLength(1);
		}
	);

	test.each([
		'Eve\r\nBcc: x@evil.example\r\n\r\n<b>',
		'"Eve" <x@evil.example>, y@evil.example;',
		'\u202eevE\u2066\u0000\u2028Bcc: x@evil.example',
		'=?utf-8?Q?=0D=0ABcc:_x@evil.example?=',
		'"\\'.repeat(5_000)
	])('a name adds nothing that either of two readers sees: %j', async (name) => {
		const { port, received } = await smtpServer();
		const vcard = { filename: name, contentType: 'text/vcard; charset=utf-8', content: name };
		const sent = message({
			from: { name, address: 'phone@office.example' },
			replyTo: { name, address: 'erika@mustermann.example' },
			subject: name,
			attachments: [vcard]
		});
		expect((await senderTo(port).send(sent, NEVER)).ok).toBe(true);
		const { source, to } = received[0]!;
		expect(to).toEqual(['anna@office.example']);
		const parsed = await PostalMime.parse(source);
		const fields = fieldsOf(source);
		const expected = ['from', 'to', 'reply-to', 'subject', 'message-id', 'date', 'mime-version'];
		expected.push('content-type', 'auto-submitted', 'x-auto-response-suppress');
		expect(parsed.headers.map(({ key }) => key).sort()).toEqual(expected.toSorted());
		expect(fields.map(([key]) => key).sort()).toEqual(expected.toSorted());
		expect(parsed.from?.address).toBe('phone@office.example');
		expect(parsed.replyTo?.map(({ address }) => address)).toEqual(['erika@mustermann.example']);
		expect(parsed.messageId).toBe('<1@office.example>');
		expect(parsed.attachments).toHaveLength(1);
		const values = new Map(fields);
		expect(values.get('from')).toMatch(/<phone@office\.example>$/);
		expect(values.get('reply-to')).toMatch(/<erika@mustermann\.example>$/);
		expect(values.get('message-id')).toBe('<1@office.example>');
	});

	describe('internationalised addresses', () => {
		const caller = {
			to: 'jörg@müller.example',
			from: { name: 'Jörg', address: 'erika@mustermann.example' }
		};

		test('of the domain go out in their ASCII form, to any server', async () => {
			const { port, received } = await smtpServer({ hideSMTPUTF8: true });
			await senderTo(port).send(message({ to: 'anna@büro.example' }), NEVER);
			// This server turns the ASCII form of the envelope back; what was sent stands in the header.
			expect(received).toMatchObject([{ to: ['anna@büro.example'], isUtf8: false }]);
			expect(received[0]!.source).toMatch(/^To: anna@xn--bro-hoa\.example\r$/m);
		});

		test('of the person go out with SMTPUTF8 where the server offers it', async () => {
			const { port, received } = await smtpServer();
			expect((await senderTo(port).send(message(caller), NEVER)).ok).toBe(true);
			expect(received).toMatchObject([{ to: ['jörg@müller.example'], isUtf8: true }]);
			expect(received[0]!.source).toContain('To: jörg@müller.example\r\n');
		});

		test('that settings and contacts hold go out as they were written', async () => {
			const defaults = defaultSettings('anna@accounts.example');
			const settings = v.parse(settingsSchema, {
				...defaults,
				email: { ...defaults.email, address: 'büro@müller.example', callerAsSender: true }
			});
			const { lookup, ...call } = exampleCall('known', Date.UTC(2026, 0, 12, 9));
			const contact = v.parse(contactSchema, {
				...certainContact(lookup),
				emails: ['jörg@xn--mller-kva.example']
			});
			const mail = composeMail({
				...call,
				lookup: [{ source: 'own', status: 'found', matches: [{ contact, certain: true }] }],
				settings,
				system: { name: 'Anteroom', address: 'phone@office.example' },
				product: 'Anteroom',
				appUrl: ''
			});
			const { port, received } = await smtpServer();
			const payload: unknown = JSON.parse(JSON.stringify(mail));
			expect(await senderTo(port).send({ ...message(), payload }, NEVER)).toMatchObject({
				ok: true
			});
			expect(received).toMatchObject([
				{ from: 'jörg@müller.example', to: ['büro@müller.example'], isUtf8: true }
			]);
			expect(received[0]!.source).toContain('To: büro@müller.example\r\n');
		});

		test('of the person are given up with the reason where it does not', async () => {
			const { port, received } = await smtpServer({
				hideSMTPUTF8: true,
				onRcptTo: (_address, _session, done) => done(refusal(553, 'bad mailbox syntax'))
			});
			const result = await senderTo(port).send(message(caller), NEVER);
			expect(result).toMatchObject({ ok: false, permanent: true });
			expect(failureWords(result)).toMatch(/553 .*SMTPUTF8/);
			const other = await senderTo(port).send(message(), NEVER);
			expect(failureWords(other)).not.toContain('SMTPUTF8');
			expect(received).toEqual([]);
		});

		test('as Reply-To are left out rather than making the whole mail need SMTPUTF8', async () => {
			const { port, received } = await smtpServer({ hideSMTPUTF8: true });
			const replyTo = { name: 'Jörg', address: 'jörg@müller.example' };
			await senderTo(port).send(message({ replyTo }), NEVER);
			expect(received[0]!.source).not.toMatch(/[^\x00-\x7f]|^Reply-To:/m);
		});
	});

	test.each<[string, Partial<SMTPServerOptions>, boolean]>([
		['452 at RCPT', { onRcptTo: (_a, _s, done) => done(refusal(452, 'mailbox full')) }, false],
		['550 at RCPT', { onRcptTo: (_a, _s, done) => done(refusal(550, 'no such user')) }, true],
		['451 at MAIL', { onMailFrom: (_a, _s, done) => done(refusal(451, 'greylisted')) }, false],
		['553 at MAIL', { onMailFrom: (_a, _s, done) => done(refusal(553, 'not you')) }, true],
		[
			'554 after DATA',
			{
				onData(stream, _session, done) {
					stream.on('end', () => done(refusal(554, 'spam'))).resume();
				}
			},
			true
		],
		[
			'421 after DATA',
			{
				onData(stream, _session, done) {
					stream.on('end', () => done(refusal(421, 'shutting down'))).resume();
				}
			},
			false
		],
		['554 at the greeting', { onConnect: (_s, done) => done(refusal(554, 'go away')) }, false]
	])('judges %s', async (_name, options, permanent) => {
		const { port } = await smtpServer(options);
		const result = await senderTo(port).send(message(), NEVER);
		expect(result).toMatchObject({ ok: false, permanent });
		expect(failureWords(result)).not.toBe('');
	});

	test('a wrong password is for the administrator to mend: the message waits', async () => {
		const { port, received } = await smtpServer({
			authOptional: false,
			allowInsecureAuth: true,
			onAuth: (auth, _session, done) =>
				auth.password === 'right'
					? done(null, { user: 'anteroom' })
					: done(refusal(535, 'wrong password'))
		});
		const login = { user: 'anteroom', password: 'wrong' };
		const result = await senderTo(port, login).send(message(), NEVER);
		expect(result).toMatchObject({ ok: false, permanent: false, misconfigured: 'login' });
		const right = await senderTo(port, { ...login, password: 'right' }).send(message(), NEVER);
		expect(right.ok).toBe(true);
		expect(received).toHaveLength(1);
	});

	test('so is a login that is missing, but not one that cannot be checked for now', async () => {
		const none = await smtpServer({ authOptional: false });
		const missing = await senderTo(none.port).send(message(), NEVER);
		expect(missing).toMatchObject({ ok: false, permanent: false, misconfigured: 'login' });
		const later = await smtpServer({
			allowInsecureAuth: true,
			onAuth: (_auth, _session, done) => done(refusal(454, 'directory is away'))
		});
		const login = { user: 'anteroom', password: 'right' };
		const result = await senderTo(later.port, login).send(message(), NEVER);
		expect(result).toMatchObject({ ok: false, permanent: false });
		expect(result).not.toHaveProperty('misconfigured');
	});

	test('does not send in the clear where TLS is demanded', async () => {
		const { port, received } = await smtpServer();
		const result = await senderTo(port, { tls: 'starttls' }).send(message(), NEVER);
		expect(result).toMatchObject({ ok: false, permanent: false, misconfigured: 'encryption' });
		expect(received).toEqual([]);
	});

	test.each(['tls', 'starttls'] as const)(
		'does not trust a certificate that nobody has signed (%s)',
		async (tls) => {
			// The server package's own certificate is signed by itself.
			const { port, received } = await smtpServer({
				secure: tls === 'tls',
				disabledCommands: []
			});
			const result = await senderTo(port, { tls }).send(message(), NEVER);
			expect(result).toMatchObject({ ok: false, permanent: false, misconfigured: 'certificate' });
			expect(received).toEqual([]);
		}
	);

	test('a server that is away, or leaves within the message, is asked again', async () => {
		expect(await senderTo(await portOfServerThatLeaves()).send(message(), NEVER)).toMatchObject({
			ok: false,
			permanent: false
		});
		expect(await senderTo(await portNobodyListensOn()).send(message(), NEVER)).toMatchObject({
			ok: false,
			permanent: false
		});
	});

	test('a server that says nothing is left when time is up', async () => {
		const silent = createServer().listen(0, '127.0.0.1');
		await once(silent, 'listening');
		closing.push(async () => silent.close());
		const stop = new AbortController();
		silent.once('connection', () => stop.abort());
		const { port } = silent.address() as AddressInfo;
		const result = await senderTo(port).send(message(), stop.signal);
		expect(result).toMatchObject({ ok: false, permanent: false });
	});

	test('refuses what cannot be sent at all, and what is no mail', async () => {
		const { port, received } = await smtpServer();
		const sender = senderTo(port);
		const broken = { ...message(), payload: { to: 'anna@office.example' } };
		expect(await sender.send(broken, NEVER)).toMatchObject({ ok: false });
		expect(received).toEqual([]);
	});
});

/** A reader of its own (RFC 5322 §2.2): what stands before the first empty line, unfolded. */
function fieldsOf(source: string): [string, string][] {
	const [head = ''] = source.split('\r\n\r\n');
	return head
		.replace(/\r\n(?=[ \t])/g, '')
		.split('\r\n')
		.map((line) => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
		});
}

function failureWords(result: SendResult): string {
	return result.ok ? '' : result.error;
}

/** A server that takes the envelope and is gone when the message comes. */
async function portOfServerThatLeaves(): Promise<number> {
	const server = createServer((socket) => {
		socket.on('error', () => undefined).write('220 leaving.example\r\n');
		let isMessage = false;
		socket.on('data', (data) => {
			if (isMessage) return socket.destroy();
			isMessage = /^DATA/im.test(String(data));
			socket.write(isMessage ? '354 go on\r\n' : '250 OK\r\n');
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	closing.push(async () => server.close());
	return (server.address() as AddressInfo).port;
}

async function portNobodyListensOn(): Promise<number> {
	const probe: Server = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
