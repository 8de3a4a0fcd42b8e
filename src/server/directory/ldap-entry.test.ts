import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { contactSchema } from '#domain/contact.ts';
import { LDAP_ATTRIBUTES, type LdapSource } from '#domain/directory-source.ts';
import { readEntry } from './ldap-entry.ts';

const source: LdapSource = {
	...{ kind: 'ldap', id: 'ldap', name: 'LDAP', url: 'ldap://127.0.0.1', startTls: false, ca: '' },
	...{ bindDn: '', base: 'dc=example', scope: 'sub', filter: '(objectClass=person)' },
	numbering: { country: 'DE', areaCode: '30', mainNumber: '', maxExtensionDigits: 3 },
	attributes: LDAP_ATTRIBUTES.inetOrgPerson
};

test('attributes are found however the server spells them; the first name that is there counts', () => {
	const entry = {
		...{ dn: 'uid=erika,dc=example', CN: ['Mustermann, Erika', 'Erika'], displayname: ' ' },
		...{ TelephoneNumber: ['030 23125-010', '030 23125-011'], MAIL: 'erika@mustermann.example' },
		jpegPhoto: Buffer.from([0xff, 0xd8])
	};
	expect(readEntry(entry, source)).toMatchObject({
		...{ source: 'ldap', name: 'Mustermann, Erika', emails: ['erika@mustermann.example'] },
		numbers: [
			{ type: 'work', raw: '030 23125-010', e164: '+493023125010' },
			{ type: 'work', raw: '030 23125-011', e164: '+493023125011' }
		]
	});
	expect(readEntry({ ...entry, dn: 'uid=other' }, source)?.id).not.toBe(
		readEntry(entry, source)?.id
	);
});

test('an entry without a name is none', () => {
	expect(readEntry({ dn: 'x', telephoneNumber: '030 23125-010' }, source)).toBeUndefined();
});

const value = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 300 }),
	fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 80 }),
	fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes))
);
const names = Object.values(LDAP_ATTRIBUTES.inetOrgPerson).flat();

test('whatever an entry holds, what is read of it is a contact', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.constantFrom(...names, '__proto__'), value), (attributes) => {
			const contact = readEntry({ ...attributes, cn: 'Somebody', dn: 'uid=x' }, source);
			expect(v.parse(contactSchema, contact)).toEqual(contact);
		})
	);
});
