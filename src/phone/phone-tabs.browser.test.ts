import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SourceAnswer } from '#domain/contact.ts';
import { MirroredPhone } from './mirrored-phone.svelte.ts';
import { broadcastPhone } from './phone-broadcast.svelte.ts';
import { openPhoneChannel, SILENT, type PhoneChannel, type Ringing } from './phone-channel.ts';
import { Phone } from './phone.svelte.ts';
import { leadOnce } from './tab-lead.ts';
import { incoming, PRACTICE, ScriptedLine, sessionOf, SilentAudio } from './test-line.ts';

let line: ScriptedLine;
let phone: Phone;
let mirror: MirroredPhone;
let channels: PhoneChannel[];
let unheard: Ringing;
let rung: Ringing[];
let woken: number;
let opens: boolean;
let opened: string[];
let answers: readonly SourceAnswer[];
let stop: () => void;

beforeEach(() => {
	phone = new Phone({
		session: { ...sessionOf(), hotlines: [PRACTICE] },
		deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
		audio: new SilentAudio(),
		makeLine: (listener) => (line = new ScriptedLine(listener)),
		lookUp: (_e164, answered) => {
			queueMicrotask(() => answered(answers));
			return () => {};
		},
		rememberChoice: async () => true,
		keepForwarding: () => {},
		open: () => false,
		earlierCalls: async () => ({ count: 0, isCapped: false, open: 0, last: [] }),
		recordBegin: async () => {},
		recordEnd: async () => {},
		now: Date.now,
		newId: () => crypto.randomUUID(),
		complain: () => {}
	});
	answers = [{ source: 'own', status: 'none' }];
	unheard = SILENT;
	rung = [];
	opened = [];
	opens = false;
	woken = 0;
	channels = [];
	mirror = new MirroredPhone({
		session: sessionOf(),
		channel: channel(),
		open: (address) => {
			if (opens) opened.push(address);
			return opens;
		},
		ring: (ringing) => rung.push(ringing)
	});
	stop = () => {};
});

afterEach(() => {
	stop();
	mirror.close();
	for (const open of channels) open.close();
	vi.useRealTimers();
});

test('a tab that opens during a call shows it, whoever leads', async () => {
	lead();
	line.registration({ state: 'registered', since: 1 });
	line.ring(incoming());
	mirror.start();
	await expect.poll(() => mirror.calls.length).toBe(1);
	expect(mirror.registration).toEqual({ state: 'registered', since: 1 });
	expect(mirror.calls[0]?.call.state).toBe('ringing');
	expect(mirror.calls[0]?.hotline?.company).toBe(PRACTICE.company);
});

test('what happens to the call in the leading tab is shown in the other, and what the other wants is done', async () => {
	await both();
	const call = line.ring(incoming());
	await expect.poll(() => mirror.calls.length).toBe(1);
	mirror.answer(mirror.calls[0]!.id);
	await expect.poll(() => call.told).toContain('accept');
	call.connect(5);
	await expect.poll(() => mirror.calls[0]?.call.state).toBe('connected');
	expect(mirror.busy).toBe(true);
	expect(mirror.talk.partners).toHaveLength(1);

	const { id } = mirror.calls[0]!;
	mirror.talk.hold(id);
	await expect.poll(() => mirror.calls[0]?.isHeldByUs).toBe(true);
	mirror.talk.resume(id);
	await expect.poll(() => mirror.calls[0]?.isHeldByUs).toBe(false);
	mirror.talk.mute(id, true);
	await expect.poll(() => call.told).toContain('mute');
	expect(mirror.talk.sendDigits(id, '1a2')).toBe('12');
	await expect.poll(() => call.told).toContain('digits 12');
	mirror.talk.transfer(id, '777');
	await expect.poll(() => mirror.calls[0]?.isTransferring).toBe(true);
	expect(call.told).toContain('transfer 777');
	mirror.talk.takeBack(id);
	await expect.poll(() => mirror.calls[0]?.isTransferring).toBe(false);
	mirror.hangUp(id);
	await expect.poll(() => mirror.calls.length).toBe(0);
});

test('two calls are merged and joined from another tab', async () => {
	await both();
	const first = line.ring(incoming());
	const second = line.ring(incoming({ id: 'second', callId: 'second' }));
	await expect.poll(() => mirror.calls.length).toBe(2);
	for (const [at, call] of [first, second].entries()) {
		mirror.answer(mirror.calls[at]!.id);
		await expect.poll(() => call.told).toContain('accept');
		call.connect(5);
	}
	mirror.talk.merge();
	await expect.poll(() => mirror.talk.partners.length).toBe(2);
	mirror.talk.transferTo(mirror.calls[0]!.id, mirror.calls[1]!.id, 'B');
	await expect.poll(() => first.transferredTo).toBe(second);
});

test('a call is made from another tab, and what became of it is put away there', async () => {
	await both();
	expect(mirror.dial('777')).toBe(true);
	await expect.poll(() => mirror.isDialling).toBe(true);
	expect(mirror.dial('778')).toBe(false);
	line.dialled[0]?.call.end({ kind: 'refused', status: 486, reasons: [] });
	await expect.poll(() => mirror.lastFailed?.call.state).toBe('ended');
	mirror.dismiss();
	await expect.poll(() => mirror.lastFailed).toBeUndefined();
});

test('a call that is about to be made from another tab is prepared in the leading one', async () => {
	await both();
	mirror.prepareCall();
	await expect.poll(() => line.prepared).toBe(1);
});

test('nothing is dialled while the leading tab is not registered', async () => {
	await both();
	line.registration({ state: 'connecting' });
	await expect.poll(() => mirror.registration.state).toBe('connecting');
	expect(mirror.dial('777')).toBe(false);
});

test('a leading tab that may not make a sound is rung for by the others', async () => {
	const ringing: Ringing = { kind: 'ring', tone: 'bright' };
	lead();
	line.ring(incoming());
	unheard = ringing;
	mirror.start();
	await expect.poll(() => rung.at(-1)).toEqual(ringing);
	mirror.decline(mirror.calls[0]!.id);
	unheard = SILENT;
	await expect.poll(() => rung.at(-1)).toEqual(SILENT);
});

test('what the journal has for the server is brought there by the leading tab', async () => {
	await both();
	mirror.send('wake');
	await expect.poll(() => woken).toBe(1);
});

test('what the leading tab could not open is opened by one that is in sight, and offered no more', async () => {
	const session = sessionOf();
	const url = 'https://crm.example/{{ caller.e164 }}';
	const actions = { ...session.settings.actions, ringing: { kind: 'url', url } as const };
	phone.useSession({ ...session, settings: { ...session.settings, actions } });
	await both();
	opens = true;
	line.ring(incoming());
	await expect.poll(() => opened).toEqual(['https://crm.example/%2B493023125010']);
	await expect.poll(() => phone.actions.offers).toEqual([]);
});

test('what no tab could open is offered in each, and opened where the person asks for it', async () => {
	const session = sessionOf();
	const url = 'https://crm.example/';
	const actions = { ...session.settings.actions, ringing: { kind: 'url', url } as const };
	phone.useSession({ ...session, settings: { ...session.settings, actions } });
	await both();
	line.ring(incoming());
	await expect.poll(() => mirror.actions.offers.length).toBe(1);
	const [offer] = mirror.actions.offers;
	opens = true;
	mirror.actions.choose(offer!, { address: url });
	expect(opened).toEqual([url]);
	await expect.poll(() => mirror.actions.offers).toEqual([]);
});

test('when the leading tab closes its calls are gone at once', async () => {
	await both();
	line.ring(incoming());
	await expect.poll(() => mirror.calls.length).toBe(1);
	stop();
	await expect.poll(() => mirror.calls.length).toBe(0);
	expect(mirror.registration).toEqual({ state: 'connecting' });
});

test('a leading tab that says nothing is complained of', () => {
	vi.useFakeTimers();
	mirror.start();
	vi.advanceTimersByTime(2_999);
	expect(mirror.registration.state).toBe('connecting');
	vi.advanceTimersByTime(1);
	expect(mirror.registration).toMatchObject({ state: 'waiting', problem: 'other-tab' });
});

test('one leads at a time; the next one does when it lets go', async () => {
	const led: string[] = [];
	const name = crypto.randomUUID();
	const letGo = leadOnce(name, () => led.push('first'));
	await expect.poll(() => led).toEqual(['first']);
	const waited: string[] = [];
	const stopThird = leadOnce(
		name,
		() => led.push('second'),
		() => waited.push('second')
	);
	const queued = leadOnce(name, () => led.push('third'));
	const pending = async () => (await navigator.locks.query()).pending ?? [];
	const queuedHere = async () => (await pending()).filter((lock) => lock.name === name);
	await expect.poll(queuedHere).toHaveLength(2);
	expect(waited).toEqual(['second']);
	stopThird();
	letGo();
	await expect.poll(() => led).toEqual(['first', 'third']);
	queued();
});

function lead(): void {
	stop = broadcastPhone({
		phone,
		channel: channel(),
		unheard: () => unheard,
		wake: () => (woken += 1)
	});
	flushSync();
}

/** Both tabs open, and registered. */
async function both(): Promise<void> {
	lead();
	line.registration({ state: 'registered', since: 1 });
	mirror.start();
	await expect.poll(() => mirror.registration.state).toBe('registered');
}

function channel(): PhoneChannel {
	const open = openPhoneChannel('tabs-of-a-test');
	channels.push(open);
	return open;
}

test('whom the other tab chooses of several contacts names the call in both', async () => {
	const contacts = ['erika', 'erwin'].map((id) => ({
		...{ id, source: 'own', name: id, company: '', emails: [], notes: '' },
		numbers: [{ type: 'work' as const, raw: '030 23125-010', e164: '+493023125010' }]
	}));
	answers = [
		{
			source: 'own',
			status: 'found',
			matches: contacts.map((contact) => ({ contact, certain: true }))
		}
	];
	await both();
	line.ring(incoming());
	await expect.poll(() => mirror.calls[0]?.contact?.id).toBe('erika');
	mirror.chooseContact(mirror.calls[0]!.id, { source: 'own', id: 'erwin' });
	await expect.poll(() => mirror.calls[0]?.contact?.id).toBe('erwin');
	expect(phone.calls[0]?.contact?.id).toBe('erwin');
	expect(mirror.calls[0]?.choice).toEqual({ source: 'own', id: 'erwin' });
});
