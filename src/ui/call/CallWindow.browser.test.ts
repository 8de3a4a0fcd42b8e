import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { greetings } from '#domain/hotline.ts';
import type { IncomingParties } from '#domain/call.ts';
import type { Contact, SourceAnswer } from '#domain/contact.ts';
import { summariseEarlier, type EarlierCalls } from '#domain/earlier-calls.ts';
import type { JournalEntry } from '#domain/journal-entry.ts';
import type { Locale } from '#domain/hotline.ts';
import { Phone } from '#phone/phone.svelte.ts';
import {
	incoming,
	PRACTICE,
	ScriptedLine,
	sessionOf,
	SilentAudio,
	START,
	ScriptedCall
} from '#phone/test-line.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import CallAnnouncer from './CallAnnouncer.svelte';
import CallWindow from './CallWindow.svelte';

const ERIKA: Contact = {
	id: 'erika',
	source: 'own',
	name: 'Erika Mustermann',
	company: 'Mustermann GmbH',
	numbers: [{ type: 'work', raw: '030 23125-010', e164: '+493023125010' }],
	emails: [],
	notes: ''
};
const ANOTHER_NUMBER = {
	number: { raw: '+493023125999', e164: '+493023125999' },
	source: 'to',
	divertedFrom: []
} as const;

let line: ScriptedLine;
let audio: SilentAudio;
let phone: Phone;
let opened: [address: string, isAsked: boolean][];
let isBlocked: boolean;
let answerEarlier: (earlier: EarlierCalls) => void;
let answerLookUp: (answers: readonly SourceAnswer[]) => void;

function createPhone(locale: Locale = 'en', hotline = PRACTICE): void {
	phone = new Phone({
		session: { ...sessionOf(locale), hotlines: [hotline] },
		deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
		audio: (audio = new SilentAudio()),
		makeLine: (listener) => (line = new ScriptedLine(listener)),
		lookUp: (_e164, answered) => {
			answerLookUp = answered;
			return () => {};
		},
		rememberChoice: async () => true,
		keepForwarding: () => {},
		open: (address, isAsked) => {
			opened.push([address, isAsked]);
			return isAsked || !isBlocked;
		},
		earlierCalls: () => new Promise((resolve) => (answerEarlier = resolve)),
		recordBegin: async () => {},
		recordEnd: async () => {},
		now: () => START,
		newId: () => crypto.randomUUID(),
		complain: (problem) => {
			throw new Error(problem);
		}
	});
}

beforeEach(() => {
	opened = [];
	isBlocked = false;
	createPhone();
});

/** Lets a call ring and shows its window. */
async function showRinging(
	differences: Partial<IncomingParties> = {},
	locale: Locale = 'en'
): Promise<ScriptedCall> {
	const wire = line.ring(incoming(differences));
	await renderIn(locale, CallWindow, { phone, phoneCall: phone.calls.at(-1)! });
	return wire;
}

/** A call from Erika's number that began so many ms before. */
function earlierCall(
	callId: string,
	outcome: 'missed' | 'answered' | 'declined',
	before: number
): JournalEntry {
	const { caller, called } = incoming();
	const startedAt = START - before;
	const { id, name, company, color } = PRACTICE;
	const facts = { callId, startedAt, endedAt: startedAt + 5_000, ringMs: 5_000 };
	const hotline = { id, name, company, color };
	return { ...facts, direction: 'incoming', outcome, caller, called, hotline };
}

const part = (name: string) => page.getByTestId(name);

describe('a ringing call', () => {
	test('leads to the hotline whose greeting is wrong', async () => {
		await showRinging();
		await expect
			.element(page.getByRole('link', { name: 'Wrong greeting?' }))
			.toHaveAttribute('href', '/hotlines?id=practice');
	});

	test('for which others answer says so, and whose company it is', async () => {
		createPhone('en', { ...PRACTICE, answeredBy: ['ben'] });
		const wire = await showRinging();
		await expect.element(part('others-answer')).toMatchTextContent(/Others answer/);
		await expect.element(part('called-hotline')).toHaveTextContent('Praxis Dr. Weber');
		expect(part('greeting').elements()).toHaveLength(0);
		await page.getByRole('button', { name: 'Answer' }).click();
		wire.connect(START + 2_000);
		await expect.element(part('greeting')).toMatchTextContent(/Anna Krüger/);
	});

	test('says whose company is called and how to announce oneself, apart from who calls', async () => {
		await showRinging();
		answerLookUp([
			{ source: 'own', status: 'found', matches: [{ contact: ERIKA, certain: true }] }
		]);
		const called = page.getByRole('group', { name: 'Call for' });
		const caller = page.getByRole('group', { name: 'From' });
		await expect.element(called).toMatchTextContent('Praxis Dr. Weber');
		await expect.element(called).toMatchTextContent('Dr. Weber, practice');
		await expect.element(called).toMatchTextContent('030 23125100');
		await expect.element(caller).toMatchTextContent('Erika Mustermann');
		await expect.element(caller).toMatchTextContent('Mustermann GmbH');
		await expect.element(called).not.toMatchTextContent('Mustermann');
		await expect.element(caller).not.toMatchTextContent('Weber');
		await expect
			.element(part('greeting'))
			.toMatchTextContent('Dr. Weber’s practice, Anna Krüger. Hello, Erika Mustermann!');
		await expectAccessible();
	});

	test('shows whom the callers want there, as the settings say', async () => {
		const contact = { name: 'Dr. Weber', number: '030 23125-101', email: 'w@praxis.example' };
		createPhone('en', { ...PRACTICE, contact });
		await showRinging();
		const called = page.getByRole('group', { name: 'Call for' });
		await expect.element(called).toMatchTextContent(/Dr. Weber\s*030 23125-101\s*w@praxis.example/);
		const { settings } = phone.session;
		const broken = { display: true, template: { de: '', en: '{{ called.contactName | nope }}' } };
		phone.useSession({ ...phone.session, settings: { ...settings, calledContact: broken } });
		await expect.element(called).toMatchTextContent(/template has an error in line 1/);
		await expect.element(part('called-contact')).toMatchTextContent(/Dr. Weber/);
		await expectAccessible();
		const off = { ...broken, display: false };
		phone.useSession({ ...phone.session, settings: { ...settings, calledContact: off } });
		await expect.element(part('called-contact')).not.toBeInTheDocument();
	});

	test.each(['#fde047', '#0b1020', '#777777'])('is readable on %s', async (color) => {
		createPhone('en', { ...PRACTICE, color });
		await showRinging();
		await expectAccessible();
	});

	test('shows the caller’s picture, and initials where it cannot be loaded', async () => {
		await showRinging();
		const picture = 'data:image/png;base64,AAAA';
		const contact = { ...ERIKA, picture };
		answerLookUp([{ source: 'own', status: 'found', matches: [{ contact, certain: true }] }]);
		await expect.element(page.getByRole('group', { name: 'From' })).toMatchTextContent(/^\s*EM/);
	});

	test('speaks German', async () => {
		createPhone('de');
		await showRinging({}, 'de');
		await expect.element(page.getByRole('group', { name: 'Anruf für' })).toBeVisible();
		await expect.element(part('greeting')).toMatchTextContent('Praxis Dr. Weber, Anna Krüger.');
		await expect.element(page.getByRole('button', { name: 'Annehmen' })).toBeVisible();
		await expect.element(page.getByRole('button', { name: 'Ablehnen' })).toBeVisible();
		await expectAccessible();
	});

	test('of an unknown number shows the number, what the network calls it, and that it is looked up', async () => {
		await showRinging({
			caller: {
				kind: 'number',
				number: { raw: '+491713920099', e164: '+491713920099' },
				displayName: 'Office 4',
				source: 'from'
			}
		});
		const caller = page.getByRole('group', { name: 'From' });
		await expect.element(caller).toMatchTextContent('Looking up …');
		answerLookUp([{ source: 'own', status: 'none' }]);
		await expect.element(caller).not.toMatchTextContent('Looking up …');
		await expect.element(part('caller-name')).toMatchTextContent('0171 3920099');
		await expect.element(caller).toMatchTextContent('Network: “Office 4”');
	});

	test.each([
		['withheld', 'Number withheld'],
		['unavailable', 'Number unavailable']
	] as const)('of a %s number says so and shows none', async (kind, words) => {
		await showRinging({ caller: { kind } });
		await expect.element(part('caller-name')).toMatchTextContent(words);
		await expect.element(part('caller-number')).toMatchTextContent(/^$/);
		await expectAccessible();
	});

	test('to a number without a hotline shows that number and no company', async () => {
		await showRinging({ called: ANOTHER_NUMBER });
		await expect.element(part('called-hotline')).toMatchTextContent('Number without a hotline');
		await expect.element(part('called-number')).toMatchTextContent('030 23125999');
		await expect.element(page.getByRole('dialog')).not.toMatchTextContent('Weber');
	});

	test('to a number that nobody knows says that', async () => {
		await showRinging({ called: { source: 'none', divertedFrom: [] } });
		await expect.element(part('called-number')).toMatchTextContent('Called number unknown');
	});

	test('shows what came before of this caller, as soon as the journal has been read', async () => {
		await showRinging();
		expect(part('earlier-calls').elements()).toHaveLength(0);
		answerEarlier(
			summariseEarlier([
				earlierCall('a', 'missed', 60_000),
				earlierCall('b', 'answered', 120_000),
				earlierCall('c', 'declined', 180_000),
				earlierCall('d', 'answered', 240_000)
			])
		);
		const earlier = part('earlier-calls');
		await expect.element(earlier).toMatchTextContent(/Earlier calls: 4/);
		await expect.element(earlier).toMatchTextContent(/unanswered and open: 1/);
		const last = earlier.getByRole('listitem', { includeHidden: true });
		expect(last.elements()).toHaveLength(3);
		await expect.element(last.first()).toMatchTextContent(/10:59\s*missed\s*Praxis Dr. Weber/);
		await expectAccessible();
	});

	test('of somebody new says that', async () => {
		await showRinging();
		answerEarlier(summariseEarlier([]));
		await expect.element(part('earlier-calls')).toMatchTextContent(/^First call$/);
	});

	test('with a broken template still greets, and says what is wrong', async () => {
		createPhone('en', {
			...PRACTICE,
			greeting: { de: greetings(), en: greetings('Practice,\n{% if caller') }
		});
		await showRinging();
		await expect.element(part('greeting')).toMatchTextContent(/^Praxis Dr. Weber, Anna Krüger/);
		await expect.element(page.getByText(/template has an error in line 2/)).toBeVisible();
		await expectAccessible();
	});

	test('with a source that failed does not pass as "no contact"', async () => {
		await showRinging();
		answerLookUp([{ source: 'ldap', status: 'failed', error: 'timeout' }]);
		await expect.element(page.getByText(/“ldap” did not answer/)).toBeVisible();
		await expectAccessible();
	});

	test('shows an uncertain match as such, never as the caller’s name', async () => {
		await showRinging();
		answerLookUp([
			{ source: 'own', status: 'found', matches: [{ contact: ERIKA, certain: false }] }
		]);
		await expect.element(page.getByText('perhaps: Erika Mustermann')).toBeVisible();
		await expect.element(part('caller-name')).toMatchTextContent('030 23125010');
	});

	test('takes what the network says as text, never as markup', async () => {
		await showRinging({
			caller: {
				kind: 'user',
				user: 'x',
				domain: 'evil.example',
				displayName: '<img src=x onerror=alert(1)>',
				source: 'from'
			}
		});
		await expect.element(page.getByText(/<img src=x/)).toBeVisible();
		expect(document.querySelector('main img')).toBeNull();
	});

	test('keeps a very long name inside the window', async () => {
		await showRinging({
			caller: {
				kind: 'user',
				user: 'x'.repeat(256),
				domain: 'pbx.example',
				displayName: 'W'.repeat(256),
				source: 'from'
			}
		});
		const window = page.getByRole('dialog').element();
		expect(window.scrollWidth).toBeLessThanOrEqual(window.clientWidth);
	});
});

describe('a ring is never delayed', () => {
	test('by sources and a journal that do not answer, a broken template and a missing hotline', async () => {
		const { settings } = phone.session;
		const broken = { de: '{% if', en: '{% if' };
		const calledContact = { display: true, template: broken };
		phone.useSession({
			...phone.session,
			settings: { ...settings, defaultGreeting: broken, calledContact }
		});
		for (const called of [incoming().called, ANOTHER_NUMBER]) {
			line.ring(incoming({ called }));
			// What the sources and the journal say is awaited by nobody.
			expect(audio.kind).toBe('ring');
			const { unmount } = await renderIn('en', CallWindow, {
				phone,
				phoneCall: phone.calls.at(-1)!
			});
			expect(page.getByRole('button', { name: 'Answer' }).elements()).toHaveLength(1);
			await expect.element(part('greeting')).toMatchTextContent(/Anna Krüger/);
			await unmount();
		}
	});

	test('nor by templates: they are rendered after its buttons have been painted', async () => {
		const seen: boolean[] = [];
		const hotline = Object.defineProperty({ ...PRACTICE }, 'greeting', {
			get() {
				seen.push(page.getByRole('button', { name: 'Answer' }).elements().length === 1);
				return PRACTICE.greeting;
			}
		});
		createPhone('en', hotline);
		const rendered = showRinging();
		expect(seen).toEqual([]);
		await rendered;
		await expect.element(part('greeting')).toMatchTextContent(/Anna Krüger/);
		expect(seen[0]).toBe(true);
	});

	test('nor is its greeting rendered anew at each step of the call', async () => {
		let reads = 0;
		const hotline = Object.defineProperty({ ...PRACTICE }, 'greeting', {
			get: () => ((reads += 1), PRACTICE.greeting)
		});
		createPhone('en', hotline);
		const wire = await showRinging();
		await expect.element(part('greeting')).toMatchTextContent(/Anna Krüger/);
		const first = reads;
		await page.getByRole('button', { name: 'Answer' }).click();
		wire.connect(START + 2_000);
		await expect.element(page.getByRole('timer')).toBeVisible();
		expect(reads).toBe(first);
		answerLookUp([
			{ source: 'own', status: 'found', matches: [{ contact: ERIKA, certain: true }] }
		]);
		await expect.element(part('greeting')).toMatchTextContent(/Hello, Erika/);
		expect(reads).toBeGreaterThan(first);
	});
});

describe('what opens by itself', () => {
	beforeEach(() => {
		const { settings } = phone.session;
		const actions = { ...settings.actions, ringing: { kind: 'contact', url: '' } as const };
		phone.useSession({ ...phone.session, settings: { ...settings, actions } });
	});
	const answerWith = (...contacts: Contact[]) =>
		answerLookUp([
			{
				source: 'own',
				status: 'found',
				matches: contacts.map((contact) => ({ contact, certain: true }))
			}
		]);

	test('leaves no button', async () => {
		await showRinging();
		answerWith(ERIKA);
		await expect.element(part('caller-name')).toMatchTextContent(/Erika/);
		await expect.poll(() => opened).toEqual([['/contacts?id=erika', false]]);
		expect(part('action-offer').elements()).toHaveLength(0);
	});

	test('becomes a button where the browser blocks it', async () => {
		isBlocked = true;
		await showRinging();
		answerWith(ERIKA);
		const button = page.getByRole('button', { name: 'Open Erika Mustermann, Mustermann GmbH' });
		await expect.element(button).toBeVisible();
		await expectAccessible();
		await button.click();
		expect(opened.at(-1)).toEqual(['/contacts?id=erika', true]);
		await expect.element(button).not.toBeInTheDocument();
	});

	test('is asked where two contacts have the number', async () => {
		await showRinging();
		answerWith(ERIKA, { ...ERIKA, id: 'max', name: 'Max Mustermann', company: '' });
		await expect.element(page.getByText(/Several contacts have this number/)).toBeVisible();
		expect(opened).toEqual([]);
		await page.getByRole('button', { name: 'Open Max Mustermann' }).click();
		expect(opened).toEqual([['/contacts?id=max', true]]);
	});

	test('says why there is nothing, where the address is wrong', async () => {
		const { settings } = phone.session;
		const ringing = { kind: 'url', url: 'javascript:alert(1)' } as const;
		const actions = { ...settings.actions, ringing };
		phone.useSession({ ...phone.session, settings: { ...settings, actions } });
		await showRinging();
		answerWith(ERIKA);
		await expect.element(page.getByText(/Nothing was opened. It must begin with/)).toBeVisible();
		expect(opened).toEqual([]);
	});
});

describe('a screen reader', () => {
	const announced = page.getByTestId('call-announcement');

	test('hears once who calls for whom', async () => {
		await renderIn('en', CallAnnouncer, { phone });
		await expect.element(announced).toMatchTextContent(/^$/);
		line.ring(incoming());
		const wire = line.ring(incoming({ caller: { kind: 'withheld' }, called: ANOTHER_NUMBER }));
		await expect
			.element(announced)
			.toMatchTextContent('Call for 030 23125999, from Number withheld.');
		wire.end({ kind: 'cancelled', reasons: [] });
		answerLookUp([
			{ source: 'own', status: 'found', matches: [{ contact: ERIKA, certain: true }] }
		]);
		const words = 'Call for Praxis Dr. Weber, from Erika Mustermann, Mustermann GmbH.';
		await expect.element(announced).toMatchTextContent(words);
		answerLookUp([{ source: 'own', status: 'none' }]);
		phone.answer(phone.calls[0]!.id);
		await expect.element(announced).toMatchTextContent(words);
		await expectAccessible();
	});

	test('hears who puts a caller through, also to a call that is answered already', async () => {
		await renderIn('en', CallAnnouncer, { phone });
		const transferredBy = 'Carla';
		line.ring(incoming({ caller: { kind: 'withheld' }, transferredBy }));
		const words = 'Call for Praxis Dr. Weber, from Number withheld, put through by Carla.';
		await expect.element(announced).toMatchTextContent(words);
		const before = line.ring(incoming());
		phone.answer(phone.calls.at(-1)!.id);
		before.connect(START);
		line.listener.takenOver(incoming({ called: ANOTHER_NUMBER }), new ScriptedCall(), before);
		answerLookUp([{ source: 'own', status: 'none' }]);
		const taken = 'Call for 030 23125999, from 030 23125010, put through by +493023125010.';
		await expect.element(announced).toMatchTextContent(taken);
	});

	test('tells two windows apart by whom the calls are for', async () => {
		await showRinging();
		await showRinging({ called: ANOTHER_NUMBER });
		const practice = page.getByRole('dialog', { name: 'Incoming call: Praxis Dr. Weber' });
		const other = page.getByRole('dialog', { name: 'Incoming call: 030 23125999' });
		await expect.element(practice.getByTestId('greeting')).toMatchTextContent(/Dr. Weber’s/);
		await expect.element(other.getByTestId('greeting')).not.toMatchTextContent('Weber');
	});
});

describe('a call that was put through', () => {
	test.each([
		['en', 'Put through by Carla'],
		['de', 'Weitergegeben von Carla']
	] as const)('says by whom while it rings and is spoken on (%s)', async (locale, words) => {
		const wire = await showRinging({ transferredBy: 'Carla' }, locale);
		await expect.element(part('put-through')).toMatchTextContent(words);
		phone.answer(phone.calls[0]!.id);
		wire.connect(START);
		phone.talk.mute(phone.calls[0]!.id, true);
		await expect.element(part('put-through')).toMatchTextContent(words);
		await expectAccessible();
	});

	test('by nobody says nothing', async () => {
		await showRinging();
		expect(part('put-through').elements()).toHaveLength(0);
	});
});

describe('buttons and keys', () => {
	test('answer: connecting, then connected with a timer, then hung up', async () => {
		const wire = await showRinging();
		await page.getByRole('button', { name: 'Answer' }).click();
		expect(wire.told).toEqual(['accept']);
		await expect.element(page.getByRole('status').first()).toMatchTextContent('Connecting …');
		await expect.element(part('greeting')).toBeVisible();

		wire.connect(Date.now() - 61_000);
		await expect.element(page.getByRole('timer')).toMatchTextContent(/^1:0\d$/);
		await expect.element(part('greeting')).toMatchTextContent('Dr. Weber’s practice, Anna Krüger.');
		await expect.element(page.getByText('Emergencies: put through at once.')).toBeVisible();
		await expectAccessible();
		await page.getByRole('button', { name: 'Hang up' }).click();
		expect(wire.told).toEqual(['accept', 'hang up']);
	});

	test('decline refuses', async () => {
		const wire = await showRinging();
		await page.getByRole('button', { name: 'Decline' }).click();
		expect(wire.told).toEqual(['reject 603']);
	});

	test.each([
		['{Alt>}a{/Alt}', 'accept'],
		['{Alt>}d{/Alt}', 'reject 603']
	])('%s does it without the mouse', async (keys, told) => {
		const wire = await showRinging();
		await userEvent.keyboard(keys);
		expect(wire.told).toEqual([told]);
	});

	test('typing, or AltGr, never answers', async () => {
		const wire = await showRinging();
		await userEvent.keyboard('ad {Enter}{Control>}{Alt>}a{/Alt}{/Control}');
		expect(wire.told).toEqual([]);
	});

	test('of two ringing calls one key answers the first alone', async () => {
		const first = await showRinging();
		const second = await showRinging({ called: ANOTHER_NUMBER });
		await userEvent.keyboard('{Alt>}a{/Alt}');
		expect(first.told).toEqual(['accept']);
		expect(second.told).toEqual([]);
	});

	test('a call that rings during another one says that the other will wait', async () => {
		const first = line.ring(incoming());
		phone.answer(phone.calls[0]!.id);
		first.connect(START);
		const second = await showRinging();
		await page.getByRole('button', { name: 'Hold and answer' }).click();
		expect(first.told).toEqual(['accept', 'hold']);
		expect(second.told).toEqual(['accept']);
	});

	test('a call that rings while one is being made says that this one ends', async () => {
		phone.dial('12');
		await showRinging();
		await page.getByRole('button', { name: 'End call and answer' }).click();
		expect(line.dialled[0]!.call.told).toEqual(['invite', 'hang up']);
	});
});

describe('an outgoing call', () => {
	test('is dialled, rings and is connected; it has neither greeting nor called company', async () => {
		phone.dial('0171 3920010');
		const wire = line.dialled[0]!.call;
		await renderIn('en', CallWindow, { phone, phoneCall: phone.calls[0]! });
		const window = page.getByRole('dialog', { name: 'Outgoing call' });
		await expect.element(window).toMatchTextContent('Dialling …');
		await expect.element(page.getByRole('group', { name: 'To' })).toMatchTextContent('0171');
		wire.progress(START);
		await expect.element(window).toMatchTextContent('Ringing …');
		expect(document.querySelector('[data-testid=greeting]')).toBeNull();
		wire.connect(Date.now());
		await expect.element(page.getByRole('timer')).toBeVisible();
		await expectAccessible();
	});
});
