import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { directorySourceSchema, type DirectorySource } from '#domain/directory-source.ts';
import { createSealer } from '#server/accounts/sealed-secret.ts';
import { openDatabase, type Database } from '#server/database/open-database.ts';
import { describeOnEachDatabase } from '#server/database/test-databases.ts';
import { DirectorySources } from './sources.ts';
import { SourceSync } from './source-sync.ts';

const PASSWORD = 'keeps the addresses';
const MINUTE_MS = 60_000;
const sealer = createSealer(Buffer.alloc(32, 7));

function source(url: string): DirectorySource {
	return v.parse(directorySourceSchema, {
		...{ kind: 'carddav', id: 'clients', name: 'Clients', url, user: 'carla', intervalMinutes: 10 },
		numbering: { country: 'DE', areaCode: '30', mainNumber: '', maxExtensionDigits: 4 }
	});
}

/** What a server says of changes. */
type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

interface FakeServer {
	readonly url: string;
	/** The bodies of all requests for changes. */
	readonly asked: string[];
	authorization: string | undefined;
}

/** An address book as RFC 6578 has it, made by hand: for what a sound server does not do when it is told. */
async function startServer(changes: Answer): Promise<FakeServer> {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		fake.authorization = request.headers.authorization;
		let body = '';
		request.on('data', (chunk: Buffer) => (body += String(chunk)));
		request.on('end', () => {
			if (body.includes('sync-collection')) {
				asked.push(body);
				changes(request, response, body);
			} else if (body.includes('addressbook-multiget')) {
				const hrefs = [...body.matchAll(/href>([^<]+)</g)].map(([, href]) => href ?? '');
				multiStatus(response, hrefs.map(card).join(''));
			} else {
				const book = '<d:resourcetype><d:collection/><card:addressbook/></d:resourcetype>';
				multiStatus(response, member('/book/', `<d:prop>${book}</d:prop>`));
			}
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/book/`;
	const fake: FakeServer = { url, asked, authorization: undefined };
	return fake;
}

function multiStatus(response: ServerResponse, members: string): void {
	response.writeHead(207, { 'content-type': 'application/xml' });
	response.end(
		`<d:multistatus xmlns:d="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav">${members}</d:multistatus>`
	);
}

function member(href: string, prop: string): string {
	const ok = '<d:status>HTTP/1.1 200 OK</d:status>';
	return `<d:response><d:href>${href}</d:href><d:propstat>${prop}${ok}</d:propstat></d:response>`;
}

/** The list is not complete (RFC 6578 §3.6). */
const cutOff =
	'<d:response><d:href>/book/</d:href><d:status>HTTP/1.1 507 x</d:status></d:response>';

const changed = (name: string) =>
	member(`/book/${name}`, '<d:prop><d:getetag>"1"</d:getetag></d:prop>');

/** Its last three digits are in its name: `/book/031`. */
function card(href: string): string {
	const digits = href.slice(-3);
	const text = `BEGIN:VCARD\nVERSION:3.0\nFN:Person ${digits}\nTEL:030 23125-${digits}\nEND:VCARD\n`;
	return member(href, `<d:prop><card:address-data>${text}</card:address-data></d:prop>`);
}

const token = (value: string) => `<d:sync-token>${value}</d:sync-token>`;

describeOnEachDatabase('configured directories', (database, options) => {
	let now = 1_000_000;
	const closing: (() => Promise<void>)[] = [];

	/** One node: what it looks in and what it fetches. */
	function node(at: Database = database()) {
		const errors: unknown[] = [];
		const parts = {
			...{ database: at, sealer, now: () => now },
			onError: (error: unknown) => errors.push(error)
		};
		const sync = new SourceSync(parts);
		const sources = new DirectorySources({ ...parts, changed: () => undefined });
		closing.push(
			() => sync.close(),
			() => sources.close()
		);
		const save = (saved: DirectorySource, base: DirectorySource | null, password?: string) =>
			sources.do({ do: 'save', source: saved, base, password });
		const state = async () => (await sources.list())[0]?.state;
		const find = async (e164: string) =>
			(await Promise.all((await sources.current()).map((each) => each.find(e164))))[0];
		return { sync, sources, save, state, find, errors };
	}

	afterEach(async () => {
		for (const close of closing.splice(0)) await close();
	});

	test('keep their passwords to themselves, and send them nowhere else', async () => {
		const { save, sources } = node();
		const here = source('https://dav.example/');
		expect(await save(here, null, PASSWORD)).toEqual({ ok: true });
		expect(JSON.stringify(await sources.list())).not.toContain(PASSWORD);
		expect(await sources.names()).toEqual({ [here.id]: here.name });
		const [row] = await database().db.selectFrom('directory_source').selectAll().execute();
		expect(JSON.stringify(row)).not.toContain(PASSWORD);
		expect(() => sealer.open(row?.password_sealed ?? '', 'directory:other')).toThrow();

		const renamed = { ...here, name: 'Others' };
		expect(await save(renamed, here)).toEqual({ ok: true });
		expect((await sources.list())[0]).toMatchObject({ source: renamed, hasPassword: true });
		const elsewhere = source('https://evil.example/');
		expect(await save(elsewhere, renamed)).toEqual({ ok: false, code: 'password-needed' });
		expect(await sources.try({ source: elsewhere })).toBeUndefined();
		expect(await save(elsewhere, renamed, 'another')).toEqual({ ok: true });
	});

	test('that somebody else has changed are not overwritten', async () => {
		const { save } = node();
		const first = source('https://dav.example/');
		const mine = { ...first, name: 'Mine' };
		expect(await save(first, null, PASSWORD)).toEqual({ ok: true });
		expect(await save(mine, null)).toEqual({ ok: false, code: 'changed-elsewhere' });
		const changes = [save(mine, first), save({ ...first, name: 'Theirs' }, first)];
		expect((await Promise.all(changes)).filter(({ ok }) => ok)).toHaveLength(1);
	});

	test('are fetched by one node at a time, and known to all of them', async () => {
		const server = await startServer((_, response) =>
			multiStatus(response, changed('031') + token('one'))
		);
		const here = node();
		const other = await openDatabase(options());
		closing.push(() => other.close());
		const there = node(other);
		expect(await there.sources.current()).toEqual([]);
		await here.save(source(server.url), null, PASSWORD);
		expect(await there.find('+493023125031')).toMatchObject({ error: 'not fetched yet' });
		here.sync.wake();
		there.sync.wake();
		await expect.poll(() => here.state()).toMatchObject({ entries: 1 });
		await expect.poll(async () => (await here.state())?.answeredAt).toBe(now);
		await there.sync.close();
		await here.sync.close();
		expect(server.asked).toHaveLength(1);
		expect(server.authorization).toBe(`Basic ${btoa(`carla:${PASSWORD}`)}`);
		expect(await there.find('+493023125031')).toMatchObject({ status: 'found' });
		expect([...here.errors, ...there.errors]).toEqual([]);
	});

	test('whose server tells its changes in parts are asked on', async () => {
		const server = await startServer((_, response, body) =>
			multiStatus(
				response,
				body.includes('>one<')
					? changed('032') + token('two')
					: changed('031') + cutOff + token('one')
			)
		);
		const { save, sync, state } = node();
		await save(source(server.url), null, PASSWORD);
		sync.wake();
		await expect.poll(async () => (await state())?.answeredAt).toBe(now);
		expect(await state()).toMatchObject({ entries: 2, failure: null });
		expect(server.asked).toHaveLength(2);
	});

	test('whose server promises more without end are left', async () => {
		let part = 0;
		const server = await startServer((_, response) =>
			multiStatus(response, cutOff + token(`part ${(part += 1)}`))
		);
		const { save, sync, state } = node();
		await save(source(server.url), null, PASSWORD);
		sync.wake();
		await expect.poll(async () => (await state())?.failure?.error).toContain('an end');
		expect(server.asked).toHaveLength(1);
	});

	test('keep what they had while they fail, say since when, and go on at their interval', async () => {
		let works = true;
		const server = await startServer((_, response) => {
			if (works) multiStatus(response, changed('031') + token('one'));
			else response.writeHead(503, 'Down for repairs').end('<html>later</html>');
		});
		const { save, sync, state, find } = node();
		await save(source(server.url), null, PASSWORD);
		sync.wake();
		await expect.poll(async () => (await state())?.answeredAt).toBe(now);
		works = false;
		const since = (now += 10 * MINUTE_MS);
		for (let time = 0; time < 2; time += 1) {
			const before = server.asked.length;
			sync.wake();
			await expect.poll(() => server.asked.length).toBeGreaterThan(before);
			await expect.poll(async () => (await state())?.failure).not.toBeNull();
			now += 10 * MINUTE_MS;
		}
		expect((await state())?.failure).toEqual({ error: '503 Down for repairs later', since });
		expect(await find('+493023125031')).toMatchObject({ status: 'found' });
		expect(await find('+493023125099')).toMatchObject({ status: 'failed' });
	});

	test('that send us elsewhere are not followed, with or without the password', async () => {
		const other = await startServer((_, response) => multiStatus(response, token('x')));
		const server = await startServer((_, response) =>
			response.writeHead(302, { location: other.url }).end()
		);
		const { save, sync, state } = node();
		await save(source(server.url), null, PASSWORD);
		sync.wake();
		await expect.poll(async () => (await state())?.failure?.error).toContain('another');
		expect(other.authorization).toBeUndefined();
	});

	test('that were removed are forgotten after a while, with all that was fetched', async () => {
		const server = await startServer((_, response) =>
			multiStatus(response, changed('031') + token('one'))
		);
		const { save, sync, state, sources } = node();
		await save(source(server.url), null, PASSWORD);
		sync.wake();
		await expect.poll(async () => (await state())?.answeredAt).toBe(now);
		expect(await sources.do({ do: 'remove', id: 'clients' })).toEqual({ ok: true });
		expect(await sources.current()).toEqual([]);
		const rows = () => database().db.selectFrom('contact').select('id').execute();
		expect(await rows()).toHaveLength(1);
		now += 10 * MINUTE_MS;
		sync.wake();
		await expect.poll(() => rows()).toEqual([]);
		expect(await sources.do({ do: 'restore', id: 'clients' })).toEqual({
			...{ ok: false, code: 'unknown-source' }
		});
	});
});
