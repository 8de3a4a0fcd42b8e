import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Client, ResultCodeError, type Entry } from 'ldapts';
import type { LdapSource } from '#domain/directory-source.ts';

/** As long as a lookup may take, see ask-directories.ts: later answers are read by nobody. */
const LIMIT_MS = 3_000;
const PORTS = { ldap: 389, ldaps: 636 };

/** Where and as whom a server is asked. */
export type LdapLogin = Pick<LdapSource, 'url' | 'startTls' | 'ca' | 'bindDn'> & {
	readonly password: string;
};

export interface LdapQuestion {
	readonly base: string;
	readonly scope: LdapSource['scope'];
	readonly filter: string;
	readonly attributes: readonly string[];
	/** More entries than this are not sent. */
	readonly limit: number;
}

/** One connection that is kept, and made again where it has gone. */
export class LdapConnection {
	readonly #login: LdapLogin;
	#open: Promise<Bound> | undefined;
	#closed = false;

	constructor(login: LdapLogin) {
		this.#login = login;
	}

	/** @throws in the server's words where it refuses, in the network's where it is away. */
	async search(question: LdapQuestion): Promise<Entry[]> {
		try {
			return await this.#askAgain(question);
		} catch (error) {
			throw new Error(wordsOf(error), { cause: error });
		}
	}

	async close(): Promise<void> {
		this.#closed = true;
		const open = this.#open;
		this.#open = undefined;
		await open?.then(({ socket }) => socket.destroy()).catch(() => undefined);
	}

	async #askAgain(question: LdapQuestion): Promise<Entry[]> {
		const kept = this.#open;
		try {
			return await this.#ask(question);
		} catch (error) {
			// A server may have let go of an idle connection a moment ago; a refusal stays one.
			if (kept === undefined || error instanceof ResultCodeError) throw error;
			return this.#ask(question);
		}
	}

	async #ask({ base, limit, attributes, ...question }: LdapQuestion): Promise<Entry[]> {
		if (this.#closed) throw new Error('these settings are not used any more');
		const opened = (this.#open ??= this.#bind());
		try {
			const { client } = await opened;
			const { searchEntries } = await client.search(base, {
				...question,
				attributes: [...attributes],
				sizeLimit: limit,
				timeLimit: LIMIT_MS / 1_000
			});
			return searchEntries;
		} catch (error) {
			if (!(error instanceof ResultCodeError)) await this.#forget(opened);
			throw error;
		}
	}

	#bind(): Promise<Bound> {
		const opened = openBound(this.#login);
		opened.then(
			({ socket }) => socket.once('close', () => void this.#forget(opened)),
			() => void this.#forget(opened)
		);
		return opened;
	}

	async #forget(opened: Promise<Bound>): Promise<void> {
		if (this.#open === opened) this.#open = undefined;
		await opened.then(({ socket }) => socket.destroy()).catch(() => undefined);
	}
}

/** What a server said; where it gave a code alone, the name that RFC 4511 has for it. */
function wordsOf(error: unknown): string {
	if (!(error instanceof ResultCodeError)) {
		return error instanceof Error ? error.message || error.name : String(error);
	}
	const said = error.message.replace(/ *Code: 0x[0-9a-f]+$/, '');
	const name = error.constructor.name.replace(/Error$/, '').replace(/(?!^)(?=[A-Z])/g, ' ');
	return `${said || name.toLowerCase()} (LDAP ${error.code})`;
}

interface Bound {
	readonly client: Client;
	/** Closed when the connection is: after StartTLS the library does not notice. */
	readonly socket: Socket;
}

async function openBound({ url, startTls, ca, bindDn, password }: LdapLogin): Promise<Bound> {
	// RFC 4513 §5.1.2: servers take it for an anonymous bind and say that all is well.
	if (bindDn !== '' && password === '') throw new Error('a bind DN needs a password');
	const { protocol, hostname, port } = new URL(url);
	const host = hostname.replace(/^\[|\]$/g, '');
	const tls = {
		host,
		...(ca === '' ? {} : { ca }),
		// RFC 6066 §3: no name is sent for an address.
		...(isIP(host) ? {} : { servername: host })
	};
	const options = { url, timeout: LIMIT_MS };
	if (protocol === 'ldaps:') {
		const socket = connectTls({ ...tls, port: Number(port) || PORTS.ldaps });
		return inTime(socket, async () => {
			await once(socket, 'secureConnect');
			// Our own socket, never a new one: the library's would go on without TLS or without a bind.
			const client = new Client({ ...options, createSecureConnection: () => socket });
			await client.bind(bindDn, password);
			return { client, socket };
		});
	}
	const socket = connect({ host, port: Number(port) || PORTS.ldap });
	return inTime(socket, async () => {
		await once(socket, 'connect');
		const client = new Client({ ...options, createConnection: () => socket });
		if (startTls) await client.startTLS(tls);
		await client.bind(bindDn, password);
		return { client, socket };
	});
}

/** Ends the socket where what is done over it fails or takes too long. */
async function inTime(socket: Socket, work: () => Promise<Bound>): Promise<Bound> {
	// Until the library listens, and after it has stopped: an error that nobody hears would end the process.
	socket.on('error', () => undefined);
	const late = setTimeout(() => socket.destroy(new Error('timeout')), LIMIT_MS);
	try {
		return await work();
	} catch (error) {
		socket.destroy();
		throw error;
	} finally {
		clearTimeout(late);
	}
}
