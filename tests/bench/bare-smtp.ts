import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { perSecond } from './durable-inserts.ts';

/** One message, ready for the wire: lines end in CRLF, and none is a lone dot. */
interface BareMail {
	readonly from: string;
	readonly to: string;
	readonly source: string;
}

/**
 * Mails that a mail server takes from clients that only write prepared bytes and await each answer
 * (RFC 5321 §3.3), in mails/s: what the server itself can do.
 */
export async function bareSmtp(
	port: number,
	mails: number,
	connections: number,
	mail: BareMail
): Promise<number> {
	let waiting = mails;
	const clients = await Promise.all(Array.from({ length: connections }, () => openClient(port)));
	const startedAt = performance.now();
	await Promise.all(
		clients.map(async ({ say, end }) => {
			while (waiting-- > 0) {
				await say(`MAIL FROM:<${mail.from}>`, '250');
				await say(`RCPT TO:<${mail.to}>`, '250');
				await say('DATA', '354');
				await say(`${mail.source.trimEnd()}\r\n.`, '250');
			}
			end();
		})
	);
	return perSecond(mails, startedAt);
}

async function openClient(port: number) {
	const socket = connect(port, '127.0.0.1').setNoDelay();
	await once(socket, 'connect');
	const lines = createInterface(socket)[Symbol.asyncIterator]();
	const expect = async (code: string) => {
		for (;;) {
			const { value, done } = await lines.next();
			if (done) throw new Error('the mail server has closed the connection');
			if (value.startsWith(`${code}-`)) continue;
			if (value.startsWith(`${code} `)) return;
			throw new Error(`the mail server said ${value} instead of ${code}`);
		}
	};
	const say = async (line: string, code: string) => {
		socket.write(`${line}\r\n`);
		await expect(code);
	};
	await expect('220');
	await say('EHLO bench.example', '250');
	return { say, end: () => void socket.end('QUIT\r\n') };
}
