import { expect, test } from 'vitest';
import { DELETE, PUT } from './+server.ts';

const ANNA = { id: 'anna', name: 'Anna', email: 'anna@office.example', role: 'user' };
const E164 = '+493023125010';
const CHOICE = { source: 'own', id: 'erika' };

/** Asks as Anna; `chosen` holds what has reached the server. */
async function ask(handler: typeof PUT, body: unknown, type = 'application/json') {
	const chosen: unknown[][] = [];
	const server = {
		chooseContact: async (...all: unknown[]) => void chosen.push(all)
	};
	const request = new Request('http://127.0.0.1:8470/api/contact-choices', {
		method: 'PUT',
		headers: { 'content-type': type },
		body: JSON.stringify(body)
	});
	const event = { request, locals: { server, account: ANNA } } as unknown as Parameters<
		typeof PUT
	>[0];
	return { response: await handler(event), chosen };
}

test('chooses and forgets for the own account alone, whoever else the body names', async () => {
	const body = { e164: E164, choice: CHOICE, accountId: 'ben' };
	const put = await ask(PUT, body);
	expect(put.response.status).toBe(204);
	expect(put.chosen).toEqual([['anna', E164, CHOICE]]);
	const forgotten = await ask(DELETE, body);
	expect(forgotten.response.status).toBe(204);
	expect(forgotten.chosen).toEqual([['anna', E164, undefined]]);
});

test.each<[string, unknown]>([
	['no number', { choice: CHOICE }],
	['a number that is none', { e164: "+49'; drop table", choice: CHOICE }],
	['a choice of nothing', { e164: E164, choice: null }],
	['a NUL, which no database takes', { e164: E164, choice: { ...CHOICE, id: 'e\u0000' } }],
	['half a character', { e164: E164, choice: { ...CHOICE, id: '\ud800' } }],
	['an id as long as a book', { e164: E164, choice: { ...CHOICE, id: 'x'.repeat(1e5) } }]
])('%s is refused', async (_, body) => {
	const { response, chosen } = await ask(PUT, body);
	expect(response.status).toBe(400);
	expect((await response.text()).length).toBeLessThan(200);
	expect(chosen).toEqual([]);
});

test('a foreign page’s form is refused', async () => {
	const { response, chosen } = await ask(PUT, { e164: E164, choice: CHOICE }, 'text/plain');
	expect(response.status).toBe(415);
	expect(chosen).toEqual([]);
});
