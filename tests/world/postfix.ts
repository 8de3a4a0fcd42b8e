import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ABSENT_DOMAIN, makeAbsenceResponder, type AbsenceResponder } from './absence-responder.ts';
import { freePort } from './free-port.ts';
import { startPeer, untilReady, type PeerProcess } from './peer-process.ts';

const run = promisify(execFile);

/** Where Debian's package keeps the daemons. */
const DAEMONS = '/usr/lib/postfix/sbin';
const HOST = 'mx.mail.example';
const LOG = 'mail.log';

/** A mail server of its own: takes mail by SMTP and delivers every recipient's into one Maildir. */
export interface Postfix {
	readonly process: PeerProcess;
	/** SMTP on loopback, without TLS. */
	readonly port: number;
	/**
	 * The source of every mail delivered so far, to whomever: the recipient stands in `Delivered-To`.
	 * All are in one place on purpose, so that a mail to somebody unexpected cannot hide.
	 */
	delivered(): Promise<string[]>;
	/** Delivers what is for people of `ABSENT_DOMAIN`, and answers for them. */
	readonly absence: AbsenceResponder;
	stop(): Promise<void>;
}

/**
 * Starts a private Postfix (own configuration, queue and data folders) and answers when it has greeted
 * an SMTP client. Needs root, as every Postfix does. Nothing is relayed: all domains are its own.
 */
export async function startPostfix(): Promise<Postfix> {
	const folder = await mkdtemp(join(tmpdir(), 'anteroom-postfix-'));
	const port = await freePort();
	const mail = join(folder, 'mail');
	try {
		const owner = await makeFolders(folder, mail);
		const configuration = join(folder, 'etc');
		const absence = await makeAbsenceResponder(folder, port);
		const main = mainConfiguration(folder, mail, owner, absence);
		await writeFile(join(configuration, 'main.cf'), main);
		await writeFile(join(configuration, 'master.cf'), services(port, absence));
		// Makes the queue's folders with the owners and modes that the daemons insist on.
		await run('/usr/sbin/postfix', ['-c', configuration, 'check']);
		const master = startPeer('postfix', join(DAEMONS, 'master'), ['-c', configuration, '-s'], {
			wholeGroup: true,
			// What the `postfix` command sets so that the daemons log by postlogd, not by syslog.
			env: { POSTLOG_SERVICE: 'postlog', POSTLOG_HOSTNAME: HOST }
		});
		await untilReady(master, () => greets(port));
		return {
			process: { ...master, log: () => readLog(folder) + master.log() },
			port,
			delivered: async () => [
				...(await readMaildir(join(mail, 'all'))),
				...(await readMaildir(absence.maildir))
			],
			absence,
			async stop() {
				await master.stop();
				await rm(folder, { recursive: true, force: true });
			}
		};
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}

interface Owner {
	readonly uid: number;
	readonly gid: number;
}

async function makeFolders(folder: string, mail: string): Promise<Owner> {
	// The daemons run as other users and must be able to pass through.
	await chmod(folder, 0o755);
	const [uid, gid] = [await idOf('-u'), await idOf('-g')];
	await mkdir(join(folder, 'etc'));
	await mkdir(join(folder, 'queue'));
	for (const own of [join(folder, 'data'), mail]) {
		await mkdir(own);
		await chown(own, uid, gid);
	}
	return { uid, gid };
}

async function idOf(which: '-u' | '-g'): Promise<number> {
	return Number((await run('id', [which, 'postfix'])).stdout);
}

function mainConfiguration(
	folder: string,
	mail: string,
	{ uid, gid }: Owner,
	{ transport }: AbsenceResponder
): string {
	const settings = {
		compatibility_level: '3.6',
		queue_directory: join(folder, 'queue'),
		data_directory: join(folder, 'data'),
		daemon_directory: DAEMONS,
		// A pipe of Node's is a socket, which postlogd cannot open as /dev/stdout.
		maillog_file: join(folder, LOG),
		maillog_file_prefixes: folder,
		inet_interfaces: '127.0.0.1',
		inet_protocols: 'ipv4',
		myhostname: HOST,
		mydestination: '',
		mynetworks: '127.0.0.0/8',
		alias_maps: '',
		alias_database: '',
		virtual_mailbox_domains: 'static:all',
		virtual_mailbox_maps: 'static:all/',
		virtual_mailbox_base: mail,
		virtual_uid_maps: `static:${uid}`,
		virtual_gid_maps: `static:${gid}`,
		virtual_minimum_uid: '1',
		transport_maps: `inline:{${ABSENT_DOMAIN}=${transport}:}`,
		[`${transport}_destination_recipient_limit`]: '1',
		smtpd_relay_restrictions: 'permit_mynetworks, reject',
		smtpd_peername_lookup: 'no',
		in_flow_delay: '0'
	};
	return Object.entries(settings)
		.map(([name, value]) => `${name} = ${value}\n`)
		.join('');
}

/** `master.cf`: only what delivery from SMTP into a Maildir takes; nothing runs in a chroot. */
function services(port: number, absence: AbsenceResponder): string {
	return [
		`127.0.0.1:${port} inet n - n - - smtpd`,
		'cleanup unix n - n - 0 cleanup',
		'qmgr unix n - n 300 1 qmgr',
		'rewrite unix - - n - - trivial-rewrite',
		'bounce unix - - n - 0 bounce',
		'defer unix - - n - 0 bounce',
		'trace unix - - n - 0 bounce',
		'proxymap unix - - n - - proxymap',
		'error unix - - n - - error',
		'retry unix - - n - - error',
		'virtual unix - n n - - virtual',
		absence.service,
		'anvil unix - - n - 1 anvil',
		'postlog unix-dgram n - n - 1 postlogd',
		''
	].join('\n');
}

function greets(port: number): Promise<boolean> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, '127.0.0.1');
		socket.setEncoding('utf8').once('data', (greeting: string) => {
			socket.end('QUIT\r\n');
			resolve(greeting.startsWith('220 '));
		});
		socket.once('error', reject);
	});
}

function readLog(folder: string): string {
	const path = join(folder, LOG);
	return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** What is in `new` has been delivered whole: a Maildir writes in `tmp` and renames. */
async function readMaildir(maildir: string): Promise<string[]> {
	const folder = join(maildir, 'new');
	const names = await readdir(folder).catch(() => []);
	return Promise.all(names.sort().map((name) => readFile(join(folder, name), 'utf8')));
}
