import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createServer, StartRefused } from './create-server.ts';
import { readEnv, type Env } from './env.ts';

const log = pino({ level: 'silent' });
let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'anteroom-data-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

function env(args: string[] = [], more: Record<string, string> = {}): Env {
	const parsed = readEnv({ ANTEROOM_DATA: folder, ...more }, args);
	if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
	return parsed.env;
}

test('serves nothing of the demo without it, and asks for the set-up', async () => {
	const server = await createServer(env(), log);
	expect(server.demo).toBeUndefined();
	expect(await server.setup.needed()).toBe(true);
	expect(server.version).toMatch(/^\d+\.\d+\.\d+/);
	await server.close();
});

test('the demo has people, hotlines and a trunk, and needs no set-up', async () => {
	const server = await createServer(env(['--demo']), log);
	const directory = await server.demo?.people();
	expect(directory?.people.map(({ kind }) => kind)).toEqual(
		expect.arrayContaining(['known', 'unknown', 'withheld', 'internal'])
	);
	expect(directory?.hotlines).toHaveLength(3);
	expect(await server.setup.needed()).toBe(false);
	expect(await server.lookUp('+493023125010')).toMatchObject([{ status: 'found' }]);
	await server.close();
	const again = await createServer(env(['--demo']), log);
	expect((await again.demo?.people())?.sip).toEqual(directory?.sip);
	await again.close();
});

test('the demo’s data and real data do not mix', async () => {
	await (await createServer(env(['--demo']), log)).close();
	await expect(createServer(env(), log)).rejects.toThrow(StartRefused);
	await rm(folder, { recursive: true });
	const real = await createServer(env(), log);
	const person = { name: 'Carla', email: 'carla@office.example', password: 'a long password' };
	await real.setup.complete({ ...person, code: real.setup.code });
	await real.close();
	await expect(createServer(env(['--demo']), log)).rejects.toThrow(StartRefused);
});

test('says in words that the database cannot be opened', async () => {
	const file = join(folder, 'file');
	await writeFile(file, 'not a folder');
	await expect(createServer({ ...env(), dataFolder: file }, log)).rejects.toThrow(StartRefused);
	const nobody = env([], {
		ANTEROOM_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/anteroom',
		ANTEROOM_SECRET: 'a secret of more than thirty-two characters'
	});
	await expect(createServer(nobody, log)).rejects.toThrow(/ANTEROOM_DATABASE_URL/);
});
