import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Locale } from '#domain/hotline.ts';
import type { PhoneCall } from '#phone/phone-call.svelte.ts';
import { Phone } from '#phone/phone.svelte.ts';
import {
	incoming,
	ScriptedLine,
	sessionOf,
	SilentAudio,
	START,
	type ScriptedCall
} from '#phone/test-line.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import CallList from './CallList.svelte';

let line: ScriptedLine;
let phone: Phone;

beforeEach(() => {
	phone = new Phone({
		session: sessionOf(),
		deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
		audio: new SilentAudio(),
		makeLine: (listener) => (line = new ScriptedLine(listener)),
		lookUp: () => () => {},
		rememberChoice: async () => true,
		keepForwarding: () => {},
		open: () => true,
		earlierCalls: () => new Promise(() => {}),
		recordBegin: async () => {},
		recordEnd: async () => {},
		now: () => START,
		newId: () => crypto.randomUUID(),
		complain: (problem) => {
			throw new Error(problem);
		}
	});
});

/** A caller who has been answered; `told` begins anew. */
function answered(): { call: PhoneCall; wire: ScriptedCall } {
	const wire = line.ring(incoming());
	const call = phone.calls.at(-1)!;
	phone.answer(call.id);
	wire.connect(START);
	wire.told.length = 0;
	return { call, wire };
}

/** Shows all calls. */
async function show(locale: Locale = 'en') {
	await renderIn(locale, CallList, { phone });
}

/** The n-th call's window, oldest first. */
const windowOf = (at: number) => page.getByTestId('call-window').nth(at);
const stateOf = (at: number) => windowOf(at).getByTestId('call-state');
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('hold', () => {
	test('says that the caller does not hear us, and resume takes it back', async () => {
		const { wire } = answered();
		await show();
		await expect.element(stateOf(0)).toMatchTextContent('Connected');
		await button('Hold').click();
		await expect.element(stateOf(0)).toMatchTextContent('On hold: does not hear you');
		await expectAccessible();
		await button('Resume').click();
		await expect.element(stateOf(0)).toMatchTextContent('Connected');
		expect(wire.told).toEqual(['hold', 'resume']);
	});

	test('by the other side is said', async () => {
		const { wire } = answered();
		await show();
		wire.onEvent({ type: 'held', by: 'them', at: START });
		await expect.element(stateOf(0)).toMatchTextContent('You are on hold');
	});

	test('of two calls each says whether it hears us; one button swaps them', async () => {
		const first = answered();
		const second = answered();
		await show();
		await expect.element(stateOf(0)).toMatchTextContent('On hold');
		await expect.element(stateOf(1)).toMatchTextContent('Hears you');
		await button('Swap to this call').click();
		await expect.element(stateOf(0)).toMatchTextContent('Hears you');
		await expect.element(stateOf(1)).toMatchTextContent('On hold');
		expect(first.wire.told).toEqual(['hold', 'resume']);
		expect(second.wire.told).toEqual(['hold']);
	});
});

describe('by keyboard', () => {
	test('Alt+M mutes whom one speaks with, not who waits', async () => {
		const first = answered();
		const second = answered();
		await show();
		await userEvent.keyboard('{Alt>}m{/Alt}');
		await expect.element(stateOf(1)).toMatchTextContent('Muted: does not hear you');
		await expect.element(button('Unmute')).toHaveAttribute('aria-pressed', 'true');
		expect(first.wire.told).toEqual(['hold']);
		expect(second.wire.told).toEqual(['mute']);
	});

	test('Alt+H holds and resumes', async () => {
		const { wire } = answered();
		await show();
		await userEvent.keyboard('{Alt>}h{/Alt}');
		await userEvent.keyboard('{Alt>}h{/Alt}');
		expect(wire.told).toEqual(['hold', 'resume']);
	});
});

describe('the keypad', () => {
	test('sends what is clicked, typed and pasted, and shows what has gone out', async () => {
		const { wire } = answered();
		await show();
		await userEvent.keyboard('{Alt>}k{/Alt}');
		const sent = page.getByTestId('sent-digits');
		await expect.element(sent).toHaveFocus();
		await button('1').click();
		await sent.click();
		await userEvent.keyboard('2x#');
		const clipboardData = new DataTransfer();
		clipboardData.setData('text', '34 56,7');
		sent.element().dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
		await expect.element(sent).toHaveValue('12#3456,7');
		expect(wire.told).toEqual(['digits 1', 'digits 2', 'digits #', 'digits 3456,7']);
		await expectAccessible();
		await userEvent.keyboard('{Escape}');
		await expect.element(sent).not.toBeInTheDocument();
	});

	test('digits typed elsewhere are not sent', async () => {
		const { wire } = answered();
		await show();
		await userEvent.keyboard('12');
		expect(wire.told).toEqual([]);
	});
});

describe('a transfer', () => {
	test('by number says how it goes, and can be taken back', async () => {
		const { wire } = answered();
		await show();
		await button('Transfer').click();
		await expect.element(page.getByLabelText('Number or name')).toHaveFocus();
		await userEvent.keyboard('12');
		await expectAccessible();
		await userEvent.keyboard('{Enter}');
		expect(wire.told).toEqual(['hold', 'transfer 12']);
		await expect.element(stateOf(0)).toMatchTextContent('Transferring to 12 …');
		wire.onEvent({ type: 'transfer', at: START, transfer: { state: 'ringing', to: '12' } });
		await expect.element(stateOf(0)).toMatchTextContent('it rings at 12');
		await button('Take back').click();
		await expect.element(stateOf(0)).toMatchTextContent('Connected');
	});

	test('that has failed says why, and the caller is there again', async () => {
		const { call, wire } = answered();
		await show();
		phone.talk.transfer(call.id, '12');
		const transfer = { state: 'failed', to: '12', why: 'busy' } as const;
		wire.onEvent({ type: 'transfer', at: START, transfer });
		await expect
			.element(page.getByRole('alert'))
			.toMatchTextContent('Not transferred to 12. Busy there.');
		await expect.element(stateOf(0)).toMatchTextContent('Connected');
		await button('Dismiss').click();
		await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
	});

	test('connects two calls', async () => {
		const first = answered();
		phone.dial('Ben');
		line.dialled[0]!.call.connect(START);
		await show('de');
		// A telephone's width has no room for what can be done with calls that wait.
		await page.viewport(1000, 800);
		await windowOf(0).getByRole('button', { name: 'Weitergeben' }).click();
		await button('Mit Ben verbinden').click();
		expect(first.wire.told).toEqual(['hold', 'transfer to Ben']);
	});
});

describe('a conference', () => {
	test('is merged, says so on each call, and is split again', async () => {
		answered();
		answered();
		await show();
		await button('Merge calls').click();
		await expect.element(stateOf(0)).toMatchTextContent('Conference');
		await expect.element(stateOf(1)).toMatchTextContent('Conference');
		await expectAccessible();
		await windowOf(0).getByRole('button', { name: 'Only this one' }).click();
		await expect.element(stateOf(0)).toMatchTextContent('Hears you');
		await expect.element(stateOf(1)).toMatchTextContent('On hold');
	});
});
