import { beforeEach, describe, expect, it } from 'vitest';
import { Connection } from './connection.ts';
import { DialogTable } from './dialogs.ts';
import { Fork } from './fork.ts';
import { parseMessage } from './parse-message.ts';
import { ServerTransaction } from './server-transaction.ts';
import type { IncomingRequest, IncomingResponse } from './sip-message.ts';
import { TestClock } from './test-clock.ts';
import { rawRequest } from './test-pbx.ts';

const RING_TIMEOUT_MS = 60_000;
const CANCEL_WAIT_MS = 2_000;
const LATE_MS = 32_000;

let clock: TestClock;
let dialogs: DialogTable;
let caller: Peer;
let transaction: ServerTransaction;
let concluded: number[];

beforeEach(() => {
	clock = new TestClock();
	dialogs = new DialogTable('demo.example', clock);
	caller = new Peer();
	concluded = [];
});

/** A peer whose every word the test chooses: sip.js would say 100 by itself. */
class Peer {
	readonly connection: Connection;
	readonly #received: string[] = [];

	constructor() {
		const send = (data: unknown) => void this.#received.push(String(data));
		const wire = { send, bufferedAmount: 0, close() {}, terminate() {} };
		this.connection = new Connection(wire, clock);
	}

	/** What has come since the last look, by start line; an INVITE's Request-URI is left out. */
	get news(): string[] {
		return this.#received
			.splice(0)
			.map((message) => message.split('\r\n', 1)[0]!)
			.map((line) => line.replace(/ sip:.*| SIP\/2\.0$/, '').replace(/^SIP\/2\.0 (\d+).*/, '$1'));
	}

	/** Answers the one request that this peer has got. */
	invited(): (status: number) => void {
		const parsed = parseMessage(Buffer.from(this.#received.splice(0)[0] ?? ''));
		if (parsed.kind !== 'request') throw new Error('not invited');
		const { request } = parsed;
		return (status) => {
			const response: IncomingResponse = {
				...request,
				kind: 'response',
				status,
				reason: 'Whatever',
				headers: request.headers.copy()
			};
			this.connection.awaiting(request.via.branch)?.response(response);
		};
	}
}

function start(method: string, users: Record<string, Peer>): IncomingRequest {
	const parsed = parseMessage(Buffer.from(rawRequest(method, 'sip:hotline@demo.example')));
	if (parsed.kind !== 'request') throw new Error('malformed');
	const { request } = parsed;
	transaction = ServerTransaction.open(request, caller.connection, clock)!;
	const identity = (user: string) => ({ user, trusted: false });
	Fork.start({
		transaction,
		request,
		targets: Object.entries(users).map(([user, { connection }]) => ({
			identity: identity(user),
			connection,
			uri: `sip:${user}@x.invalid`
		})),
		viaHost: 'demo.example',
		ringTimeoutMs: RING_TIMEOUT_MS,
		clock,
		dialogs: {
			open: (target) => {
				const leg = { identity: identity('caller'), connection: caller.connection };
				const dialog = dialogs.open(request, leg, target);
				return { dialog, recordRoute: dialogs.recordRoute(dialog) };
			},
			close: (dialog) => dialogs.close(dialog)
		},
		onConcluded: (status) => concluded.push(status)
	});
	return request;
}

describe('Fork', () => {
	it('does not cancel before the device has said anything', () => {
		const anna = new Peer();
		start('INVITE', { anna });
		const answer = anna.invited();
		transaction.cancelled([]);
		expect(anna.news).toEqual([]);
		answer(100);
		expect(anna.news).toEqual(['CANCEL']);
		answer(487);
		expect(anna.news).toEqual(['ACK']);
		expect(caller.news).toEqual(['100', '487']);
	});

	it('tells the caller of the end though a device is silent, and cancels when it wakes up', () => {
		const anna = new Peer();
		start('INVITE', { anna });
		const answer = anna.invited();
		clock.advance(RING_TIMEOUT_MS);
		expect(caller.news).toEqual(['100']);
		clock.advance(CANCEL_WAIT_MS);
		expect(caller.news).toEqual(['408']);
		answer(180);
		expect(anna.news).toEqual(['CANCEL']);
		expect(caller.news).toEqual([]);
		answer(487);
		expect(anna.news).toEqual(['ACK']);
		expect(dialogs.size).toBe(0);
		expect(concluded).toEqual([408]);
	});

	it('passes on both of two answers, the repeated ones too, and refuses none of them', () => {
		const [anna, ben] = [new Peer(), new Peer()];
		start('INVITE', { anna, ben });
		const [fromAnna, fromBen] = [anna.invited(), ben.invited()];
		fromBen(180);
		fromAnna(200);
		expect(ben.news).toEqual(['CANCEL']);
		fromBen(200);
		fromAnna(200);
		expect(caller.news).toEqual(['100', '180', '200', '200', '200']);
		expect(dialogs.size).toBe(2);
		expect(concluded).toEqual([200]);
	});

	it('keeps the way of the answered device only', () => {
		const [anna, ben, carla] = [new Peer(), new Peer(), new Peer()];
		start('INVITE', { anna, ben, carla });
		const [fromAnna, fromBen] = [anna.invited(), ben.invited()];
		expect(dialogs.size).toBe(3);
		fromBen(486);
		fromAnna(200);
		expect(dialogs.size).toBe(2); // carla, who has not said a word, could still answer
		clock.advance(CANCEL_WAIT_MS + LATE_MS);
		expect(dialogs.size).toBe(1);
	});

	it('leaves nothing behind', () => {
		const [anna, ben] = [new Peer(), new Peer()];
		start('INVITE', { anna, ben });
		const [fromAnna, fromBen] = [anna.invited(), ben.invited()];
		fromAnna(486);
		fromBen(600);
		expect(caller.news).toEqual(['100', '600']);
		transaction.acknowledged();
		expect(clock.pending).toBe(0);
		fromAnna(200);
		expect(caller.news).toEqual([]);
	});

	it('does not blame itself for a device that is out of service', () => {
		const anna = new Peer();
		start('INVITE', { anna });
		anna.invited()(503);
		expect(caller.news).toEqual(['100', '500']);
	});

	it('gives other requests 32 s, and the first success only', () => {
		const [anna, ben] = [new Peer(), new Peer()];
		start('MESSAGE', { anna, ben });
		const [fromAnna, fromBen] = [anna.invited(), ben.invited()];
		fromAnna(202);
		fromBen(200);
		expect(caller.news).toEqual(['202']);
		start('MESSAGE', { anna, ben });
		clock.advance(32_000);
		expect(caller.news).toEqual(['408']);
	});

	it('ends at once where the devices have gone already', () => {
		const anna = new Peer();
		anna.connection.closed();
		start('INVITE', { anna });
		expect(caller.news).toEqual(['100', '480']);
		expect(dialogs.size).toBe(0);
	});
});

describe('DialogTable', () => {
	it('forgets a call some time after both ends have gone', () => {
		const anna = new Peer();
		start('INVITE', { anna });
		anna.invited()(200);
		anna.connection.closed();
		dialogs.connectionClosed(anna.connection);
		clock.advance(LATE_MS);
		expect(dialogs.size).toBe(1);
		caller.connection.closed();
		dialogs.connectionClosed(caller.connection);
		expect(dialogs.size).toBe(1);
		clock.advance(LATE_MS);
		expect(dialogs.size).toBe(0);
	});

	it('finds a call only with its own Call-ID and tag', () => {
		const request = start('INVITE', { anna: new Peer() });
		const [anna] = [new Peer()];
		const leg = { identity: { user: 'x', trusted: false }, connection: caller.connection };
		const route = dialogs.recordRoute(dialogs.open(request, leg, { ...leg, ...anna }));
		const withRoute = (changes: Partial<IncomingRequest>) => {
			const headers = request.headers.copy();
			headers.append('Route', route);
			return dialogs.find({ ...request, headers, ...changes });
		};
		expect(withRoute({})?.from.connection).toBe(caller.connection);
		expect(withRoute({ fromTag: 'theirs', toTag: request.fromTag })?.from.connection).toBe(
			anna!.connection
		);
		expect(withRoute({ callId: 'another' })).toBeUndefined();
		expect(withRoute({ fromTag: 'guessed', toTag: 'guessed' })).toBeUndefined();
	});

	it('is bounded: the call that was used least recently goes first', () => {
		const request = start('INVITE', { anna: new Peer() });
		const leg = { identity: { user: 'x', trusted: false }, connection: caller.connection };
		for (let count = 0; count < 5_100; count += 1) dialogs.open(request, leg, leg);
		expect(dialogs.size).toBe(5_000);
	});
});
