import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Inviter, SessionState, UserAgent, type Session } from 'sip.js';
import { quickIceHandlers } from './quick-ice.ts';
import { ReinviteQueue } from './reinvite-queue.ts';
import { TestWire } from './test-wire.ts';

const ANNA = 'ws://pbx.example/anna';
const BEN = 'ws://pbx.example/ben';

let wire: TestWire;
let sounds: AudioContext;
let agents: UserAgent[];
let anna: Session;
let ben: Session;

beforeEach(async () => {
	wire = new TestWire();
	vi.stubGlobal('WebSocket', wire.socketClass());
	sounds = new AudioContext();
	const called = Promise.withResolvers<Session>();
	agents = [agent('anna', ANNA, () => {}), agent('ben', BEN, called.resolve)];
	for (const one of agents) await one.start();
	const inviter = new Inviter(agents[0]!, UserAgent.makeURI('sip:ben@demo.example')!);
	const established = new Promise<void>((resolve) => {
		inviter.stateChange.addListener((state) => state === SessionState.Established && resolve());
	});
	await inviter.invite();
	anna = inviter;
	ben = await called.promise;
	await established;
	await expect.poll(() => ben.state).toBe(SessionState.Established);
});

afterEach(async () => {
	for (const one of agents) await one.stop();
	for (const session of [anna, ben]) session.sessionDescriptionHandler?.close();
	await sounds.close();
	vi.unstubAllGlobals();
});

function agent(user: string, server: string, invited: (session: Session) => void): UserAgent {
	const microphone = {
		open: async () => new MediaStreamAudioDestinationNode(sounds).stream,
		isSure: () => false
	};
	const make = quickIceHandlers(microphone);
	return new UserAgent({
		uri: UserAgent.makeURI(`sip:${user}@demo.example`),
		transportOptions: { server },
		sessionDescriptionHandlerFactory: ({ userAgent }) => make(userAgent),
		reconnectionAttempts: 0,
		gracefulShutdown: false,
		logBuiltinEnabled: false,
		delegate: {
			onInvite: (invitation) => {
				void invitation.accept();
				invited(invitation);
			}
		}
	});
}

/** Offers on the wire after the one that made the call. */
const offers = () => wire.messages.filter((message) => message.startsWith('INVITE')).slice(1);
const iceUser = (message: string | undefined) => /a=ice-ufrag:(\S+)/.exec(message ?? '')?.[1];

test('offers are made one after the other, and those that wait are one', async () => {
	const queue = new ReinviteQueue(anna);
	const outcomes = [queue.offer(), queue.offer(), queue.offer()];
	expect(await Promise.all(outcomes)).toEqual(['accepted', 'accepted', 'accepted']);
	expect(offers()).toHaveLength(2);
});

test('new ICE credentials are made where asked for, and not kept for the next offer', async () => {
	const queue = new ReinviteQueue(anna);
	await queue.offer({ iceRestart: true });
	await queue.offer();
	const [first, second] = offers().map(iceUser);
	expect(first).toBeDefined();
	expect(first).not.toBe(iceUser(wire.messages[0]));
	expect(second).toBe(first);
});

test('two offers at once are both made in the end, the one that is on its way first', async () => {
	const outcomes = [new ReinviteQueue(anna, () => 0), new ReinviteQueue(ben, () => 0)].map((one) =>
		one.offer()
	);
	expect(await Promise.all(outcomes)).toEqual(['accepted', 'accepted']);
	expect([anna.state, ben.state]).toEqual([SessionState.Established, SessionState.Established]);
});

test('two offers that cross on the wire are both made in the end', async () => {
	const ours = new ReinviteQueue(anna, () => 0);
	const theirs = new ReinviteQueue(ben, () => 0);
	wire.together = 2;
	const outcomes = await Promise.all([ours.offer(), theirs.offer()]);
	expect(outcomes).toEqual(['accepted', 'accepted']);
	expect(wire.messages.filter((message) => message.startsWith('SIP/2.0 491'))).not.toEqual([]);
	expect([anna.state, ben.state]).toEqual([SessionState.Established, SessionState.Established]);
});

test('an offer that was under way when the connection was lost is made again on the next', async () => {
	const queue = new ReinviteQueue(anna);
	wire.swallows = true;
	const outcome = queue.offer();
	await expect.poll(() => offers()).toHaveLength(1);
	wire.cut(ANNA);
	queue.connectionLost();
	wire.swallows = false;
	await agents[0]!.reconnect();
	queue.connectionBack();
	expect(await outcome).toBe('accepted');
	expect(offers()).toHaveLength(2);
});

test('an offer without a connection waits for one', async () => {
	const queue = new ReinviteQueue(anna);
	wire.cut(ANNA);
	const outcome = queue.offer({ iceRestart: true });
	await agents[0]!.reconnect();
	expect(offers()).toHaveLength(0);
	queue.connectionBack();
	expect(await outcome).toBe('accepted');
});

test('the end of the call is the end of what waits', async () => {
	const queue = new ReinviteQueue(anna);
	const outcomes = [queue.offer(), queue.offer()];
	await anna.bye();
	expect(await Promise.all(outcomes)).toEqual(['gone', 'gone']);
	expect(await queue.offer()).toBe('gone');
});
