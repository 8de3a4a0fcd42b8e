import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SIP_DOMAIN } from '#world/kamailio.ts';
import { deliverEnv, deployed } from './deliver.ts';
import { expect, test } from './interop-test.ts';

const SCRIPT = deployed('asterisk/anteroom-event.pl');

/** Runs the example's script as Asterisk does: it is asked for the channel's variables by AGI. */
async function runAgi(
	type: string,
	env: Record<string, string>,
	variables: Record<string, string>
) {
	const script = spawn('perl', [SCRIPT, type], {
		env,
		stdio: ['pipe', 'pipe', 'inherit']
	});
	script.stdin.write('agi_request: anteroom-event.pl\nagi_channel: PJSIP/trunk-1\n\n');
	createInterface(script.stdout).on('line', (line) => {
		const value = variables[/^GET VARIABLE (\S+)$/.exec(line)?.[1] ?? ''];
		script.stdin.write(value === undefined ? '200 result=0\n' : `200 result=1 (${value})\n`);
	});
	expect(await once(script, 'exit')).toEqual([0, null]);
}

for (const [status, cause, outcome] of [
	['CHANUNAVAIL', '20', 'unreachable'],
	['NOANSWER', '19', 'timed-out'],
	['NOANSWER', '21', 'declined'],
	['BUSY', '17', 'busy'],
	['CANCEL', '', 'missed'],
	['CONGESTION', '34', 'unreachable'],
	['ANSWER', '16', 'answered']
] as const) {
	test(`Asterisk’s script tells of ${status} ${cause} as ${outcome}`, async ({
		exchange
	}, info) => {
		const desk = await exchange.newDesk();
		const env = await deliverEnv(exchange.app, info);
		const callId = `${status}${cause}@asterisk.example`;
		await runAgi('ended', env, {
			...{ ANTEROOM_CALL_ID: callId, ANTEROOM_USER: desk.sipUser, ANTEROOM_DOMAIN: SIP_DOMAIN },
			ANTEROOM_From: '"J\u00fcrgen (\\"x\\") \\\\, $(id) `id`" <sip:+493023125044@trunk.example>',
			ANTEROOM_Diversion: '<sip:+493023125777@trunk.example>',
			ANTEROOM_Diversion_2: '<sip:+493023125205@trunk.example>',
			...{ DIALSTATUS: status, HANGUPCAUSE: cause, DIALEDTIME_MS: '9000', RINGTIME_MS: '500' }
		});
		await expect.poll(() => desk.outcomes(callId)).toEqual([outcome]);
		if (outcome !== 'timed-out') return;
		await expect.poll(() => desk.mails(), { timeout: 30_000 }).toHaveLength(1);
		const [mail] = await desk.mails();
		expect(mail?.subject).toContain('J\u00fcrgen');
		expect(mail?.subject).toContain('Kanzlei Sommer');
	});
}

test('Asterisk’s script goes on while the server is down', async ({ exchange }, info) => {
	const desk = await exchange.newDesk();
	const env = await deliverEnv(exchange.app, info);
	await exchange.app.kill9();
	await runAgi('answered', env, {
		...{ ANTEROOM_CALL_ID: 'down@asterisk.example', ANTEROOM_USER: desk.sipUser },
		...{ ANTEROOM_DOMAIN: SIP_DOMAIN, ANTEROOM_From: '<sip:+493023125044@trunk.example>' }
	});
	await exchange.app.restart();
	await expect.poll(() => desk.outcomes('down@asterisk.example')).toEqual(['answered']);
});
