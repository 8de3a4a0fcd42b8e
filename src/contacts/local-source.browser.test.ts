import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Contact } from '#domain/contact.ts';
import { defaultSettings } from '#domain/settings.ts';
import { LocalContactStore } from '#storage/local-contact-store.ts';
import { LocalContacts } from './local-source.ts';

const PLAN = { ...defaultSettings('').numbering, country: 'DE', areaCode: '30' };
const NUMBER = '+493023125010';

let account: string;
let store: LocalContactStore;
let local: LocalContacts;

beforeEach(() => {
	account = crypto.randomUUID();
	store = new LocalContactStore(account);
	local = new LocalContacts(store, () => PLAN);
});
afterEach(() => {
	store.close();
	indexedDB.deleteDatabase(`anteroom-contacts-${account}`);
});

test('a device without folders answers nothing; one with folders knows nobody', async () => {
	expect(await local.find(NUMBER)).toEqual([]);
	expect(await local.search('erika')).toEqual([]);
	await keep('Clients', []);
	expect(await local.find(NUMBER)).toEqual([{ source: 'local:', status: 'none' }]);
	expect(await local.search('erika')).toEqual([{ source: 'local:', status: 'none' }]);
	await store.remove('Clients', Date.UTC(2026, 2, 9));
	expect(await local.find(NUMBER)).toEqual([]);
});

test('each folder answers for itself, and only equal numbers are certain', async () => {
	await keep('Clients', [contact('Erika', NUMBER, 'Clients')]);
	await keep('Friends', [contact('Max', '+4940 23125010'.replace(' ', ''), 'Friends')]);
	const answers = await local.find(NUMBER);
	expect(answers).toMatchObject([
		{ source: 'local:Clients', status: 'found', matches: [{ certain: true }] },
		{ source: 'local:Friends', status: 'found', matches: [{ certain: false }] }
	]);
});

test.each([
	'erika',
	'Weber Erika',
	'030 23125',
	'(030) 23125-010',
	'+49 30 23125',
	'0049 30 231',
	'23125010'
])('a search for “%s” finds her', async (query) => {
	await keep('Clients', [
		{ ...contact('Erika Weber', NUMBER, 'Clients') },
		contact('Max Sommer', '+494066969412', 'Clients')
	]);
	expect(await local.search(query)).toMatchObject([
		{ matches: [{ contact: { name: 'Erika Weber' } }] }
	]);
});

test('a browser that keeps nothing has failed, which is not "no contact"', async () => {
	const broken = () => Promise.reject(new Error('no storage'));
	const contacts = new LocalContacts({ find: broken, search: broken, sources: broken }, () => PLAN);
	expect(await contacts.search('erika')).toEqual([
		{ source: 'local:', status: 'failed', error: 'Error: no storage' }
	]);
	await expect(contacts.find(NUMBER)).rejects.toThrow('no storage');
});

async function keep(name: string, contacts: Contact[]): Promise<void> {
	const source = { id: name, name, kind: 'folder' as const, entries: 0, files: 0, refused: 0 };
	await store.add(source, { id: name, columns: {} });
	await store.write(name, name, contacts);
	await store.finish(
		name,
		{ generation: name, files: 1, refused: 0, readAs: '', readAt: 0 },
		{ refusals: [], unknownColumns: [] }
	);
}

function contact(name: string, e164: string, source: string): Contact {
	return {
		...{ id: `local:${name}`, source: `local:${source}`, name, company: '', emails: [], notes: '' },
		numbers: [{ type: 'work', raw: e164, e164 }]
	};
}
