import { expect, test } from '@playwright/test';
import type { CardDavSource } from '#domain/directory-source.ts';
import { freePort } from '#world/free-port.ts';
import { DAV_PASSWORD, DAV_USER, startRadicale, type Radicale } from '#world/radicale.ts';
import {
	certainNames,
	NUMBERING,
	startDirectoryDesk,
	type DirectoryDesk
} from './directory-desk.ts';

const ANNA = '+493023125031';
const BEN = '+493023125032';

let radicale: Radicale;
let desk: DirectoryDesk;

/** Writes a card; the server holds on to the UID of each file. */
const put = (file: string, name: string, number: string) =>
	radicale.put(
		file,
		`BEGIN:VCARD\r\nVERSION:3.0\r\nUID:${file}\r\nFN:${name}\r\nN:${name};;;;\r\n` +
			`ORG:Weber\\, Vogel & Co\r\nTEL;TYPE=work:${number}\r\nEND:VCARD\r\n`
	);

/** With an empty name the server takes it, and there is nothing to show. */
const putUnreadable = (file: string) =>
	radicale.put(file, `BEGIN:VCARD\r\nVERSION:3.0\r\nUID:${file}\r\nFN:\r\nN:;;;;\r\nEND:VCARD\r\n`);

const source = (differences: Partial<CardDavSource> = {}): CardDavSource => ({
	...{ kind: 'carddav', id: 'clients', name: 'Clients', numbering: NUMBERING },
	...{ url: radicale.url, user: DAV_USER, intervalMinutes: 60 },
	...differences
});

/** Fetches now, and waits until that has come to an end. */
async function sync() {
	const before = await desk.state('clients');
	expect(await desk.command({ do: 'sync', id: 'clients' })).toBe(200);
	await expect
		.poll(async () => {
			const { answeredAt, failure } = await desk.state('clients');
			const isNew = before.failure === null && failure !== null;
			return answeredAt !== before.answeredAt || isNew;
		})
		.toBe(true);
}

const certain = async (number: string) => certainNames(await desk.find('clients', number));

test.beforeAll(async () => {
	radicale = await startRadicale();
	await put('anna.vcf', 'Anna Weber', '030 23125-031');
	await put('ben.vcf', 'Ben Vogel', '(030) 23125/032');
	await putUnreadable('nobody.vcf');
	desk = await startDirectoryDesk();
});

test.afterAll(async () => {
	await desk?.stop();
	await radicale?.stop();
});

test.describe.configure({ mode: 'serial' });

test('the one button finds the address book and shows an entry, or says what the server said', async () => {
	for (const url of [radicale.url, radicale.bookUrl]) {
		expect(await desk.test(source({ url }), DAV_PASSWORD)).toMatchObject({
			...{ ok: true, books: ['Clients'], entries: 3 },
			example: { company: 'Weber, Vogel & Co' }
		});
	}
	expect(await desk.test(source(), 'a wrong password')).toMatchObject({
		ok: false,
		error: expect.stringContaining('401')
	});
	const nobody = `http://127.0.0.1:${await freePort()}/`;
	expect(await desk.test(source({ url: nobody }), 'x')).toMatchObject({
		ok: false,
		error: expect.stringContaining('ECONNREFUSED')
	});
});

test('all that can be read is fetched; what cannot is counted and named', async () => {
	await desk.save(source(), DAV_PASSWORD);
	await expect.poll(() => desk.state('clients')).toMatchObject({ entries: 2, failure: null });
	await expect.poll(async () => (await desk.state('clients')).unreadable).toEqual(['nobody.vcf']);
	expect(await certain(ANNA)).toEqual(['Anna Weber']);
	expect(await certain(BEN)).toEqual(['Ben Vogel']);
	expect(await desk.search('clients', 'vogel ben')).toEqual(['Ben Vogel']);
});

test('the mail about a missed call names the caller', async () => {
	expect(await desk.missedCallMail(ANNA)).toContain('Anna Weber');
});

test('what has changed is changed, what has been deleted is gone, what is mended is read', async () => {
	await put('anna.vcf', 'Anna Weber-Vogel', '030 23125-041');
	await put('nobody.vcf', 'Somebody', '030 23125-043');
	await put('new.vcf', 'New', '030 23125-044');
	await radicale.remove('ben.vcf');
	await sync();
	expect(await certain(ANNA)).toEqual([]);
	expect(await certain('+493023125041')).toEqual(['Anna Weber-Vogel']);
	expect(await certain('+493023125043')).toEqual(['Somebody']);
	expect(await certain('+493023125044')).toEqual(['New']);
	expect(await desk.find('clients', BEN)).toEqual({ source: 'clients', status: 'none' });
	expect(await desk.state('clients')).toMatchObject({ entries: 3, unreadable: [], failure: null });
});

test('only what has changed is fetched', async () => {
	await put('new.vcf', 'Newer', '030 23125-044');
	const before = radicale.process().log().length;
	await sync();
	const said = radicale.process().log().slice(before);
	expect(await certain('+493023125044')).toEqual(['Newer']);
	const asked = [...said.matchAll(/href>([^<]*\.vcf)</g)].map(([, href]) =>
		href?.split('/').at(-1)
	);
	expect(new Set(asked)).toEqual(new Set(['new.vcf']));
});

test('an entry that becomes unreadable keeps what it said', async () => {
	await putUnreadable('new.vcf');
	await sync();
	expect(await certain('+493023125044')).toEqual(['Newer']);
	expect((await desk.state('clients')).unreadable).toEqual(['new.vcf']);
});

test('all is fetched again where the server has forgotten what it told', async () => {
	await radicale.remove('new.vcf');
	await put('ben.vcf', 'Ben Vogel', '030 23125-032');
	await radicale.forgetTokens();
	await sync();
	expect(await certain(BEN)).toEqual(['Ben Vogel']);
	expect(await desk.find('clients', '+493023125044')).toEqual({
		source: 'clients',
		status: 'none'
	});
	expect(await desk.state('clients')).toMatchObject({ entries: 3, unreadable: [], failure: null });
});

test('a server that is away takes nothing with it, but nobody is unknown for certain', async () => {
	await radicale.halt();
	await sync();
	expect((await desk.state('clients')).failure?.error).toContain('ECONNREFUSED');
	expect(await certain(BEN)).toEqual(['Ben Vogel']);
	expect(await desk.find('clients', '+493023125099')).toMatchObject({ status: 'failed' });
	await radicale.restart();
	await sync();
	expect(await desk.state('clients')).toMatchObject({ entries: 3, failure: null });
	expect(await desk.find('clients', '+493023125099')).toMatchObject({ status: 'none' });
});

test('a removed source is not looked in, and comes back whole', async () => {
	expect(await desk.command({ do: 'remove', id: 'clients' })).toBe(200);
	expect(await desk.find('clients', BEN)).toBeUndefined();
	expect(await desk.command({ do: 'restore', id: 'clients' })).toBe(200);
	expect(await certain(BEN)).toEqual(['Ben Vogel']);
});
