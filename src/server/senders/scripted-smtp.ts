import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Where in a delivery (RFC 5321 §3.3) a server can misbehave; `dot` is after the message's last line. */
export type SmtpStage = 'greeting' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'text' | 'dot';

/** An answer other than the usual one; or none, the connection left open or closed. */
export type SmtpAction = `${4 | 5}${string}` | 'hang' | 'close';

/** A mail server on loopback that does at each stage what a test says, and what it should elsewhere. */
export interface ScriptedSmtp {
	readonly port: number;
	readonly script: Map<SmtpStage, SmtpAction>;
	/** The Message-IDs of what it has taken responsibility for, in order. */
	readonly taken: readonly string[];
	/** How often somebody wanted to sign in. */
	logins(): number;
	/** Resolves when it misbehaves next. */
	misbehaved(): Promise<void>;
	close(): Promise<void>;
}

/** @param port 0 for a free one */
export async function startScriptedSmtp(port = 0): Promise<ScriptedSmtp> {
	const script: ScriptedSmtp['script'] = new Map();
	const taken: string[] = [];
	const sockets = new Set<Socket>();
	let logins = 0;
	let tell = () => {};

	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
		let isMessage = false;
		let unread = '';
		const step = (stage: SmtpStage, usual: string) => {
			const action = script.get(stage);
			if (action === undefined) return socket.write(usual);
			if (action === 'close') socket.destroy();
			else if (action !== 'hang') socket.write(`${action}\r\n`);
			tell();
		};
		const endMessage = (source: string) => {
			const action = script.get('dot');
			// Taken, and the answer is lost on its way: the window that no protocol closes.
			const isTaken = action === undefined || action === 'hang' || action === 'close';
			if (isTaken) taken.push(/^Message-ID: (.+)$/im.exec(source)?.[1]?.trim() ?? '');
			step('dot', '250 2.0.0 Ok: queued as 4F3A\r\n');
		};
		step('greeting', '220 scripted.example ESMTP\r\n');
		socket.on('data', (data) => {
			unread += String(data);
			for (;;) {
				if (isMessage) {
					if (script.has('text')) return step('text', '');
					const end = unread.indexOf('\r\n.\r\n');
					if (end < 0) return;
					endMessage(unread.slice(0, end));
					unread = unread.slice(end + 5);
					isMessage = false;
					continue;
				}
				const end = unread.indexOf('\r\n');
				if (end < 0) return;
				const verb = unread.slice(0, end).split(' ')[0]?.toUpperCase();
				unread = unread.slice(end + 2);
				if (verb === 'EHLO') socket.write('250-scripted.example\r\n250 AUTH PLAIN\r\n');
				else if (verb === 'AUTH') {
					logins += 1;
					step('AUTH', '235 2.7.0 welcome\r\n');
				} else if (verb === 'MAIL' || verb === 'RCPT') step(verb, '250 2.1.0 Ok\r\n');
				else if (verb === 'DATA') {
					if (!script.has('DATA')) isMessage = true;
					step('DATA', '354 go on\r\n');
				} else socket.write('250 Ok\r\n');
			}
		});
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		script,
		taken,
		logins: () => logins,
		misbehaved: () => new Promise((resolve) => (tell = resolve)),
		async close() {
			const closed = once(server, 'close');
			server.close();
			for (const socket of sockets) socket.destroy();
			await closed;
		}
	};
}
