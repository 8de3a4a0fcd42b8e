import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { SIP_DOMAIN } from '#world/kamailio.ts';
import { deliverEnv, deployed } from './deliver.ts';
import type { Desk } from './exchange.ts';
import { expect, test } from './interop-test.ts';

const UUID = '5c2e1a9e-0d3b-4c55-9c1e-6f2a7c5d8e10';
const BEGAN_US = Date.now() * 1_000;
const after = (seconds: number) => String(BEGAN_US + seconds * 1_000_000);

/** What the script sees of FreeSWITCH: of a channel that has ended `env`, of one that lives the API. */
function freeswitch(kind: string, variables: Record<string, string>): string {
	const rows = Object.entries(variables).map(([name, value]) => `[${lua(name)}]=${lua(value)},`);
	return `
		local variables = {${rows.join('')}}
		argv = { ${lua(kind)}, ${lua(UUID)} }
		env = { getHeader = function(_, name)
			local own = name:match("^variable_(.*)")
			return ${lua(kind)} == "ended" and own and variables[own] or nil
		end }
		freeswitch = { API = function() return {
			getTime = function() return ${Date.now()} end,
			execute = function(_, command, words)
				local uuid, name = words:match("^(%S+) (%S+)$")
				if command ~= "uuid_getvar" or uuid ~= ${lua(UUID)} or ${lua(kind)} == "ended" then
					return "-ERR No such channel!\\n"
				end
				return variables[name] or "_undef_"
			end
		} end }
		dofile(${lua(deployed('freeswitch/anteroom-event.lua'))})`;
}

function lua(text: string): string {
	return `"${[...Buffer.from(text)].map((byte) => `\\${String(byte).padStart(3, '0')}`).join('')}"`;
}

/** Runs the example's script; resolves when FreeSWITCH's thread would go on, and all that it had open is free. */
async function runLua(kind: string, env: Record<string, string>, channel: Record<string, string>) {
	const script = spawn('lua5.2', ['-'], { env, stdio: ['pipe', 'inherit', 'inherit', 'pipe'] });
	const sipPort = script.stdio[3] as Readable;
	script.stdin!.end(freeswitch(kind, channel));
	sipPort.resume();
	await Promise.all([
		once(script, 'exit').then((ended) => expect(ended).toEqual([0, null])),
		once(sipPort, 'end')
	]);
}

function channelFor(desk: Desk, callId: string) {
	return {
		...{ sip_call_id: callId, anteroom_user: desk.sipUser, anteroom_domain: SIP_DOMAIN },
		...{ sip_full_from: '<sip:+493023125044@trunk.example>;tag=1', sip_req_uri: 'x@127.0.0.1' }
	};
}

for (const [name, facts, outcome] of [
	[
		'a phone that is not registered',
		{ originate_disposition: 'USER_NOT_REGISTERED' },
		'unreachable'
	],
	[
		'a phone that does not answer the INVITE',
		{ originate_disposition: 'NO_USER_RESPONSE' },
		'unreachable'
	],
	['no answer', { originate_disposition: 'NO_ANSWER', progress_uepoch: after(1) }, 'timed-out'],
	[
		'a phone that rang and then is not there',
		{ originate_disposition: 'NO_USER_RESPONSE', progress_uepoch: after(1) },
		'timed-out'
	],
	['a busy phone', { originate_disposition: 'USER_BUSY' }, 'busy'],
	[
		'a phone that refuses',
		{ originate_disposition: 'CALL_REJECTED', progress_uepoch: after(1) },
		'declined'
	],
	[
		'a caller who gives up',
		{
			originate_disposition: 'ORIGINATOR_CANCEL',
			hangup_cause: 'ORIGINATOR_CANCEL',
			progress_uepoch: after(1)
		},
		'missed'
	],
	[
		'a call that somebody else has taken',
		{
			originate_disposition: 'ORIGINATOR_CANCEL',
			hangup_cause: 'LOSE_RACE',
			progress_uepoch: after(1)
		},
		'answered-elsewhere'
	],
	['any other trouble', { originate_disposition: 'NORMAL_TEMPORARY_FAILURE' }, 'unreachable'],
	[
		'a call that was answered',
		{
			originate_disposition: 'SUCCESS',
			hangup_cause: 'NORMAL_CLEARING',
			progress_uepoch: after(1),
			answer_uepoch: after(5)
		},
		'answered'
	]
] as const) {
	test(`FreeSWITCH’s script tells of ${name}`, async ({ exchange }, info) => {
		const desk = await exchange.newDesk();
		const callId = `${outcome}-${facts.originate_disposition}@freeswitch.example`;
		await runLua('ended', await deliverEnv(exchange.app, info), {
			...channelFor(desk, callId),
			...{ hangup_cause: facts.originate_disposition, answer_uepoch: '0', progress_uepoch: '0' },
			...{ end_uepoch: after(9), ...facts }
		});
		await expect.poll(() => desk.outcomes(callId)).toEqual([outcome]);
	});
}

test('FreeSWITCH’s script tells who called whom, whatever the caller calls itself', async ({
	exchange
}, info) => {
	const desk = await exchange.newDesk();
	await runLua('ended', await deliverEnv(exchange.app, info), {
		...channelFor(desk, 'who@freeswitch.example'),
		sip_full_from:
			'"J\u00fcrgen (\\"x\\") \\\\, $(id) `id` ]] \\0 \t\r\n\u0001" <sip:+493023125044@trunk.example>;tag=1',
		sip_h_Diversion: '<sip:+493023125205@trunk.example>',
		...{ originate_disposition: 'NO_ANSWER', progress_uepoch: after(1), end_uepoch: after(9) }
	});
	await expect.poll(() => desk.mails(), { timeout: 30_000 }).toHaveLength(1);
	const [mail] = await desk.mails();
	expect(mail?.subject).toContain('J\u00fcrgen');
	expect(mail?.subject).toContain('Kanzlei Sommer');
	expect(mail?.text).toContain('8 s');
});

test('FreeSWITCH’s script reads the number alone that its profile leaves of P-Asserted-Identity', async ({
	exchange
}, info) => {
	const desk = await exchange.newDesk();
	await runLua('ended', await deliverEnv(exchange.app, info), {
		...channelFor(desk, 'asserted@freeswitch.example'),
		...{ 'sip_P-Asserted-Identity': '+493023125010', originate_disposition: 'USER_NOT_REGISTERED' }
	});
	await expect.poll(() => desk.mails(), { timeout: 30_000 }).toHaveLength(1);
	const [mail] = await desk.mails();
	expect(mail?.subject).toContain('Erika Mustermann');
});

test('FreeSWITCH’s script goes on while the server is down, and lets go of FreeSWITCH', async ({
	exchange
}, info) => {
	const desk = await exchange.newDesk();
	const env = await deliverEnv(exchange.app, info);
	await exchange.app.kill9();
	await runLua('answered', env, channelFor(desk, 'down@freeswitch.example'));
	await exchange.app.restart();
	await expect.poll(() => desk.outcomes('down@freeswitch.example')).toEqual(['answered']);
});
