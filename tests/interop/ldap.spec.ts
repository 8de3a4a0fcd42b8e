import { expect, test } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { LDAP_ATTRIBUTES, type LdapSource } from '#domain/directory-source.ts';
import { makeCertificate } from '#world/certificates.ts';
import { LDAP_BASE, LDAP_BIND_DN, LDAP_PASSWORD, startSlapd, type Slapd } from '#world/slapd.ts';
import {
	certainNames,
	NUMBERING,
	startDirectoryDesk,
	type DirectoryDesk
} from './directory-desk.ts';

/** As people write numbers into directories, with what they mean. */
const SPELLINGS: readonly (readonly [string, string])[] = [
	['+493023125010', '+493023125010'],
	['+49 30 23125-011', '+493023125011'],
	['00493023125012', '+493023125012'],
	['0049 30 23125 013', '+493023125013'],
	['03023125014', '+493023125014'],
	['030 23125-015', '+493023125015'],
	['(030) 23125-016', '+493023125016'],
	['+49 (30) 23125-017', '+493023125017'],
	['+49 (0)30 23125-018', '+493023125018'],
	['030/23125019', '+493023125019'],
	['23125020', '+493023125020'],
	['121', '+493023125121']
];
const HOSTILE = 'Eve *)(uid=*))(|(uid=* \\2a & co';

let slapd: Slapd;
let desk: DirectoryDesk;

const source = (differences: Partial<LdapSource> = {}): LdapSource => ({
	...{ kind: 'ldap', id: 'ldap', name: 'Company directory', numbering: NUMBERING },
	...{ url: slapd.url, startTls: false, ca: '', bindDn: LDAP_BIND_DN },
	...{ base: LDAP_BASE, scope: 'sub', filter: '(objectClass=inetOrgPerson)' },
	attributes: LDAP_ATTRIBUTES.inetOrgPerson,
	...differences
});

test.beforeAll(async () => {
	slapd = await startSlapd([
		...SPELLINGS.map(([telephoneNumber], index) => ({
			uid: `person${index}`,
			cn: `Person ${10 + index}`,
			attributes: { telephoneNumber }
		})),
		{
			uid: 'joerg',
			cn: 'Jörg Müßig',
			attributes: {
				...{ o: 'Müßig & Söhne', mail: 'joerg@muessig.example', mobile: '0171 3920-012' },
				facsimileTelephoneNumber: '030 23125-099'
			}
		},
		{ uid: 'eve', cn: HOSTILE, attributes: { homePhone: 'ask (*) for it' } },
		{ uid: 'similar', cn: 'Similar', attributes: { telephoneNumber: '+49 40 3125-030' } }
	]);
	desk = await startDirectoryDesk();
	await desk.save(source(), LDAP_PASSWORD);
});

test.afterAll(async () => {
	await desk?.stop();
	await slapd?.stop();
});

test('the one button answers with the server’s own words, and with an entry as it is read', async () => {
	const good = await desk.test(source({ filter: '(cn=J*)' }));
	expect(good).toMatchObject({
		ok: true,
		example: {
			...{ name: 'Jörg Müßig', company: 'Müßig & Söhne', emails: ['joerg@muessig.example'] },
			numbers: [
				{ type: 'mobile', raw: '0171 3920-012', e164: '+491713920012' },
				{ type: 'fax', raw: '030 23125-099', e164: '+493023125099' }
			]
		}
	});
	expect(await desk.test(source(), 'a wrong password')).toMatchObject({
		ok: false,
		error: expect.stringMatching(/invalid credentials/i)
	});
	expect(await desk.test(source({ base: 'dc=elsewhere,dc=example' }))).toMatchObject({ ok: false });
	expect(await desk.test(source({ filter: '(cn=nobody)' }))).toMatchObject({ example: null });
	expect(await desk.test(source({ url: 'ldap://127.0.0.1:1' }), 'x')).toMatchObject({
		ok: false,
		error: expect.stringContaining('ECONNREFUSED')
	});
});

test('a saved password goes nowhere else, and is never shown', async () => {
	const elsewhere = source({ url: 'ldap://127.0.0.9' });
	const trial = await desk.client.request('/api/directory-trials', { source: elsewhere });
	expect(trial.status).toBe(409);
	const save = { do: 'save', source: elsewhere, base: source() };
	expect((await desk.client.request('/api/directories', save)).status).toBe(409);
	const list = await (await desk.client.request('/api/directories')).text();
	expect(list).toContain('"hasPassword":true');
	expect(list).not.toContain(LDAP_PASSWORD);
});

for (const [index, [spelling, e164]] of SPELLINGS.entries()) {
	test(`a number written ${spelling} is found, certainly`, async () => {
		const answer = await desk.find('ldap', e164);
		expect(certainNames(answer)).toEqual([`Person ${10 + index}`]);
	});
}

test('equal last digits are an uncertain match, other numbers none', async () => {
	expect(await desk.find('ldap', '+49893125030')).toEqual({
		source: 'ldap',
		status: 'found',
		matches: [{ certain: false, contact: expect.objectContaining({ name: 'Similar' }) }]
	});
	expect(await desk.find('ldap', '+493023125777')).toEqual({ source: 'ldap', status: 'none' });
});

test('the mail about a missed call names the caller', async () => {
	const subject = await desk.missedCallMail('+491713920012');
	expect(subject).toContain('Jörg Müßig');
});

test('people are found by name, company and number, without accents', async () => {
	expect(await desk.search('ldap', 'mussig jorg')).toEqual(['Jörg Müßig']);
	expect(await desk.search('ldap', 'Söhne')).toEqual(['Jörg Müßig']);
	expect(await desk.search('ldap', '0171 39200')).toEqual(['Jörg Müßig']);
	expect(await desk.search('ldap', '(030) 23125')).toContain('Person 16');
	expect(await desk.search('ldap', 'nobody')).toEqual([]);
});

test('what means something in a filter finds nothing but itself', async () => {
	expect(await desk.search('ldap', HOSTILE)).toEqual([HOSTILE]);
	for (const words of ['*', '*)(uid=*', ')(|(cn=*)', '\\2a', '\0']) {
		const found = await desk.search('ldap', words);
		expect(found.filter((name) => name !== HOSTILE)).toEqual([]);
	}
});

test('TLS holds with the right authority only', async () => {
	const folder = test.info().outputPath('authority');
	await mkdir(folder, { recursive: true });
	const other = await makeCertificate(folder);
	for (const way of [{ url: slapd.tlsUrl }, { startTls: true }]) {
		expect(await desk.test(source({ ...way, ca: slapd.ca }), LDAP_PASSWORD)).toMatchObject({
			ok: true
		});
		for (const ca of ['', other.ca]) {
			expect(await desk.test(source({ ...way, ca }), LDAP_PASSWORD)).toMatchObject({
				ok: false,
				error: expect.stringMatching(/certificate|signature/i)
			});
		}
	}
});

for (const way of ['plain', 'StartTLS', 'TLS'] as const) {
	test(`a server that dies is unreachable, not "no contact", and is found again: ${way}`, async () => {
		const ways = {
			plain: {},
			StartTLS: { startTls: true, ca: slapd.ca },
			TLS: { url: slapd.tlsUrl, ca: slapd.ca }
		};
		await desk.save(source(ways[way]), LDAP_PASSWORD);
		const found = async () => certainNames(await desk.find('ldap', '+493023125010'));
		expect(await found()).toEqual(['Person 10']);
		await slapd.kill();
		expect(await desk.find('ldap', '+493023125010')).toMatchObject({ status: 'failed' });
		await expect
			.poll(async () => (await desk.state('ldap')).failure?.error)
			.toContain('ECONNREFUSED');
		// Restarted while our connection was idle: nobody notices.
		await slapd.restart();
		expect(await found()).toEqual(['Person 10']);
		await expect.poll(async () => (await desk.state('ldap')).failure).toBeNull();
		await slapd.kill();
		await slapd.restart();
		expect(await found()).toEqual(['Person 10']);
	});
}

test('a removed source is asked no more, and can be restored with its password', async () => {
	expect(await desk.command({ do: 'remove', id: 'ldap' })).toBe(200);
	expect(await desk.find('ldap', '+493023125010')).toBeUndefined();
	expect(await desk.command({ do: 'restore', id: 'ldap' })).toBe(200);
	expect(certainNames(await desk.find('ldap', '+493023125010'))).toEqual(['Person 10']);
	expect(await desk.command({ do: 'remove', id: 'nobody' })).toBe(409);
});
