import { beforeEach, describe, expect, test } from 'vitest';
import type { CallReport } from '#domain/call-report.ts';
import type { EndCause } from '#domain/call-outcome.ts';
import type { Contact, SourceAnswer } from '#domain/contact.ts';
import type { EarlierCalls } from '#domain/earlier-calls.ts';
import type { JournalEntry } from '#domain/journal-entry.ts';
import type { MediaSample } from '#domain/media-sample.ts';
import { greetingOf } from './greeting.ts';
import type { PhoneCall } from './phone-call.svelte.ts';
import { Phone } from './phone.svelte.ts';
import {
	incoming,
	PRACTICE,
	ScriptedCall,
	ScriptedLine,
	sessionOf,
	SilentAudio,
	START
} from './test-line.ts';

const ERIKA: Contact = {
	id: 'erika',
	source: 'own',
	name: 'Erika Mustermann',
	company: 'Mustermann GmbH',
	numbers: [{ type: 'work', raw: '030 23125-010', e164: '+493023125010' }],
	emails: [],
	notes: ''
};
const FOUND: SourceAnswer[] = [
	{ source: 'own', status: 'found', matches: [{ contact: ERIKA, certain: true }] }
];
const GAVE_UP: EndCause = { kind: 'cancelled', reasons: [] };

let line: ScriptedLine;
let audio: SilentAudio;
let phone: Phone;
let begun: JournalEntry[];
let ended: { entry: JournalEntry; report: CallReport }[];
let complaints: string[];
let lookUps: {
	e164: string;
	answer: (answers: readonly SourceAnswer[], isPending?: boolean) => void;
	stopped: boolean;
}[];
let opened: string[];
let asked: { parties: readonly string[]; answer: (earlier: EarlierCalls) => void }[];
let recording: () => Promise<void>;

beforeEach(() => {
	audio = new SilentAudio();
	begun = [];
	ended = [];
	complaints = [];
	lookUps = [];
	asked = [];
	opened = [];
	recording = async () => {};
	phone = new Phone({
		session: sessionOf(),
		deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
		audio,
		makeLine: (listener) => (line = new ScriptedLine(listener)),
		lookUp: (e164, answer) => {
			const lookUp = { e164, answer, stopped: false };
			lookUps.push(lookUp);
			return () => (lookUp.stopped = true);
		},
		rememberChoice: async () => true,
		keepForwarding: () => {},
		open: (address) => {
			opened.push(address);
			return true;
		},
		earlierCalls: (parties, before) => {
			expect(before).toBe(START);
			const { promise, resolve } = Promise.withResolvers<EarlierCalls>();
			asked.push({ parties, answer: resolve });
			return promise;
		},
		recordBegin: (entry) => {
			begun.push(entry);
			return recording();
		},
		recordEnd: (entry, report) => {
			ended.push({ entry, report });
			return recording();
		},
		now: () => START,
		newId: () => crypto.randomUUID(),
		complain: (problem) => complaints.push(problem)
	});
});

/** The only call that lives. */
function onlyCall(): PhoneCall {
	const [call, ...more] = phone.calls;
	if (!call || more.length > 0) throw new Error(`${phone.calls.length} calls live`);
	return call;
}

describe('an incoming call', () => {
	test('rings with its hotline’s tone, any other with the standard one', () => {
		phone.useSession({ ...sessionOf(), hotlines: [{ ...PRACTICE, ringTone: 'low' }] });
		const wire = line.ring(incoming());
		expect([audio.kind, audio.tone]).toEqual(['ring', 'low']);
		wire.end(GAVE_UP);
		line.ring(incoming({ called: { source: 'none', divertedFrom: [] } }));
		expect([audio.kind, audio.tone]).toEqual(['ring', 'standard']);
	});

	test('rings, is answered, spoken on and hung up: one entry, one report', () => {
		const parties = incoming();
		const wire = line.ring(parties);
		expect(audio.kind).toBe('ring');
		expect(begun).toEqual([
			{
				callId: parties.callId,
				startedAt: START,
				direction: 'incoming',
				caller: parties.caller,
				called: parties.called,
				hotline: {
					id: 'practice',
					name: PRACTICE.name,
					company: PRACTICE.company,
					color: PRACTICE.color
				}
			}
		]);

		const call = onlyCall();
		phone.answer(call.id);
		expect(wire.told).toEqual(['accept']);
		expect(call.call.state).toBe('answering');
		expect(audio.kind).toBe('silent');

		wire.connect(START + 500);
		expect(call.call.state).toBe('connected');
		expect(audio.playing.get(call.id)).toBe(wire.remoteAudio);

		wire.clock = () => START + 60_000;
		phone.hangUp(call.id);
		expect(phone.calls).toEqual([]);
		expect(audio.playing.size).toBe(0);
		expect(ended).toHaveLength(1);
		expect(ended[0]?.report).toMatchObject({
			callId: parties.callId,
			outcome: 'answered',
			startedAt: START,
			connectedAt: START + 500,
			endedAt: START + 60_000,
			ringMs: 500
		});
		expect(ended[0]?.entry).toMatchObject({ outcome: 'answered', endedAt: START + 60_000 });
		expect(complaints).toEqual([]);
	});

	test.each<[string, EndCause, string]>([
		['the caller gives up', GAVE_UP, 'missed'],
		[
			'another device answers',
			{ kind: 'cancelled', reasons: [{ protocol: 'SIP', cause: 200 }] },
			'answered-elsewhere'
		],
		['nobody answers in time', { kind: 'no-answer' }, 'timed-out'],
		['the line is lost', { kind: 'failed', failure: 'transport' }, 'missed']
	])('stops ringing and is recorded when %s', (_what, cause, outcome) => {
		line.ring(incoming()).end(cause, START + 2_500);
		expect(audio.kind).toBe('silent');
		expect(phone.calls).toEqual([]);
		expect(ended.map(({ report }) => [report.outcome, report.ringMs])).toEqual([[outcome, 2_500]]);
		expect(phone.lastFailed).toBeUndefined();
	});

	test('is declined on all devices', () => {
		const wire = line.ring(incoming());
		phone.decline(onlyCall().id);
		expect(wire.told).toEqual(['reject 603']);
		expect(audio.kind).toBe('silent');
		expect(ended.map(({ report }) => report.outcome)).toEqual(['declined']);
	});

	test('can be hung up while it is still being connected', () => {
		const wire = line.ring(incoming());
		const call = onlyCall();
		phone.answer(call.id);
		phone.hangUp(call.id);
		expect(wire.told).toEqual(['accept', 'hang up']);
		expect(phone.calls).toEqual([]);
		expect(ended).toHaveLength(1);
	});

	test('is answered once, however often the button is pressed', () => {
		const wire = line.ring(incoming());
		const call = onlyCall();
		phone.answer(call.id);
		phone.answer(call.id);
		expect(wire.told).toEqual(['accept']);
		expect(complaints).toEqual([]);
	});
});

describe('the greeting', () => {
	test('is there from the first ring and stays through the call', () => {
		const wire = line.ring(incoming());
		const call = onlyCall();
		const text = () => greetingOf(call, phone.session)?.text;
		expect(text()).toBe('Dr. Weber’s practice, Anna Krüger.');
		phone.answer(call.id);
		expect(text()).toBe('Dr. Weber’s practice, Anna Krüger.');
		wire.connect(START + 1_000);
		expect(text()).toBe('Dr. Weber’s practice, Anna Krüger.');
	});

	test('learns the caller’s name when it is found', () => {
		line.ring(incoming());
		lookUps[0]?.answer(FOUND);
		expect(greetingOf(onlyCall(), phone.session)?.text).toBe(
			'Dr. Weber’s practice, Anna Krüger. Hello, Erika Mustermann!'
		);
	});

	test('of a number without a hotline is never another company’s', () => {
		line.ring(
			incoming({
				called: {
					number: { raw: '+493023125999', e164: '+493023125999' },
					source: 'to',
					divertedFrom: []
				}
			})
		);
		const greeting = greetingOf(onlyCall(), phone.session);
		expect(onlyCall().hotline).toBeUndefined();
		expect(greeting?.source).toBe('built-in');
		expect(greeting?.text).not.toContain('Weber');
	});
});

describe('how a call sounds', () => {
	/** After `seconds`, with all packets and sound of both sides but what `differences` say. */
	function sample(seconds: number, differences: Partial<MediaSample> = {}): MediaSample {
		return {
			at: START + seconds * 1_000,
			isConnected: true,
			received: {
				...{ packets: seconds * 50, lost: 0, bytes: seconds * 8_000, jitterMs: 3 },
				...{ bufferMs: 40, energy: seconds, codec: 'opus' }
			},
			sent: { packets: seconds * 50, energy: seconds },
			roundTripMs: 20,
			microphone: 'live',
			...differences
		};
	}

	test('is shown while it lasts and kept in the journal', () => {
		const wire = line.ring(incoming());
		phone.answer(onlyCall().id);
		expect(wire.sampled).toBeUndefined();
		wire.connect(START);
		const { sound } = onlyCall();
		for (let second = 0; second < 5; second += 1) wire.sampled?.(sample(second));
		expect(sound.quality?.mos).toBeGreaterThan(4);
		expect(sound.problem).toBeUndefined();
		wire.end({ kind: 'hangup', by: 'them', reasons: [] });
		expect(wire.sampled).toBeUndefined();
		expect(ended[0]?.entry.quality).toMatchObject({ loss: 0, jitterMs: 3, codec: 'opus' });
	});

	test('one-way audio is named, but not on hold', () => {
		const wire = line.ring(incoming());
		phone.answer(onlyCall().id);
		wire.connect(START);
		const { id, sound } = onlyCall();
		for (let second = 0; second < 4; second += 1)
			wire.sampled?.(sample(second, { received: undefined }));
		expect(sound.problem).toBe('nothing-received');
		phone.talk.hold(id);
		wire.sampled?.(sample(4, { received: undefined }));
		expect(sound.problem).toBeUndefined();
		wire.end({ kind: 'hangup', by: 'them', reasons: [] });
		expect(ended[0]?.entry).not.toHaveProperty('quality');
	});
});

describe('the caller', () => {
	test('is looked up by number, shown when found, and written down with the call', () => {
		const wire = line.ring(incoming());
		const call = onlyCall();
		expect(lookUps.map(({ e164 }) => e164)).toEqual(['+493023125010']);
		expect(call.looking).toBe(true);
		lookUps[0]?.answer([{ source: 'ldap', status: 'failed', error: 'timeout' }]);
		expect(call.looking).toBe(false);
		expect(call.contact).toBeUndefined();
		lookUps[0]?.answer([{ source: 'ldap', status: 'failed', error: 'timeout' }, ...FOUND]);
		expect(call.contact).toBe(ERIKA);
		wire.end(GAVE_UP);
		expect(ended[0]?.entry.contact).toEqual({ name: ERIKA.name, company: ERIKA.company });
		const { id, name } = ERIKA;
		expect(ended[0]?.report).toMatchObject({ contact: { id, name } });
		expect(ended[0]?.report).not.toHaveProperty('contact.notes');
	});

	test('is nobody in the journal and the report where only the last digits agree', () => {
		const wire = line.ring(incoming());
		const matches = [{ contact: ERIKA, certain: false }];
		lookUps[0]?.answer([{ source: 'own', status: 'found', matches }]);
		expect(onlyCall().contact).toBeUndefined();
		wire.end(GAVE_UP);
		expect(ended[0]?.entry).not.toHaveProperty('contact');
		expect(ended[0]?.report).not.toHaveProperty('contact');
	});

	test('is not looked up any longer once the call has ended', () => {
		line.ring(incoming()).end(GAVE_UP);
		expect(lookUps.map(({ stopped }) => stopped)).toEqual([true]);
	});

	test.each([{ kind: 'withheld' }, { kind: 'unavailable' }] as const)(
		'without a number is not looked up: %o',
		(caller) => {
			line.ring(incoming({ caller }));
			expect(lookUps).toEqual([]);
			expect(onlyCall().looking).toBe(false);
		}
	);
});

describe('do not disturb', () => {
	const use = (doNotDisturbUntil: number) => {
		const session = sessionOf();
		phone.useSession({ ...session, settings: { ...session.settings, doNotDisturbUntil } });
	};

	test('a call rings without a sound, and is kept as missed', () => {
		use(START + 60_000);
		const wire = line.ring(incoming());
		expect(audio.kind).toBe('silent');
		wire.end(GAVE_UP);
		expect(ended.map(({ report }) => report.outcome)).toEqual(['missed']);
	});

	test('holds at once for a call that rings already, and ends', () => {
		line.ring(incoming());
		expect(audio.kind).toBe('ring');
		use(START + 60_000);
		expect(audio.kind).toBe('silent');
		use(0);
		expect(audio.kind).toBe('ring');
	});
});

describe('two calls', () => {
	test('that ring both are answered in either order', () => {
		line.ring(incoming());
		const second = line.ring(incoming());
		phone.answer(phone.calls[1]!.id);
		expect(second.told).toEqual(['accept']);
		expect(phone.calls.map(({ call }) => call.state)).toEqual(['ringing', 'answering']);
	});

	test('one rings softly while the other is spoken on, and aloud once that has ended', () => {
		const first = line.ring(incoming());
		phone.answer(onlyCall().id);
		first.connect(START);
		const second = line.ring(incoming());
		expect(audio.kind).toBe('call-waiting');
		first.end({ kind: 'hangup', by: 'them', reasons: [] });
		expect(audio.kind).toBe('ring');
		second.end(GAVE_UP);
		expect(audio.kind).toBe('silent');
		expect(ended.map(({ report }) => report.outcome)).toEqual(['answered', 'missed']);
	});

	test('are not made at once by dialling twice', () => {
		phone.dial('12');
		expect(phone.isDialling).toBe(true);
		expect(phone.dial('13')).toBe(false);
		expect(line.dialled).toHaveLength(1);
		line.dialled[0]!.call.connect(START);
		expect(phone.dial('13')).toBe(true);
	});

	test('are prepared where the person turns to a number, but not beside one that lives', () => {
		phone.prepareCall();
		expect(line.prepared).toBe(1);
		phone.dial('12');
		phone.prepareCall();
		line.dialled[0]!.call.connect(START);
		phone.prepareCall();
		expect(line.prepared).toBe(1);
	});

	test('one that is being made ends when another is answered', () => {
		phone.dial('12');
		line.ring(incoming());
		phone.answer(phone.calls[1]!.id);
		expect(line.dialled[0]!.call.told).toEqual(['invite', 'hang up']);
		expect(onlyCall().call.state).toBe('answering');
		expect(audio.kind).toBe('silent');
	});
});

describe('an outgoing call', () => {
	test('sounds as ringing while the far side only says so, not once it sends sound of its own', () => {
		phone.dial('12');
		const wire = line.dialled[0]!.call;
		expect(audio.progressTone).toBe('silent');
		wire.remoteAudio = new MediaStream();
		wire.progress(START);
		expect(audio.progressTone).toBe('ringback');
		const { stream } = new MediaStreamAudioDestinationNode(new AudioContext());
		const [track] = stream.getAudioTracks();
		wire.remoteAudio.addTrack(track!);
		wire.remoteAudio.dispatchEvent(new MediaStreamTrackEvent('addtrack', { track: track! }));
		expect(audio.progressTone).toBe('silent');
		wire.end({ kind: 'refused', status: 486, reasons: [] });
		expect(audio.progressTone).toBe('silent');
	});

	test('is silent once it is answered', () => {
		phone.dial('12');
		const wire = line.dialled[0]!.call;
		wire.progress(START);
		wire.connect(START);
		expect(audio.progressTone).toBe('silent');
	});

	test.each([
		[486, 'busy'],
		[603, 'busy'],
		[404, 'error'],
		[488, 'error']
	])('refused with %i sounds %s, and can be dialled again', (status, tone) => {
		phone.dial('12');
		line.dialled[0]!.call.end({ kind: 'refused', status, reasons: [] });
		expect(audio.progressTone).toBe(tone);
		expect(phone.lastDialled).toBe('12');
		phone.dial('12');
		expect(audio.progressTone).toBe('silent');
	});

	test('that fails does not sound into the ear of somebody who speaks again', () => {
		const first = line.ring(incoming());
		phone.answer(onlyCall().id);
		first.connect(START);
		phone.dial('12');
		phone.talk.resume(phone.calls[0]!.id);
		line.dialled[0]!.call.end({ kind: 'refused', status: 486, reasons: [] });
		expect(audio.progressTone).toBe('silent');
	});

	test('is dialled, rings, is answered and ends', () => {
		expect(phone.dial('+49 171 3920010')).toBe(true);
		const wire = line.dialled[0]!.call;
		expect(line.dialled[0]?.target).toBe('+49 171 3920010');
		expect(wire.told).toEqual(['invite']);
		expect(begun).toMatchObject([
			{ callId: 'out-1', direction: 'outgoing', dialled: '+49 171 3920010' }
		]);
		wire.progress(START + 200);
		expect(onlyCall().call.state).toBe('alerting');
		expect(audio.kind).toBe('silent');
		wire.connect(START + 900);
		wire.end({ kind: 'hangup', by: 'them', reasons: [] }, START + 5_000);
		expect(ended[0]?.report).toMatchObject({
			direction: 'outgoing',
			outcome: 'answered',
			dialled: { e164: '+491713920010' }
		});
		expect(phone.lastFailed).toBeUndefined();
	});

	test('lets early media be heard while the far side still rings', () => {
		phone.dial('12');
		const wire = line.dialled[0]!.call;
		wire.remoteAudio = new MediaStream();
		wire.progress(START + 200);
		expect(audio.playing.get(onlyCall().id)).toBe(wire.remoteAudio);
	});

	test.each([
		[486, 'busy'],
		[603, 'declined'],
		[404, 'unknown-number'],
		[480, 'unreachable'],
		[408, 'no-answer'],
		[500, 'failed']
	] as const)('that is refused with %i is kept as failed: %s', (status, outcome) => {
		phone.dial('12');
		line.dialled[0]!.call.end({ kind: 'refused', status, reasons: [] });
		expect(phone.lastFailed?.call).toMatchObject({ state: 'ended', outcome, dialled: '12' });
		phone.dismiss();
		expect(phone.lastFailed).toBeUndefined();
	});

	test('that the person gives up has not failed', () => {
		phone.dial('12');
		line.dialled[0]!.call.end({ kind: 'abandoned' });
		expect(phone.lastFailed).toBeUndefined();
		expect(ended[0]?.report.outcome).toBe('cancelled');
	});

	test('puts the failure of the one before away', () => {
		phone.dial('12');
		line.dialled[0]!.call.end({ kind: 'refused', status: 486, reasons: [] });
		phone.dial('13');
		expect(phone.lastFailed).toBeUndefined();
	});

	test('is not made while the line is not connected', () => {
		line.connected = false;
		expect(phone.dial('12')).toBe(false);
		expect(phone.calls).toEqual([]);
		expect(begun).toEqual([]);
	});
});

describe('what must never stop the phone', () => {
	test('a browser that can make no sound: the call is answered, ended and recorded all the same', () => {
		const broken = () => {
			throw new Error('no audio device');
		};
		Object.assign(audio, { ring: broken, play: broken, stop: broken });
		const wire = line.ring(incoming());
		const call = onlyCall();
		phone.answer(call.id);
		expect(wire.told).toEqual(['accept']);
		wire.connect(START + 500);
		phone.hangUp(call.id);
		expect(ended).toMatchObject([{ report: { outcome: 'answered' } }]);
		expect(complaints).toContain('sound: Error: no audio device');
	});

	test('a journal that cannot be written is reported, and the call goes on', async () => {
		const full = Promise.reject(new Error('disk full'));
		recording = () => full;
		const wire = line.ring(incoming());
		phone.answer(onlyCall().id);
		wire.connect(START);
		await expect.poll(() => phone.problem).toBe('not-recorded');
		expect(onlyCall().call.state).toBe('connected');
		expect(complaints).toEqual(['journal: Error: disk full']);
		phone.hangUp(onlyCall().id);
		await expect.poll(() => complaints.length).toBe(2);
		expect(phone.calls).toEqual([]);
	});

	test('an illegal event is complained about and moves nothing', () => {
		const wire = line.ring(incoming());
		wire.progress(START);
		wire.connect(START);
		expect(onlyCall().call.state).toBe('ringing');
		expect(complaints).toEqual([
			'illegal call event: progress while ringing (incoming)',
			'illegal call event: connected while ringing (incoming)'
		]);
		expect(audio.kind).toBe('ring');
	});

	test('an end that is told twice is recorded once', () => {
		const wire = line.ring(incoming());
		wire.end(GAVE_UP);
		wire.end(GAVE_UP);
		expect(ended).toHaveLength(1);
		expect(complaints).toEqual(['illegal call event: ended while ended (incoming)']);
	});
});

describe('earlier calls', () => {
	const many = (count: number): EarlierCalls => ({ count, isCapped: false, open: 0, last: [] });

	test('are counted in the greeting once the journal has been read', async () => {
		const template = '{{ call.previousCalls }}';
		const always = { always: template, morning: '', day: '', evening: '' };
		phone.useSession({
			...sessionOf(),
			hotlines: [{ ...PRACTICE, greeting: { de: always, en: always } }]
		});
		line.ring(incoming());
		const greeting = () => greetingOf(onlyCall(), phone.session)?.text;
		expect(greeting()).toBe('0');
		asked[0]?.answer(many(3));
		await expect.poll(greeting).toBe('3');
	});

	test('are read for all numbers of a certain contact, and a late answer for one changes nothing', async () => {
		line.ring(incoming());
		const mobile = { type: 'mobile', raw: '0171 3920010', e164: '+491713920010' } as const;
		const contact = { ...ERIKA, numbers: [...ERIKA.numbers, mobile] };
		lookUps[0]?.answer([{ source: 'own', status: 'found', matches: [{ contact, certain: true }] }]);
		expect(asked.map(({ parties }) => parties)).toEqual([
			['+493023125010'],
			['+493023125010', '+491713920010']
		]);
		asked[1]?.answer(many(5));
		await expect.poll(() => onlyCall().earlier?.count).toBe(5);
		asked[0]?.answer(many(2));
		await new Promise((resolve) => setTimeout(resolve));
		expect(onlyCall().earlier?.count).toBe(5);
	});

	test('of a caller who hides the number are not looked for', () => {
		line.ring(incoming({ caller: { kind: 'withheld' } }));
		line.ring(incoming({ caller: { kind: 'unavailable' } }));
		expect(asked).toEqual([]);
	});
});

describe('what is opened by itself', () => {
	const template = (moment: string) => ({
		kind: 'url' as const,
		url: `https://crm.example/${moment}?n={{ caller.name }}`
	});

	beforeEach(() => {
		const session = sessionOf();
		const actions = {
			ringing: template('ringing'),
			answered: template('answered'),
			ended: template('ended'),
			schemes: []
		};
		phone.useSession({ ...session, settings: { ...session.settings, actions } });
	});

	/** What decides is loaded with its first use; imports are answered in their order. */
	const decided = () => import('#domain/call-action.ts');

	test('comes with the caller’s contact, once at each moment', async () => {
		const wire = line.ring(incoming());
		await decided();
		expect(opened).toEqual([]);
		lookUps[0]?.answer(FOUND);
		lookUps[0]?.answer(FOUND);
		await decided();
		const erika = '?n=Erika%20Mustermann';
		expect(opened).toEqual([`https://crm.example/ringing${erika}`]);
		phone.answer(onlyCall().id);
		wire.connect(START + 1_000);
		wire.end({ kind: 'hangup', by: 'them', reasons: [] });
		await decided();
		expect(opened.slice(1)).toEqual([
			`https://crm.example/answered${erika}`,
			`https://crm.example/ended${erika}`
		]);
	});

	test('waits for all sources: the first contact may be one of several', async () => {
		const wire = line.ring(incoming());
		lookUps[0]?.answer(FOUND, true);
		expect(onlyCall().contact).toBe(ERIKA);
		phone.answer(onlyCall().id);
		wire.connect(START + 1_000);
		await decided();
		expect(opened).toEqual([]);
		const contact = { ...ERIKA, id: 'other', name: 'Max Mustermann' };
		const matches = [{ contact, certain: true }];
		lookUps[0]?.answer([...FOUND, { source: 'ldap', status: 'found', matches }]);
		await decided();
		expect(opened).toEqual([]);
		expect(phone.actions.offers).toMatchObject([{ action: { kind: 'choose' } }]);
	});

	test('is nothing after a call that nobody answered, or that others answer for', async () => {
		phone.useSession({
			...phone.session,
			hotlines: [{ ...PRACTICE, answeredBy: ['ben'] }]
		});
		const wire = line.ring(incoming());
		lookUps[0]?.answer(FOUND);
		wire.end(GAVE_UP);
		await decided();
		expect(opened).toEqual([]);
	});

	test('is nothing for a call that one makes, and for a late answer', async () => {
		phone.dial('0171 3920010');
		line.dialled[0]?.call.connect(START);
		line.ring(incoming());
		const ringing = phone.calls.at(-1)!;
		phone.answer(ringing.id);
		lookUps[0]?.answer(FOUND);
		await decided();
		expect(opened).toEqual([]);
	});
});

describe('leaving', () => {
	test('a page that goes away records what lives', () => {
		const first = line.ring(incoming());
		phone.answer(onlyCall().id);
		first.connect(START);
		line.ring(incoming());
		phone.leave();
		expect(ended.map(({ report }) => report.outcome)).toEqual(['answered', 'missed']);
		expect(phone.calls).toEqual([]);
		expect(audio.kind).toBe('silent');
	});

	test('closing records, silences and closes the line', async () => {
		line.ring(incoming());
		await phone.close();
		expect(ended).toHaveLength(1);
		expect(line.closed).toBe(true);
		expect(audio).toMatchObject({ kind: 'silent', closed: true });
	});
});

test('the registration is what the line says', () => {
	expect(phone.registration).toEqual({ state: 'stopped' });
	phone.start();
	expect(line.started).toBe(1);
	const waiting = { state: 'waiting', problem: 'wrong-password', retryAt: START } as const;
	line.registration(waiting);
	expect(phone.registration).toEqual(waiting);
	phone.retry();
	expect(line.retried).toBe(1);
});

test('a microphone that fails is said, until the next call is answered', () => {
	phone.report('microphone-blocked');
	expect(phone.problem).toBe('microphone-blocked');
	line.ring(incoming());
	phone.answer(onlyCall().id);
	expect(phone.problem).toBeUndefined();
});

describe('changed settings and hotlines', () => {
	test('hold from the next call on, without another registration; what rings goes on', () => {
		const first = line;
		line.ring(incoming());
		const rings = onlyCall();
		const session = sessionOf();
		phone.useSession({ ...session, hotlines: [{ ...PRACTICE, company: 'Praxis Dr. Sommer' }] });
		expect(line).toBe(first);
		expect(phone.calls).toEqual([rings]);
		expect(rings.hotline?.company).toBe(PRACTICE.company);
		line.ring(incoming());
		expect(phone.calls[1]?.hotline?.company).toBe('Praxis Dr. Sommer');
		expect(phone.session.hotlines[0]?.company).toBe('Praxis Dr. Sommer');
	});
});

test('the watched speed dials are watched, and the call that rings at one is taken', () => {
	const { settings, ...session } = sessionOf();
	const entry = { name: 'Ben', number: 'ben', watched: true };
	const other = { name: 'Front desk', number: '12', watched: false };
	phone.useSession({ ...session, settings: { ...settings, speedDials: [entry, other] } });
	expect(line.watched).toEqual(['ben']);
	const ben = { number: 'ben', state: 'ringing', caller: 'Erika', isBusy: false } as const;
	line.listener.lines([{ ...ben, canPickUp: true }]);
	expect(phone.lines).toHaveLength(1);
	phone.pickUp('ben');
	expect(line.pickedUp).toEqual(['ben']);
	// Until it comes there is no call, and nothing to dial again.
	expect(phone.calls).toEqual([]);
	expect(phone.lastDialled).toBe('');
	const call = new ScriptedCall();
	line.listener.pickedUp(incoming(), call);
	expect(onlyCall().call.state).toBe('answering');
	expect(onlyCall().hotline).toEqual(PRACTICE);
	expect(call.told).toEqual(['accept']);
	expect(audio.kind).toBe('silent');
	call.connect(START + 1_000);
	expect(onlyCall().call).toMatchObject({ state: 'connected', direction: 'incoming' });
	call.end({ kind: 'hangup', by: 'us', reasons: [] });
	expect(ended.map(({ report }) => report.outcome)).toEqual(['answered']);
});

test('what was dialled before the page was opened can be dialled again, until something else is', () => {
	phone.rememberDialled('12');
	expect(phone.lastDialled).toBe('12');
	phone.dial('14');
	phone.rememberDialled('12');
	expect(phone.lastDialled).toBe('14');
});

test('a call that was asked for and does not come is said, and is no call', () => {
	phone.pickUp('ben');
	line.listener.pickUpFailed();
	expect(phone.problem).toBe('not-picked-up');
	expect(phone.calls).toEqual([]);
	// What is being made goes on alone.
	phone.dismiss();
	phone.dial('12');
	phone.pickUp('ben');
	expect(line.pickedUp).toEqual(['ben']);
});
