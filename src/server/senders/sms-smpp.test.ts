import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import smpp, { type Pdu, type Session } from 'smpp';
import { afterEach, describe, expect, test } from 'vitest';
import type { OutgoingMessage, Sender } from '#server/outbox/sender.ts';
import type { Receipt } from '#server/receipts/receipts.ts';
import { createSmppSender } from './sms-smpp.ts';

const NEVER = new AbortController().signal;
const LOGIN = { systemId: 'anteroom', password: 's3cret' };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

type OnSubmit = (pdu: Pdu, session: Session) => void;
const accept: OnSubmit = (pdu, session) => {
	session.send(pdu.response({ message_id: 'M1' }));
};
const refuse =
	(command_status: number): OnSubmit =>
	(pdu, session) =>
		void session.send(pdu.response({ command_status }));

/** A message centre on loopback, by the same library's server half. */
async function centre(
	onSubmit: OnSubmit = accept,
	login: 'bind_transceiver' | 'bind_transmitter' = 'bind_transceiver'
) {
	const submitted: Pdu[] = [];
	const sessions: Session[] = [];
	const commands: string[] = [];
	const logins = new EventEmitter();
	let count = 0;
	const server = smpp.createServer((session) => {
		sessions.push(session);
		session.on('error', () => undefined);
		session.on('pdu', (pdu: Pdu) => commands.push(pdu.command));
		if (login === 'bind_transmitter') {
			session.on('bind_transceiver', (pdu: Pdu) =>
				session.send(pdu.response({ command_status: 0x03 }))
			);
		}
		session.on(login, (pdu: Pdu) => {
			count += 1;
			logins.emit('login');
			const isRight = pdu.system_id === LOGIN.systemId && pdu.password === LOGIN.password;
			session.send(pdu.response(isRight ? {} : { command_status: 0x0e }));
		});
		session.on('submit_sm', (pdu: Pdu) => {
			submitted.push(pdu);
			onSubmit(pdu, session);
		});
		session.on('unbind', (pdu: Pdu) => session.send(pdu.response()));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	closing.push(async () => {
		for (const session of sessions) session.destroy();
		server.close();
		await once(server, 'close');
	});
	const { port } = server.address() as AddressInfo;
	/** Waits until so many logins have come. */
	const bound = async (logged: number) => {
		while (count < logged) await once(logins, 'login');
	};
	return { port, submitted, sessions, commands, bound };
}

function senderTo(
	port: number,
	login = LOGIN,
	received: (receipt: Receipt) => Promise<void> = async () => undefined
): Sender {
	const sender = createSmppSender({ host: '127.0.0.1', port, tls: false, ...login }, received);
	closing.push(() => sender.close());
	return sender;
}

const message = (change: object = {}): OutgoingMessage => ({
	id: '1',
	messageId: '<5f1d@office.example>',
	createdAt: 1,
	payload: { to: '+491713920099', from: 'Anteroom', text: 'Grüße', log: [], ...change }
});

describe('SMPP sender', () => {
	test('submits what was composed, by an alphanumeric sender', async () => {
		const { port, submitted } = await centre();
		expect(await senderTo(port).send(message(), NEVER)).toEqual({
			ok: true,
			response: 'accepted M1',
			receiptKey: 'smpp M1'
		});
		expect(submitted).toMatchObject([
			{
				registered_delivery: 1,
				source_addr_ton: 5,
				source_addr_npi: 0,
				source_addr: 'Anteroom',
				dest_addr_ton: 1,
				destination_addr: '491713920099',
				data_coding: 0,
				short_message: { message: 'Grüße' }
			}
		]);
	});

	test('by the caller’s number, and by the centre’s default where there is no sender', async () => {
		const { port, submitted } = await centre();
		const sender = senderTo(port);
		await sender.send(message({ from: '+491713920010' }), NEVER);
		await sender.send(message({ from: '' }), NEVER);
		expect(submitted).toMatchObject([
			{ source_addr_ton: 1, source_addr_npi: 1, source_addr: '491713920010' },
			{ source_addr: '' }
		]);
	});

	test.each([
		['beyond the GSM alphabet', 'Звонок от Ивана', 8, 'short_message'],
		['from the extension table', '10 € [x]', 0, 'short_message'],
		['as long as one segment', 'a'.repeat(160), 0, 'short_message'],
		['longer, as one submission', 'ä'.repeat(300), 0, 'message_payload'],
		['longer and beyond', 'ж📞'.repeat(60), 8, 'message_payload']
	] as const)('a text %s arrives whole', async (_, text, data_coding, where) => {
		const { port, submitted } = await centre();
		expect((await senderTo(port).send(message({ text }), NEVER)).ok).toBe(true);
		expect(submitted).toHaveLength(1);
		expect(submitted[0]).toMatchObject({ data_coding, [where]: { message: text } });
	});

	test('keeps its connection for many, and says farewell', async () => {
		const { port, sessions, commands } = await centre();
		const sender = senderTo(port);
		await Promise.all([1, 2, 3].map(() => sender.send(message(), NEVER)));
		expect(sessions).toHaveLength(1);
		await sender.close();
		expect(commands).toEqual(['bind_transceiver', 'submit_sm', 'submit_sm', 'submit_sm', 'unbind']);
	});

	test.each([
		['invalid destination', 0x0b, true],
		['invalid source', 0x0a, true],
		['rejected by the application', 0x66, true],
		['throttled', 0x58, false],
		['queue full', 0x14, false],
		['system error', 0x08, false]
	])('judges %s', async (_, status, permanent) => {
		const { port } = await centre(refuse(status));
		const result = await senderTo(port).send(message(), NEVER);
		expect(result).toMatchObject({ ok: false, permanent });
		expect(result.ok ? '' : result.error).toContain(status.toString(16).padStart(8, '0'));
	});

	test('a wrong password is for the administrator to mend; right, it goes', async () => {
		const { port, submitted } = await centre();
		const wrong = senderTo(port, { ...LOGIN, password: 'wrong' });
		expect(await wrong.send(message(), NEVER)).toEqual({
			ok: false,
			permanent: false,
			misconfigured: 'login',
			error: 'the message centre refused the login (0x0000000e)'
		});
		expect(submitted).toEqual([]);
		expect((await senderTo(port).send(message(), NEVER)).ok).toBe(true);
	});

	test('a centre that leaves within the message is asked again, on a new connection', async () => {
		let isFirst = true;
		const { port, sessions } = await centre((pdu, session) => {
			if (!isFirst) return accept(pdu, session);
			isFirst = false;
			session.destroy();
		});
		const sender = senderTo(port);
		expect(await sender.send(message(), NEVER)).toMatchObject({ ok: false, permanent: false });
		expect((await sender.send(message(), NEVER)).ok).toBe(true);
		expect(sessions).toHaveLength(2);
	});

	test('a centre that does not answer is left when time is up', async () => {
		const stop = new AbortController();
		const { port, sessions } = await centre(() => stop.abort());
		const sender = senderTo(port);
		expect(await sender.send(message(), stop.signal)).toEqual({
			ok: false,
			permanent: false,
			error: 'the message centre did not answer in time'
		});
		await sender.send(message(), AbortSignal.abort());
		expect(sessions.length).toBeGreaterThan(0);
	});

	test('one that is away, and one that speaks no SMPP', async () => {
		const away = await senderTo(1).send(message(), NEVER);
		expect(away).toMatchObject({ ok: false, permanent: false });
		const chatter = createServer((socket) => {
			socket.on('error', () => undefined).write('220 mail.example ESMTP\r\n');
		}).listen(0, '127.0.0.1');
		await once(chatter, 'listening');
		closing.push(async () => chatter.close());
		const { port } = chatter.address() as AddressInfo;
		expect(await senderTo(port).send(message(), NEVER)).toMatchObject({
			ok: false,
			permanent: false
		});
	});

	test('answers the centre’s own questions', async () => {
		const { port, sessions } = await centre();
		await senderTo(port).send(message(), NEVER);
		const answered = await new Promise<Pdu>((resolve) => sessions[0]!.enquire_link({}, resolve));
		expect(answered.command).toBe('enquire_link_resp');
	});

	test('a receipt is answered when it is safe, and kept by the centre when it is not', async () => {
		const { port, sessions } = await centre();
		const receipts: Receipt[] = [];
		let isBroken = true;
		const sender = senderTo(port, LOGIN, async (receipt) => {
			if (isBroken) throw new Error('the disk is full');
			receipts.push(receipt);
		});
		await sender.send(message(), NEVER);
		const deliver = (fields: object) =>
			new Promise<Pdu>((resolve) => sessions[0]!.deliver_sm(fields, resolve));
		const receipt = { esm_class: 4, short_message: 'id:M1 stat:DELIVRD err:000 text:' };
		expect((await deliver(receipt)).command_status).toBe(0x64);
		isBroken = false;
		expect((await deliver(receipt)).command_status).toBe(0);
		expect(receipts).toEqual([{ key: 'smpp M1', delivery: 'delivered', said: 'DELIVRD err:000' }]);
		expect((await deliver({ short_message: 'Danke! id:M1 stat:EXPIRED' })).command_status).toBe(0);
		expect(receipts).toHaveLength(1);
	});

	test('is connected before the first message, and again after the connection was lost', async () => {
		const { port, bound, sessions } = await centre();
		senderTo(port);
		await bound(1);
		sessions[0]!.destroy();
		await bound(2);
		expect(sessions).toHaveLength(2);
	});

	test('a centre that knows transmitters only takes messages all the same', async () => {
		const { port, commands, submitted } = await centre(accept, 'bind_transmitter');
		expect((await senderTo(port).send(message(), NEVER)).ok).toBe(true);
		expect(commands).toEqual(['bind_transceiver', 'bind_transmitter', 'submit_sm']);
		expect(submitted).toHaveLength(1);
	});

	test('refuses what is no text message', async () => {
		const { port, submitted } = await centre();
		expect(await senderTo(port).send(message({ to: 'anna' }), NEVER)).toMatchObject({ ok: false });
		expect(submitted).toEqual([]);
	});
});
