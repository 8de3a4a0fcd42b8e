import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;

/** Every use of the installation's secret has its own key, so that none can be turned against another. */
export interface Keys {
	/** Seals SIP passwords in the database. */
	readonly sealing: Buffer;
	/** Signs session cookies. */
	readonly sessions: string;
}

/**
 * Keys derived (RFC 5869) from the configured secret, else from `secret` in the data folder: made at
 * the first start, readable for the owner alone.
 */
export function loadKeys(configured: string | undefined, dataFolder: string): Keys {
	const secret = configured ?? secretFile(dataFolder);
	const derive = (purpose: string) =>
		Buffer.from(hkdfSync('sha256', secret, '', `anteroom ${purpose}`, KEY_BYTES));
	return { sealing: derive('sip passwords'), sessions: derive('sessions').toString('base64url') };
}

function secretFile(dataFolder: string): string {
	mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
	const path = join(dataFolder, 'secret');
	const fresh = randomBytes(KEY_BYTES).toString('base64url');
	try {
		// wx: of two processes that start together, the second reads what the first wrote.
		writeFileSync(path, fresh, { flag: 'wx', mode: 0o600, flush: true });
		return fresh;
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
	const stored = readFileSync(path, 'utf8').trim();
	if (stored.length < KEY_BYTES) throw new Error(`${path} does not hold a secret`);
	return stored;
}
