import { expect, test } from 'vitest';
import { presenceDocument } from '#domain/presence.ts';
import { readBusy } from './presence-xml.ts';

const document = (isQuiet: boolean) =>
	presenceDocument({ isOnThePhone: true, isQuiet }, 'sip:ben&co@pbx.example', 'x');

test('what we publish of ourselves is read as that', () => {
	expect(readBusy(document(true))).toBe(true);
	expect(readBusy(document(false))).toBe(false);
});

test.each([
	['nothing', ''],
	['no XML', 'busy'],
	['a broken end', document(true).slice(0, -5)],
	['another document', document(true).replace(/presence/g, 'absence')],
	['another namespace', document(true).replace('ns:pidf"', 'ns:other"')],
	['another kind of busy', document(true).replace('pidf:rpid', 'pidf:other')],
	['entities', document(true).replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>')],
	['far too much', document(true).replace('<tuple', `${' '.repeat(70_000)}<tuple`)]
])('%s says nothing', (_what, body) => {
	expect(readBusy(body)).toBe(false);
});
