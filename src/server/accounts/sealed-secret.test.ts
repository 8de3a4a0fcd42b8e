import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSealer } from './sealed-secret.ts';
import { loadKeys } from './secret.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'anteroom-secret-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('sealed secrets', () => {
	const key = Buffer.alloc(32, 7);
	const sealer = createSealer(key);

	test('open for their owner', () => {
		const sealed = sealer.seal('päss"wörd', 'anna');
		expect(sealed).not.toContain('wörd');
		expect(sealer.open(sealed, 'anna')).toBe('päss"wörd');
		expect(sealer.open(sealer.seal('', 'anna'), 'anna')).toBe('');
	});

	test('never look the same twice', () => {
		expect(sealer.seal('password', 'anna')).not.toBe(sealer.seal('password', 'anna'));
	});

	test('stay shut for other owners, other keys and after any change', () => {
		const sealed = sealer.seal('password', 'anna');
		expect(() => sealer.open(sealed, 'ben')).toThrow();
		expect(() => createSealer(Buffer.alloc(32, 8)).open(sealed, 'anna')).toThrow();
		const bytes = Buffer.from(sealed.slice(3), 'base64url');
		for (let index = 0; index < bytes.length; index++) {
			const changed = Buffer.from(bytes);
			changed[index]! ^= 1;
			expect(() => sealer.open(`v1.${changed.toString('base64url')}`, 'anna')).toThrow();
		}
		expect(() => sealer.open('v1.', 'anna')).toThrow('not a sealed secret');
		expect(() => sealer.open(`v2${sealed.slice(2)}`, 'anna')).toThrow('not a sealed secret');
	});
});

describe('keys', () => {
	test('are kept in a file that only the owner reads', async () => {
		const first = loadKeys(undefined, folder);
		expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600);
		expect(loadKeys(undefined, folder)).toEqual(first);
	});

	test('differ between installations and between purposes', () => {
		const first = loadKeys(undefined, folder);
		const second = loadKeys(undefined, join(folder, 'second'));
		expect(first.sealing).not.toEqual(second.sealing);
		expect(first.sealing.toString('base64url')).not.toBe(first.sessions);
	});

	test('come from the configured secret, without a file', async () => {
		const configured = 'x'.repeat(32);
		expect(loadKeys(configured, folder)).toEqual(loadKeys(configured, join(folder, 'other')));
		await expect(stat(join(folder, 'secret'))).rejects.toThrow('ENOENT');
	});

	test('are not derived from a damaged file', async () => {
		await writeFile(join(folder, 'secret'), '');
		expect(() => loadKeys(undefined, folder)).toThrow('does not hold a secret');
	});
});
