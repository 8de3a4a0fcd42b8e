import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A hash of all files below the given paths, names and contents.
 *
 * @param {readonly string[]} paths files or folders
 */
export function hashOf(paths) {
	const hash = createHash('sha256');
	for (const path of paths.flatMap(filesBelow)) {
		hash.update(path).update('\0').update(readFileSync(path)).update('\0');
	}
	return hash.digest('hex');
}

/**
 * True where the work that `write` recorded was done for this very hash.
 *
 * @param {string} stamp the file that holds the hash
 * @param {string} hash
 */
export function isFresh(stamp, hash) {
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/**
 * @param {string} stamp
 * @param {string} hash
 */
export function write(stamp, hash) {
	mkdirSync(dirname(stamp), { recursive: true });
	writeFileSync(stamp, hash);
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
	if (!existsSync(path)) return [];
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesBelow(join(path, name)));
}
