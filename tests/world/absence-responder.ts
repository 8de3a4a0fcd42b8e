import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Everybody in this domain is on holiday. */
export const ABSENT_DOMAIN = 'absent.example';
/** Postfix delivers by programs as any user but its own. */
const USER = 'nobody';
const LOCAL_DELIVERY = '/usr/lib/dovecot/dovecot-lda';

/** A delivery agent that answers in people's absence: Dovecot's, with Pigeonhole's vacation (RFC 5230). */
export interface AbsenceResponder {
	/** Where it puts the mails. */
	readonly maildir: string;
	/** The name of its service in `master.cf`. */
	readonly transport: 'absence';
	/** Its line of `master.cf`. */
	readonly service: string;
	/** What it said, e.g. why it did not answer. */
	log(): string;
}

/**
 * Prepares a delivery agent that Postfix runs for each mail; it needs no daemon of its own.
 *
 * @param folder must exist, and everybody must be able to pass through.
 * @param submissionPort takes the notes by SMTP, on loopback.
 */
export async function makeAbsenceResponder(
	folder: string,
	submissionPort: number
): Promise<AbsenceResponder> {
	const home = join(folder, 'absent');
	const maildir = join(home, 'mail');
	const script = join(home, 'vacation.sieve');
	const log = join(home, 'delivery.log');
	const configuration = join(home, 'dovecot.conf');
	await mkdir(maildir, { recursive: true });
	await writeFile(
		script,
		'require ["vacation"];\nvacation :days 1 :subject "Away until Monday" "I am on holiday.";\n'
	);
	await writeFile(
		configuration,
		[
			`mail_location = maildir:${maildir}`,
			'protocols =',
			`log_path = ${log}`,
			`submission_host = 127.0.0.1:${submissionPort}`,
			`postmaster_address = postmaster@${ABSENT_DOMAIN}`,
			'protocol lda {',
			'  mail_plugins = sieve',
			'}',
			'plugin {',
			`  sieve = file:${script}`,
			'}',
			''
		].join('\n')
	);
	const [uid, gid] = [await idOf('-u'), await idOf('-g')];
	for (const path of [home, maildir, script]) await chown(path, uid, gid);
	await chmod(home, 0o755);
	const environment = `/usr/bin/env HOME=${home} USER=${USER}`;
	const recipient = '-f ${sender} -a ${recipient} -r ${recipient}';
	return {
		maildir,
		transport: 'absence',
		service: [
			'absence unix - n n - - pipe',
			`  flags=DRhu user=${USER} argv=${environment} ${LOCAL_DELIVERY} -c ${configuration} ${recipient}`
		].join('\n'),
		log: () => (existsSync(log) ? readFileSync(log, 'utf8') : '')
	};
}

async function idOf(which: '-u' | '-g'): Promise<number> {
	return Number((await run('id', [which, USER])).stdout);
}
