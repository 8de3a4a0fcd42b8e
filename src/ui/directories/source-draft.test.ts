import { expect, test } from 'vitest';
import { LDAP_ATTRIBUTES, type DirectorySource } from '#domain/directory-source.ts';
import { draftOf, newDraft, readDraft } from './source-draft.ts';

const numbering = {
	country: 'DE',
	areaCode: '30',
	mainNumber: '+493023125',
	maxExtensionDigits: 3
};
const SOURCES: readonly DirectorySource[] = [
	{
		...{ kind: 'ldap', id: 'a', name: 'Company', numbering, url: 'ldaps://ldap.example' },
		...{ startTls: false, ca: '', bindDn: 'cn=reader', base: 'dc=example', scope: 'one' },
		...{ filter: '(objectClass=person)', attributes: LDAP_ATTRIBUTES.activeDirectory }
	},
	{
		...{ kind: 'carddav', id: 'b', name: 'Clients', numbering, url: 'https://dav.example/' },
		...{ user: 'carla', intervalMinutes: 30 }
	}
];

test.each(SOURCES)('what is not touched stays as it is: $kind', (source) => {
	expect(readDraft(draftOf(source))).toEqual({ ok: true, source });
});

test('numbers are taken as people write them', () => {
	const draft = { ...newDraft('c', numbering), name: 'C', url: 'ldap://127.0.0.1' };
	const written = { ...draft, country: 'at', areaCode: '01', mainNumber: '+43 1 234-56' };
	expect(readDraft(written)).toMatchObject({
		source: { numbering: { country: 'AT', areaCode: '1', mainNumber: '+43123456' } }
	});
});

test.each([
	['url', { url: 'http://ldap.example' }],
	['filter', { filter: 'objectClass=person' }],
	['ca', { ca: 'no certificate' }],
	['mainNumber', { mainNumber: '030' }],
	['work', { attributes: { ...newDraft('c', numbering).attributes, work: 'a)(b' } }]
])('the field that cannot be taken is named: %s', (field, wrong) => {
	const draft = { ...newDraft('c', numbering), name: 'C', url: 'ldap://127.0.0.1' };
	expect(readDraft({ ...draft, ...wrong })).toEqual({ ok: false, field });
});
