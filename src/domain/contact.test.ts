import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
	certainContact,
	contactSchema,
	meantContacts,
	meantFirst,
	type SourceAnswer
} from './contact.ts';
import { contactSample } from './sample-calls.ts';

const found = (source: string, ...certain: boolean[]): SourceAnswer => ({
	source,
	status: 'found',
	matches: certain.map((sure, at) => ({
		contact: contactSample({ id: `${source}${at}` }),
		certain: sure
	}))
});

test('the first certain match counts, an uncertain one never', () => {
	const none: SourceAnswer = { source: 'a', status: 'none' };
	const failed: SourceAnswer = { source: 'b', status: 'failed', error: 'timeout' };
	expect(certainContact([none, failed, found('c', false, true), found('d', true)])?.id).toBe('c1');
	expect(certainContact([found('c', false), found('d', false)])).toBeUndefined();
	expect(certainContact([none, failed])).toBeUndefined();
	expect(certainContact([])).toBeUndefined();
});

test('a contact’s address holds exactly one recipient', () => {
	for (const email of [
		'a@b.example, c@d.example',
		'a@b.example\r\nBcc: c@d.example',
		'"Evil" <a@b.example>',
		'a@b.example>',
		'a b@c.example',
		''
	]) {
		expect(v.is(contactSchema, contactSample({ emails: [email] }))).toBe(false);
	}
	expect(v.is(contactSchema, contactSample())).toBe(true);
});

test('a chosen contact is meant alone, as long as it certainly has the number', () => {
	const answers = [found('a', true, false), found('b', true, true)];
	const ids = (source: string, id: string) =>
		meantContacts(answers, { source, id }).map((contact) => contact.id);
	const { source } = contactSample({});
	expect(ids(source, 'b1')).toEqual(['b1']);
	expect(certainContact(answers, { source, id: 'b1' })?.id).toBe('b1');
	// An uncertain match, one that is gone, one of another source.
	expect(ids(source, 'a1')).toEqual(['a0', 'b0', 'b1']);
	expect(ids(source, 'gone')).toEqual(['a0', 'b0', 'b1']);
	expect(ids('elsewhere', 'b1')).toEqual(['a0', 'b0', 'b1']);
	expect(certainContact(meantFirst(answers, { source, id: 'b1' }))?.id).toBe('b1');
	expect(meantFirst(answers, undefined)).toBe(answers);
});
