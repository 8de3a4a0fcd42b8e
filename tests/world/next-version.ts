import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
/** All that a build and the running server are made of. */
const PARTS = ['package.json', 'svelte.config.js', 'vite.config.ts', 'scripts', 'src', 'static'];
const CONFIGS = ['tsconfig.json', 'tsconfig.base.json'];

/** A folder of its own with the built app as its next version will be. */
export interface NextVersion {
	/** To start it from (`startApp`). */
	readonly root: string;
	remove(): Promise<void>;
}

/**
 * Builds the app's own source once more: a version that talks as this one does or, where it is to be
 * `foreign`, has the next shape of the settings, so that pages and servers of the two do not understand
 * each other's.
 */
export async function buildNextVersion({ foreign }: { foreign: boolean }): Promise<NextVersion> {
	const root = await mkdtemp(join(tmpdir(), 'anteroom-next-'));
	const remove = () => rm(root, { recursive: true, force: true });
	try {
		for (const part of [...PARTS, ...CONFIGS]) {
			await cp(join(ROOT, part), join(root, part), { recursive: true });
		}
		await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
		if (foreign) {
			const settings = join(root, 'src/domain/settings.ts');
			await writeFile(settings, raised(await readFile(settings, 'utf8')));
		}
		await promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
			cwd: root
		});
	} catch (error) {
		await remove();
		throw error;
	}
	return { root, remove };
}

function raised(source: string): string {
	const version = /const SETTINGS_VERSION = (\d+);/.exec(source);
	if (!version) throw new Error('the settings have no version');
	const from = Number(version[1]);
	const step = `,\n\t{ from: ${from}, step: (stored) => ({ ...stored, version: ${from + 1} }) }\n];`;
	const migrations = /(const MIGRATIONS[\s\S]*?step: [\s\S]*?)\n\];/;
	if (!migrations.test(source)) throw new Error('the settings have no migrations');
	return source
		.replace(version[0], `const SETTINGS_VERSION = ${from + 1};`)
		.replace(migrations, `$1${step}`);
}
