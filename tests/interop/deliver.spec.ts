import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { deliverEnv, deployed } from './deliver.ts';
import { PBX_SECRET } from './exchange.ts';
import { expect, test } from './interop-test.ts';

const EVENT = '{"eventId":"e1","name":"J\u00fcrgen \\"x\\""}';

/** How a server answers one after the other; what it does not expect any more it does not answer. */
const ANSWERS = [
	[503, ''],
	[401, '{"code":"stale-timestamp"}'],
	[200, '{"status":"stored"}']
] as const;

for (const [last, answers] of [
	['taken', ANSWERS],
	['refused', [...ANSWERS.slice(0, 2), [422, '{"code":"unknown-user"}']]]
] as const) {
	test(`an event is signed anew and sent again until it is ${last}`, async ({}, info) => {
		const attempts: { body: string; time: string; isSigned: boolean }[] = [];
		const server = createServer((request, response) => {
			void text(request).then((body) => {
				const time = String(request.headers['x-anteroom-timestamp']);
				const hmac = createHmac('sha256', PBX_SECRET).update(`${time}.${body}`).digest('hex');
				const isSigned = request.headers['x-anteroom-signature'] === hmac;
				const [status, answer] = answers[attempts.push({ body, time, isSigned }) - 1] ?? [200, ''];
				response.writeHead(status).end(answer);
			});
		});
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const { port } = server.address() as AddressInfo;
		const env = await deliverEnv({ url: `http://127.0.0.1:${port}` }, info);
		const deliver = spawn('perl', [deployed('anteroom-deliver')], {
			env,
			stdio: ['pipe', 'ignore', 'pipe']
		});
		deliver.stdin.end(EVENT);
		// What it says ends when the process in the background does.
		const said = await text(deliver.stderr);
		server.close();
		expect(attempts.map(({ body, isSigned }) => [body, isSigned])).toEqual(
			answers.map(() => [EVENT, true])
		);
		expect(new Set(attempts.map(({ time }) => time)).size).toBe(answers.length);
		if (last === 'refused') expect(said).toContain('unknown-user');
		else expect(said).toBe('');
	});
}
