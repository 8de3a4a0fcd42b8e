import fc from 'fast-check';
import { FilterParser } from 'ldapts';
import { expect, test } from 'vitest';
import { searchWords } from '#domain/contact-search.ts';
import { LDAP_ATTRIBUTES, type LdapSource } from '#domain/directory-source.ts';
import { escapeFilterValue, looseNumberFilter, numberFilter, searchFilter } from './ldap-filter.ts';

const source: LdapSource = {
	...{ kind: 'ldap', id: 'ldap', name: 'LDAP', url: 'ldap://127.0.0.1', startTls: false, ca: '' },
	...{ bindDn: '', base: 'dc=example', scope: 'sub', filter: '(objectClass=person)' },
	numbering: { country: 'DE', areaCode: '30', mainNumber: '+493023125', maxExtensionDigits: 3 },
	attributes: {
		...{ name: ['cn'], company: [], emails: [], mobile: [], home: [], fax: [] },
		work: ['telephoneNumber']
	}
};

test('a number is asked for in the forms in which people write it', () => {
	expect(numberFilter(source, '+493023125010')).toBe(
		'(&(objectClass=person)(|' +
			'(telephoneNumber=+493023125010)' +
			'(telephoneNumber=00493023125010)' +
			'(telephoneNumber=03023125010)' +
			'(telephoneNumber=23125010)' +
			'(telephoneNumber=010)))'
	);
});

test('then by its last digits, whatever stands between them', () => {
	expect(looseNumberFilter(source, '+493023125010')).toBe(
		'(&(objectClass=person)(|(telephoneNumber=*3*1*2*5*0*1*0)))'
	);
});

test('words are looked for with and without the accents that they may have had', () => {
	expect(searchFilter(source, searchWords('Müller Söhne Ann'))).toBe(
		'(&(objectClass=person)(|(cn=*m*ll*r*))(|(cn=*s*hn*))(|(cn=*nn*)))'
	);
	expect(searchFilter(source, searchWords('030 23'))).toBe(
		'(&(objectClass=person)(|(cn=*3023*)(telephoneNumber=*3*0*2*3*)))'
	);
});

test('nothing is found where no attribute is mapped', () => {
	const { attributes } = source;
	expect(numberFilter({ ...source, attributes: { ...attributes, work: [] } }, '+49301')).toBe(
		'(&(objectClass=person)(!(objectClass=*)))'
	);
});

test('what means something in a filter is escaped (RFC 4515 §4)', () => {
	expect(escapeFilterValue('Parens R Us (for all), 5* C:\\MyFile\0')).toBe(
		'Parens R Us \\28for all\\29, 5\\2a C:\\5cMyFile\\00'
	);
});

test('no search is another question than that of its words', () => {
	const inetOrgPerson = { ...source, attributes: LDAP_ATTRIBUTES.inetOrgPerson };
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (query) => {
			const words = searchWords(query);
			const parsed = FilterParser.parseString(searchFilter(inetOrgPerson, words));
			// The source's own filter and one test for each word, whatever these hold.
			expect(parsed).toMatchObject({ filters: { length: words.length + 1 } });
			expect(parsed.toString()).toContain('(objectClass=person)');
		}),
		{ numRuns: 500 }
	);
});
