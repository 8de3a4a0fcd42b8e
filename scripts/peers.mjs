import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The programs that the tests run against, each with Debian's package and where it is found when it is
 * there. The only list of them: what is missing, what to install and what to say all come from here.
 *
 * @typedef {{ name: string, packages: readonly string[], present: () => boolean }} Peer
 */

/** @type {readonly Peer[]} */
const PEERS = [
	{ name: 'PostgreSQL', packages: ['postgresql'], present: () => findPostgres() !== undefined },
	{
		name: 'Kamailio',
		packages: [
			...['kamailio', 'kamailio-websocket-modules', 'kamailio-utils-modules'],
			'kamailio-presence-modules'
		],
		present: () =>
			['websocket', 'http_client', 'presence'].every(hasKamailioModule) && hasProgram('kamailio')
	},
	{
		name: 'rtpengine',
		packages: ['rtpengine-daemon'],
		present: () => hasProgram('rtpengine')
	},
	{ name: 'coturn', packages: ['coturn'], present: () => hasProgram('turnserver') },
	{ name: 'baresip', packages: ['baresip-core'], present: () => hasProgram('baresip') },
	{ name: 'SIPp', packages: ['sip-tester'], present: () => hasProgram('sipp') },
	// Plays the part of a browser that is told by push: Chromium's push service is its maker's alone.
	{ name: 'Firefox', packages: ['firefox-esr'], present: () => hasProgram('firefox-esr') },
	{ name: 'SoX', packages: ['sox'], present: () => hasProgram('sox') },
	// What Asterisk's example is written in, with the modules that Debian's smallest Perl lacks.
	{ name: 'Perl', packages: ['perl'], present: () => hasPerlModule('HTTP/Tiny.pm') },
	// FreeSWITCH has this version built in.
	{ name: 'Lua', packages: ['lua5.2'], present: () => hasProgram('lua5.2') },
	{ name: 'Postfix', packages: ['postfix'], present: () => hasProgram('postfix') },
	{
		name: 'Dovecot',
		packages: ['dovecot-core', 'dovecot-sieve'],
		present: () => hasPigeonhole()
	},
	{
		name: 'OpenLDAP',
		packages: ['slapd', 'ldap-utils'],
		present: () => hasProgram('slapd') && hasProgram('ldapwhoami')
	},
	{ name: 'Radicale', packages: ['radicale'], present: () => hasProgram('radicale') },
	{
		name: 'Net::SMPP',
		packages: ['libnet-smpp-perl'],
		present: () => existsSync('/usr/share/perl5/Net/SMPP.pm')
	}
];

/** @returns {Peer[]} the peers that this machine lacks */
export function missingPeers() {
	return PEERS.filter(({ present }) => !present());
}

/**
 * How to get what is missing, for people whose machine lacks it.
 *
 * @param {readonly Peer[]} peers
 */
export function howToInstall(peers) {
	const packages = peers.flatMap((peer) => peer.packages).join(' ');
	return `apt-get install -y --no-install-recommends ${packages}`;
}

/**
 * True where a program is on the PATH or where Debian keeps daemons.
 *
 * @param {string} name
 */
export function hasProgram(name) {
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
	return folders.some((folder) => existsSync(join(folder, name)));
}

/**
 * The folder with PostgreSQL's `initdb` and `postgres`; Debian keeps both off the PATH.
 *
 * @returns {string | undefined}
 */
export function findPostgres() {
	const debian = '/usr/lib/postgresql';
	const versions = existsSync(debian) ? readdirSync(debian) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	const folders = [
		...newestFirst.map((version) => join(debian, version, 'bin')),
		...(process.env.PATH ?? '').split(delimiter)
	];
	return folders.find(
		(folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))
	);
}

/** Dovecot's delivery agent with Sieve, by which absence responders answer. */
function hasPigeonhole() {
	const folder = '/usr/lib/dovecot';
	return ['dovecot-lda', 'modules/lib90_sieve_plugin.so'].every((file) =>
		existsSync(join(folder, file))
	);
}

/** @param {string} file */
function hasPerlModule(file) {
	const folder = '/usr/share/perl';
	return (
		existsSync(folder) &&
		readdirSync(folder).some((version) => existsSync(join(folder, version, file)))
	);
}

/** @param {string} module */
function hasKamailioModule(module) {
	return readdirSync('/usr/lib').some((machine) =>
		existsSync(join('/usr/lib', machine, 'kamailio', 'modules', `${module}.so`))
	);
}
