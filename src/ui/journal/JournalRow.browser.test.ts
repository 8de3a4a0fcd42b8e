import { describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { CallStatus, JournalEntry } from '#domain/journal-entry.ts';
import { EXCEPTIONS, type Decision } from '#domain/notification-rules.ts';
import { defaultSettings } from '#domain/settings.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import JournalRow from './JournalRow.svelte';

const START = Date.parse('2026-03-11T10:00:00Z');

type IncomingEntry = Extract<JournalEntry, { direction: 'incoming' }>;

function entry(differences: Partial<IncomingEntry> = {}): IncomingEntry {
	return {
		callId: 'a',
		direction: 'incoming',
		startedAt: START,
		endedAt: START + 7_000,
		ringMs: 7_000,
		outcome: 'missed',
		caller: {
			kind: 'number',
			number: { raw: '+493023125010', e164: '+493023125010' },
			source: 'from'
		},
		called: {
			number: { raw: '+493023125100', e164: '+493023125100' },
			source: 'header',
			header: 'X-Hotline',
			divertedFrom: []
		},
		hotline: {
			id: 'practice',
			name: 'Dr. Weber, practice',
			company: 'Praxis Dr. Weber',
			color: '#0f766e'
		},
		contact: { name: 'Erika Mustermann', company: 'Mustermann GmbH' },
		...differences
	};
}

/** A decision in which the named exceptions match; those in `off` are switched off. */
function decision(
	matching: readonly (typeof EXCEPTIONS)[number][],
	off: readonly (typeof EXCEPTIONS)[number][] = []
): Decision {
	return {
		notify: matching.every((exception) => off.includes(exception)),
		verdicts: EXCEPTIONS.map((exception) => ({
			exception,
			enabled: !off.includes(exception),
			matches: matching.includes(exception),
			code: exception === 'shortRing' ? 'too-short' : 'test',
			inputs: { ringMs: 1_200, shortRingMs: 2_000 }
		}))
	};
}

function status(differences: Partial<CallStatus>): CallStatus {
	return {
		callId: 'a',
		outcome: 'missed',
		decidedAt: START + 12_000,
		decision: null,
		processed: null,
		messages: [],
		...differences
	};
}

const callBack = vi.fn<(number: string) => void>();
const showCallsWith = vi.fn<(entry: JournalEntry) => void>();
const mark = vi.fn<(entry: JournalEntry) => void>();
const retry = vi.fn<(callId: string, channel: string) => void>();

async function show(shown: JournalEntry, { locale = 'en', canCall = true } = {}): Promise<void> {
	await renderIn(locale === 'de' ? 'de' : 'en', JournalRow, {
		entry: shown,
		plan: defaultSettings('').numbering,
		now: START + 3_600_000,
		canCall,
		callBack,
		showCallsWith,
		mark,
		retry
	});
}

const row = () => page.getByTestId('journal-entry');
const explanation = () => page.getByTestId('explanation');

describe('a row', () => {
	test('tells who called whom, what became of it, when and how long it rang', async () => {
		await show(entry());
		for (const words of [
			'Erika Mustermann',
			'030 23125010',
			'Praxis Dr. Weber',
			'missed',
			'rang 7 s',
			'11:00'
		]) {
			await expect.element(row()).toMatchTextContent(words);
		}
		await expectAccessible('aria-required-parent');
	});

	test('shows by its name all calls with the contact, and offers that for nobody whom nobody can tell', async () => {
		await show(entry());
		await page.getByRole('button', { name: 'All calls with Erika Mustermann' }).click();
		expect(showCallsWith).toHaveBeenLastCalledWith(entry());
		await show(entry({ caller: { kind: 'withheld' }, contact: undefined }));
		expect(page.getByRole('button', { name: /^All calls with/ }).elements()).toHaveLength(1);
	});

	test('of a call that was made names the contact, and what was dialled', async () => {
		const { callId, startedAt, contact } = entry();
		await show({ callId, startedAt, contact, direction: 'outgoing', dialled: '0171 3920010' });
		await expect.element(row()).toMatchTextContent('Erika Mustermann');
		await expect.element(row()).toMatchTextContent('0171 3920010');
	});

	test('of an answered call tells how long it was spoken, and explains nothing', async () => {
		await show(entry({ outcome: 'answered', connectedAt: START + 1_000, endedAt: START + 66_000 }));
		await expect.element(row()).toMatchTextContent('talked 1:05');
		expect(explanation().elements()).toHaveLength(0);
	});

	test('of a call that lives says so', async () => {
		await show(entry({ outcome: undefined, endedAt: undefined, ringMs: undefined }));
		await expect.element(row()).toMatchTextContent('now');
		await expect.element(row()).toHaveAttribute('data-outcome', 'live');
	});

	test('of a call during which the browser was closed says so', async () => {
		await show(entry({ interrupted: true }));
		await expect.element(row()).toMatchTextContent('how it ended is not known');
	});

	test('of a call that was put through says by whom, and to whom we have put it through', async () => {
		await show(entry({ transferredBy: 'Carla', transferredTo: 'Ben' }));
		await expect.element(row()).toMatchTextContent('put through by Carla');
		await expect.element(row()).toMatchTextContent('transferred to Ben');
	});

	test('of a withheld caller offers no way to call back', async () => {
		await show(entry({ caller: { kind: 'withheld' }, contact: undefined }));
		await expect.element(row()).toMatchTextContent('Number withheld');
		expect(row().getByRole('button', { name: /Call/ }).elements()).toHaveLength(0);
	});

	test('calls back by E.164', async () => {
		await show(entry());
		await row().getByRole('button', { name: 'Call Erika Mustermann' }).click();
		expect(callBack).toHaveBeenCalledExactlyOnceWith('+493023125010');
	});

	test('does not pretend to call while no call can be made', async () => {
		await show(entry(), { canCall: false });
		await expect.element(row().getByRole('button', { name: /Call/ })).toBeDisabled();
	});

	test('of a processed call says so', async () => {
		await show(
			entry({
				status: status({ processed: { at: START + 60_000, kind: 'account', name: 'Anna' } })
			})
		);
		await expect.element(row()).toMatchTextContent('processed');
	});

	test('of an unanswered call marks it processed, and opens it again', async () => {
		await show(entry());
		await row().getByRole('button', { name: 'Mark processed' }).click();
		expect(mark).toHaveBeenLastCalledWith(entry());
		await show(
			entry({
				status: status({ processed: { at: START + 60_000, kind: 'auto', callId: 'later' } })
			})
		);
		await expect.element(row().last()).toMatchTextContent('by a later call, 11:01');
		await expect.element(row().last().getByRole('button', { name: 'Reopen' })).toBeVisible();
	});

	test('of an outgoing call shows what was dialled', async () => {
		await show({
			callId: 'b',
			direction: 'outgoing',
			startedAt: START,
			endedAt: START + 1_000,
			ringMs: 900,
			outcome: 'busy',
			dialled: '0171 3920010'
		});
		await expect.element(row()).toMatchTextContent('0171 3920010');
		await expect.element(row()).toMatchTextContent('busy');
	});
});

const MAIL: CallStatus['messages'][number] = {
	...{ channel: 'mail', state: 'waiting', attempts: 0, lastError: null },
	...{ sentAt: null, response: null }
};

describe('the explanation', () => {
	test.each<[string, Partial<IncomingEntry>, RegExp]>([
		['not reported', {}, /^Not reported yet/],
		['refused', { refused: 'bad-report' }, /refused this call’s report \(bad-report\)/],
		['waiting', { status: status({ decidedAt: null }) }, /^Not decided yet/],
		['notified', { status: status({ decision: decision([]), messages: [MAIL] }) }, /^Notified$/],
		['told of by no channel', { status: status({ decision: decision([]) }) }, /^No message: /],
		['suppressed', { status: status({ decision: decision(['withheld']) }) }, /^Not notified/],
		[
			'not unanswered',
			{
				outcome: 'declined',
				status: status({
					decision: { notify: false, notUnanswered: 'declined', verdicts: [] }
				})
			},
			/does not count as unanswered/
		]
	])('of a call that is %s', async (_state, differences, words) => {
		await show(entry(differences));
		await expect.element(page.getByTestId('decision')).toMatchTextContent(words);
		await expectAccessible('aria-required-parent');
	});

	test('gives every exception’s verdict, also of those that are switched off', async () => {
		await show(
			entry({ status: status({ decision: decision(['shortRing', 'listed'], ['listed']) }) })
		);
		await page.getByTestId('decision').click();
		const verdicts = page.getByTestId('verdict');
		expect(verdicts.elements()).toHaveLength(7);
		const of = (exception: string) =>
			explanation().element().querySelector(`[data-exception=${exception}]`)?.textContent;
		expect(of('shortRing')).toMatch(/applies: no notification\s+\(rang 1.2 s, the limit is 2 s\)/);
		expect(of('listed')).toMatch(/switched off/);
		expect(of('internal')).toMatch(/does not apply/);
		await expect
			.element(page.getByText('Called number 030 23125100, from X-Hotline'))
			.toBeVisible();
		await expectAccessible('aria-required-parent');
	});

	test('says what a rule looked at in words, also of callers without a number', async () => {
		const judged = decision([]).verdicts.map((verdict) => ({
			...verdict,
			...(verdict.exception === 'internal' && { code: 'outside', inputs: { caller: 'withheld' } }),
			...(verdict.exception === 'noContact' && {
				code: 'source-failed',
				inputs: { sources: ['own: none', 'ldap: failed'] }
			})
		}));
		const decided = { notify: true, verdicts: judged };
		await show(entry({ status: status({ decision: decided }) }), { locale: 'de' });
		await page.getByTestId('decision').click();
		await expect
			.element(explanation())
			.toMatchTextContent('ein Anrufer mit unterdrückter Nummer ruft von außen an');
		await expect
			.element(explanation())
			.toMatchTextContent('Adressbuch: kennt den Anrufer nicht, ldap: antwortete nicht');
	});

	test.each([
		['en', 'alone', /Only the PBX reported this call/],
		['de', 'alone', /Nur die Telefonanlage hat diesen Anruf gemeldet/],
		['en', 'outcome', /The PBX reported how this call ended/],
		['de', 'outcome', /Wie dieser Anruf endete, hat die Telefonanlage gemeldet/]
	] as const)('in %s says that the PBX told of it: %s', async (locale, pbx, words) => {
		const verdict = { notify: false, notUnanswered: 'answered', verdicts: [] } as const;
		const told = status({ outcome: 'answered', pbx, decision: verdict });
		await show(entry({ outcome: 'answered', status: told }), { locale });
		await page.getByTestId('decision').click();
		await expect.element(page.getByTestId('pbx')).toMatchTextContent(words);
		await expectAccessible('aria-required-parent');
	});

	test('says nothing of the PBX where a device saw it all', async () => {
		await show(entry({ status: status({ decision: decision([]) }) }));
		await page.getByTestId('decision').click();
		await expect.element(page.getByTestId('pbx')).not.toBeInTheDocument();
	});

	test('says what became of the message, and why it did not leave', async () => {
		await show(
			entry({
				status: status({
					decision: decision([]),
					messages: [
						{
							channel: 'mail',
							state: 'given-up',
							attempts: 9,
							lastError: '550 no such mailbox',
							sentAt: null,
							response: null
						}
					]
				})
			})
		);
		await page.getByTestId('decision').click();
		await expect.element(page.getByTestId('message')).toMatchTextContent('E-mail: given up');
		await expect.element(page.getByTestId('message')).toMatchTextContent('550 no such mailbox');
		await page.getByRole('button', { name: 'Send again' }).click();
		expect(retry).toHaveBeenCalledExactlyOnceWith('a', 'mail');
	});

	const text = (delivery: CallStatus['messages'][number]['delivery']) =>
		entry({
			status: status({
				decision: decision([]),
				messages: [
					{
						...{ channel: 'sms', state: 'sent', attempts: 1, lastError: null },
						...{ sentAt: START + 10_000, response: 'accepted M1', delivery }
					}
				]
			})
		});
	const received = (state: 'delivered' | 'expired' | 'failed', said: string) =>
		text({ state, said, at: START + 60_000 });

	test.each<[string, JournalEntry, RegExp, boolean]>([
		['only taken', text(null), /taken by the provider\s+\(11:00\)(?!.*delivered)/, false],
		['delivered', received('delivered', 'DELIVRD'), /delivered at 11:01/, false],
		['expired', received('expired', 'EXPIRED err:001'), /in vain.*\(EXPIRED err:001\)/s, true],
		['refused', received('failed', 'REJECTD'), /not delivered: refused.*\(REJECTD\)/s, true]
	])('of a text message that was %s', async (_, shown, words, canRetry) => {
		retry.mockClear();
		await show(shown);
		await page.getByTestId('decision').click();
		await expect.element(page.getByTestId('message')).toMatchTextContent(words);
		const button = page.getByRole('button', { name: 'Send again' });
		expect(button.elements()).toHaveLength(canRetry ? 1 : 0);
		if (canRetry) {
			await button.click();
			expect(retry).toHaveBeenCalledExactlyOnceWith('a', 'sms');
		}
		await expectAccessible('aria-required-parent');
	});

	test('says what was decided about the message when it was composed', async () => {
		const shown = text(null);
		const [message] = shown.status?.messages ?? [];
		const log = ['sms-caller-as-sender', 'sms-text-cut', 'of-a-newer-version', 'sms-text-cut'];
		const messages = message ? [{ ...message, log }] : [];
		await show(entry({ status: status({ decision: decision([]), messages }) }));
		await page.getByTestId('decision').click();
		await expect
			.element(page.getByTestId('message'))
			.toMatchTextContent(
				/Sent with the caller’s number as sender\.\s*The text was cut to fit\.\s*The/
			);
	});

	test('speaks German', async () => {
		await show(entry({ status: status({ decision: decision(['internal']) }) }), { locale: 'de' });
		await page.getByTestId('decision').click();
		await expect.element(page.getByText('Interner Anruf')).toBeVisible();
		await expectAccessible('aria-required-parent');
	});
});

describe('hostile text', () => {
	const MARKUP = '<img src="x" onerror="document.title = \'run\'"><script>1</script>';
	const user = `${MARKUP}${'W'.repeat(200)}`;

	test('is text in the row and in its explanation, and stays in its column', async () => {
		await show(
			entry({
				caller: { kind: 'user', user, domain: 'W'.repeat(256), source: 'from' },
				called: { user, source: 'header', header: MARKUP, divertedFrom: [] },
				contact: { name: `${MARKUP} \u202e ${'W'.repeat(200)}`, company: MARKUP },
				hotline: undefined,
				status: status({
					decision: {
						notify: false,
						verdicts: [
							{
								...{ exception: 'internal', enabled: true, matches: true },
								...{ code: 'own-domain-user', inputs: { caller: user } }
							},
							{
								...{ exception: 'listed', enabled: true, matches: true },
								...{ code: 'listed', inputs: { entry: MARKUP } }
							}
						]
					},
					messages: [
						{
							...{ channel: 'mail', state: 'given-up', attempts: 1, nextAt: 0, sentAt: null },
							...{ response: MARKUP, lastError: `550 ${user}`, delivery: null, log: [] }
						}
					]
				})
			})
		);
		await explanation().getByText('not notified', { exact: false }).first().click();
		await expect.element(row()).toMatchTextContent('550 <img src="x"');
		const element = row().element();
		expect(element.querySelectorAll('img, script')).toHaveLength(0);
		expect(element.textContent.split('<script>').length).toBeGreaterThan(6);
		expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth);
		expect(element.querySelector('.title bdi')).not.toBeNull();
	});
});
