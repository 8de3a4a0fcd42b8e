import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Inviter, UserAgent, type Invitation, type Session } from 'sip.js';
import type { IceProblem, IceSettings } from '#domain/ice-servers.ts';
import { MediaAhead } from './media-ahead.ts';
import { quickIceHandlers, type QuickIceHandler } from './quick-ice.ts';

let sounds: AudioContext;
let agent: UserAgent;
let isSure: boolean;
let opened: number;
let made: QuickIceHandler[];
let ahead: MediaAhead;
let far: RTCPeerConnection;
let ice: IceSettings;
let problems: IceProblem[];

beforeEach(() => {
	sounds = new AudioContext();
	far = new RTCPeerConnection();
	agent = new UserAgent({
		logBuiltinEnabled: false,
		uri: UserAgent.makeURI('sip:anna@demo.example'),
		transportOptions: { server: 'ws://pbx.example' }
	});
	isSure = true;
	opened = 0;
	made = [];
	ice = { policy: 'all', servers: [], ttl: 0 };
	problems = [];
	const microphone = {
		async open() {
			opened += 1;
			return new MediaStreamAudioDestinationNode(sounds).stream;
		},
		isSure: () => isSure
	};
	const make = quickIceHandlers(microphone, {
		settings: async () => ice,
		problem: (problem) => problems.push(problem)
	});
	ahead = new MediaAhead({
		make(userAgent) {
			const media = make(userAgent);
			made.push(media);
			return media;
		},
		isMicrophoneSure: microphone.isSure
	});
});

afterEach(async () => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	for (const media of made) media.close();
	far.close();
	await sounds.close();
});

const mediaOf = (session: Session) => ahead.factory(session) as QuickIceHandler;
const sent = (media: QuickIceHandler | undefined) =>
	media?.peerConnection?.getSenders()[0]?.track ?? null;

async function farOffer(): Promise<string> {
	far.addTransceiver('audio');
	await far.setLocalDescription();
	return far.localDescription?.sdp ?? '';
}

describe('a call that rings', () => {
	const invitation = (body: string) => ({ body, userAgent: agent }) as Invitation;

	test('has taken the offer before it is answered, and opens the microphone only then', async () => {
		const offer = await farOffer();
		const createAnswer = vi.spyOn(RTCPeerConnection.prototype, 'createAnswer');
		const call = invitation(offer);
		ahead.ringing(call);
		await expect.poll(() => made[0]?.peerConnection?.signalingState).toBe('have-remote-offer');
		await expect.poll(() => createAnswer).toHaveBeenCalledOnce();
		expect(opened).toBe(0);
		const media = mediaOf(call);
		expect(made).toEqual([media]);
		await media.setDescription(offer);
		const { body } = await media.getDescription();
		expect(createAnswer).toHaveBeenCalledOnce();
		expect(body).toMatch(/^a=candidate:/m);
		expect(body).toContain('a=sendrecv');
		await expect.poll(() => sent(media)?.readyState).toBe('live');
		expect(opened).toBe(1);
	});

	test('is refused with the answer where the offer cannot be taken', async () => {
		const call = invitation('no description at all');
		ahead.ringing(call);
		await expect.poll(() => made.length).toBe(1);
		const media = mediaOf(call);
		await expect(media.setDescription('no description at all')).rejects.toThrow();
	});

	test('that is answered at once has prepared nothing', async () => {
		const offer = await farOffer();
		const call = invitation(offer);
		ahead.ringing(call);
		const media = mediaOf(call);
		expect(made).toEqual([media]);
		await media.setDescription(offer);
		expect((await media.getDescription()).body).toContain('a=sendrecv');
	});

	test('leaves nothing behind where nobody answers', async () => {
		const call = invitation(await farOffer());
		ahead.ringing(call);
		const connection = () => made[0]?.peerConnection;
		await expect.poll(() => connection()?.getConfiguration().iceCandidatePoolSize).toBe(1);
		const ignored = vi.spyOn(connection()!, 'removeEventListener');
		ahead.ended(call);
		expect(connection()).toBeUndefined();
		// It will never say that it is complete.
		expect(ignored.mock.calls.map(([type]) => type)).toContain('icegatheringstatechange');
		expect(opened).toBe(0);
	});
});

describe('a call that somebody is about to make', () => {
	const inviter = () => new Inviter(agent, UserAgent.makeURI('sip:ben@demo.example')!);

	test('has its offer before, and opens the microphone only then', async () => {
		ahead.prepareOffer(agent);
		ahead.prepareOffer(agent);
		expect(made).toHaveLength(1);
		await expect.poll(() => made[0]?.peerConnection?.localDescription?.type).toBe('offer');
		expect(opened).toBe(0);
		const media = mediaOf(inviter());
		expect(made).toEqual([media]);
		const { body } = await media.getDescription();
		expect(body).toMatch(/^a=candidate:/m);
		expect(body).toContain('a=sendrecv');
		await expect.poll(() => sent(media)?.readyState).toBe('live');
		expect(opened).toBe(1);
	});

	test('that is made while the offer is still being made waits for that one', async () => {
		ahead.prepareOffer(agent);
		const media = mediaOf(inviter());
		expect((await media.getDescription()).body).toContain('a=sendrecv');
		expect(made).toEqual([media]);
		await expect.poll(() => sent(media)?.readyState).toBe('live');
		expect(opened).toBe(1);
	});

	test('has its offer for itself: the next one gets another', () => {
		ahead.prepareOffer(agent);
		const first = mediaOf(inviter());
		expect(mediaOf(inviter())).not.toBe(first);
	});

	test('says what is wrong with a server once it is made, not before', async () => {
		// Nobody listens there.
		const servers = [{ urls: ['turn:127.0.0.1:9?transport=tcp'], username: 'u', credential: 'c' }];
		ice = { policy: 'all', servers, ttl: 0 };
		ahead.prepareOffer(agent);
		await expect.poll(() => made[0]?.peerConnection?.iceGatheringState).toBe('complete');
		expect(problems).toEqual([]);
		const media = mediaOf(inviter());
		await media.getDescription();
		expect(problems).toEqual(['turn-unreachable']);
	});

	test('is not prepared where the person may be asked for a microphone first', () => {
		isSure = false;
		ahead.prepareOffer(agent);
		expect(made).toHaveLength(0);
	});

	test('leaves nothing behind where the network changes, or nobody calls after all', async () => {
		ahead.prepareOffer(agent);
		ahead.dropOffer();
		expect(made[0]?.peerConnection).toBeUndefined();
		vi.useFakeTimers();
		ahead.prepareOffer(agent);
		await vi.advanceTimersByTimeAsync(30_000);
		expect(made[1]?.peerConnection).toBeUndefined();
		expect(opened).toBe(0);
	});
});
