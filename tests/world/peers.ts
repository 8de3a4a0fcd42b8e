import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program of the outside world that the tests need, and Debian's package that has it. */
interface Peer {
	readonly file: string;
	readonly debian: string;
}

/** Debian keeps some daemons off the PATH of ordinary users. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/lib/postfix/sbin'];

const PEERS: readonly Peer[] = [
	{ file: 'kamailio', debian: 'kamailio' },
	{ file: websocketModule(), debian: 'kamailio-websocket-modules' },
	{ file: 'rtpengine', debian: 'rtpengine-daemon' },
	{ file: 'baresip', debian: 'baresip-core' },
	{ file: 'sipp', debian: 'sip-tester' },
	{ file: 'sox', debian: 'sox' },
	{ file: 'postfix', debian: 'postfix' }
];

/** Why interop cannot run here, with the way out; undefined where it can. */
export function missingPeers(): string | undefined {
	const missing = PEERS.filter(({ file }) => !isThere(file));
	if (missing.length > 0) {
		const packages = missing.map(({ debian }) => debian).join(' ');
		return (
			`Interop needs programs that are not installed: on Debian and Ubuntu run ` +
			`\`apt-get install -y --no-install-recommends ${packages}\`, ${OR_LEAVE_OUT}`
		);
	}
	if (process.getuid?.() !== 0) {
		return `Interop starts a Postfix of its own, which only root can: run as root, ${OR_LEAVE_OUT}`;
	}
	return undefined;
}

const OR_LEAVE_OUT = 'or set ANTEROOM_WITHOUT_INTEROP=1 to leave interop out.';

function isThere(file: string): boolean {
	if (file.includes('/')) return existsSync(file);
	const folders = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS];
	return folders.some((folder) => existsSync(join(folder, file)));
}

/** A module is a file in a folder that is named after the machine's architecture. */
function websocketModule(): string {
	const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
	return `/usr/lib/${machine}-linux-gnu/kamailio/modules/websocket.so`;
}
