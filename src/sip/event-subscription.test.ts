import type { URI, UserAgent } from 'sip.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EventSubscription } from './event-subscription.ts';

const MINUTE_MS = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a refusal that may not last is tried again, after ever longer pauses of up to an hour', () => {
	const { asked, refuse } = subscribed();
	for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
		refuse(480);
		const before = asked.length;
		vi.advanceTimersByTime(minutes * MINUTE_MS - 1);
		expect(asked).toHaveLength(before);
		vi.advanceTimersByTime(1);
		expect(asked).toHaveLength(before + 1);
	}
});

test('what has been told meanwhile begins the pauses anew', () => {
	const { asked, refuse, tell } = subscribed();
	refuse(480);
	vi.advanceTimersByTime(MINUTE_MS);
	tell('terminated;reason=deactivated;retry-after=30');
	vi.advanceTimersByTime(30_000);
	expect(asked).toHaveLength(3);
	refuse(503);
	vi.advanceTimersByTime(MINUTE_MS);
	expect(asked).toHaveLength(4);
});

test.each([403, 404, 489])('%d is not asked for again', (status) => {
	const { asked, refuse } = subscribed();
	refuse(status);
	vi.advanceTimersByTime(48 * 60 * MINUTE_MS);
	expect(asked).toHaveLength(1);
});

test('nothing is asked for once it is stopped', () => {
	const { asked, refuse, subscription } = subscribed();
	refuse(480);
	subscription.stop();
	vi.advanceTimersByTime(48 * 60 * MINUTE_MS);
	expect(asked).toHaveLength(1);
});

interface Asked {
	onReject(response: { message: { statusCode: number } }): void;
	onNotify(notify: { request: unknown }): void;
}

/** A subscription whose PBX answers as it is told to. */
function subscribed() {
	const asked: Asked[] = [];
	const agent = {
		isConnected: () => true,
		userAgentCore: {
			configuration: { aor: {}, contact: 'sip:anna@browser.invalid' },
			makeOutgoingRequestMessage: () => ({}),
			subscribe: (_message: unknown, delegate: Asked) => void asked.push(delegate)
		}
	} as unknown as UserAgent;
	const subscription = new EventSubscription({
		...{ agent, target: {} as URI, event: 'dialog', accept: 'application/dialog-info+xml' },
		told: () => {}
	});
	return {
		...{ asked, subscription },
		refuse: (statusCode: number) => asked.at(-1)?.onReject({ message: { statusCode } }),
		/** By a NOTIFY that comes before the subscription stands. */
		tell: (state: string) =>
			asked.at(-1)?.onNotify({
				request: { accept: async () => {}, message: { body: '', getHeader: () => state } }
			})
	};
}
