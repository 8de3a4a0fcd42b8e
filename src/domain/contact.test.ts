import * as v from 'valibot';
import { expect, test } from 'vitest';
import { certainContact, contactSchema, type SourceAnswer } from './contact.ts';
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
