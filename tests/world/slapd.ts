import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kill } from 'node:process';
import { promisify } from 'node:util';
import { makeCertificate } from './certificates.ts';
import { freePort } from './free-port.ts';
import { startPeer, untilReady, type PeerProcess } from './peer-process.ts';

const run = promisify(execFile);

export const LDAP_BASE = 'dc=office,dc=example';
export const LDAP_BIND_DN = `cn=reader,${LDAP_BASE}`;
export const LDAP_PASSWORD = 'may read everything';

/** Somebody in the directory. */
export interface Person {
	readonly uid: string;
	readonly cn: string;
	/** More attributes, e.g. `telephoneNumber`. */
	readonly attributes: Readonly<Record<string, string>>;
}

/** A real LDAP server with people in it. */
export interface Slapd {
	/** `ldap://…`, with StartTLS. */
	readonly url: string;
	/** `ldaps://…`. */
	readonly tlsUrl: string;
	/** PEM of the authority that made its certificate. */
	readonly ca: string;
	/** The one that runs now. */
	process(): PeerProcess;
	/** Ends it as a crash would. */
	kill(): Promise<void>;
	/** Starts it again on the same ports, with the same data. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/** Starts a private slapd on loopback that shows people to those who have bound, and to nobody else. */
export async function startSlapd(people: readonly Person[]): Promise<Slapd> {
	const folder = await mkdtemp(join(tmpdir(), 'anteroom-slapd-'));
	try {
		const certificate = await makeCertificate(folder);
		const [port, tlsPort] = [await freePort(), await freePort()];
		const configuration = join(folder, 'slapd.conf');
		await mkdir(join(folder, 'data'));
		await writeFile(
			configuration,
			[
				...['core', 'cosine', 'inetorgperson'].map(
					(name) => `include /etc/ldap/schema/${name}.schema`
				),
				...['modulepath /usr/lib/ldap', 'moduleload back_mdb'],
				`TLSCACertificateFile ${certificate.caFile}`,
				`TLSCertificateFile ${certificate.certFile}`,
				`TLSCertificateKeyFile ${certificate.keyFile}`,
				...['database mdb', `suffix "${LDAP_BASE}"`, `directory ${join(folder, 'data')}`],
				...['index objectClass eq', 'index telephoneNumber,cn eq,sub'],
				...['access to attrs=userPassword by anonymous auth', 'access to * by users read'],
				''
			].join('\n')
		);
		const ldif = join(folder, 'people.ldif');
		await writeFile(ldif, [...ORGANISATION, ...people.map(entry)].join('\n'));
		await run('/usr/sbin/slapadd', ['-f', configuration, '-l', ldif]);
		const url = `ldap://127.0.0.1:${port}`;
		const tlsUrl = `ldaps://127.0.0.1:${tlsPort}`;
		const start = async () => {
			const listeners = `${url}/ ${tlsUrl}/`;
			const args = ['-f', configuration, '-h', listeners, '-d', '0'];
			const started = startPeer('slapd', '/usr/sbin/slapd', args);
			await untilReady(started, () => isBindable(url));
			return started;
		};
		let process = await start();
		return {
			...{ url, tlsUrl, ca: certificate.ca },
			process: () => process,
			async kill() {
				kill(process.pid, 'SIGKILL');
				await process.ended;
			},
			async restart() {
				process = await start();
			},
			async stop() {
				await process.stop();
				await rm(folder, { recursive: true, force: true });
			}
		};
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}

const ORGANISATION = [
	...[`dn: ${LDAP_BASE}`, 'objectClass: dcObject', 'objectClass: organization'],
	...['o: Office', 'dc: office', ''],
	...[
		`dn: ${LDAP_BIND_DN}`,
		'objectClass: organizationalRole',
		'objectClass: simpleSecurityObject'
	],
	...['cn: reader', `userPassword: ${LDAP_PASSWORD}`, '']
];

function entry({ uid, cn, attributes }: Person): string {
	const lines = Object.entries({ ...attributes, uid, cn, sn: cn }).map(
		// Base64 (RFC 2849): names hold letters of all languages.
		([name, value]) => `${name}:: ${Buffer.from(value).toString('base64')}`
	);
	return [`dn: uid=${uid},${LDAP_BASE}`, 'objectClass: inetOrgPerson', ...lines, ''].join('\n');
}

async function isBindable(url: string): Promise<boolean> {
	await run('ldapwhoami', ['-x', '-H', url, '-D', LDAP_BIND_DN, '-w', LDAP_PASSWORD]);
	return true;
}
