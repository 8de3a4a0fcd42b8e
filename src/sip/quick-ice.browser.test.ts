import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserAgent } from 'sip.js';
import { quickIceHandlers, type QuickIceHandler } from './quick-ice.ts';

let sounds: AudioContext;
let opening: PromiseWithResolvers<MediaStream>;
let isSure: boolean;
let media: QuickIceHandler;

beforeEach(() => {
	sounds = new AudioContext();
	opening = Promise.withResolvers<MediaStream>();
	const userAgent = new UserAgent({
		logBuiltinEnabled: false,
		transportOptions: { server: 'ws://pbx.example' }
	});
	media = quickIceHandlers({ open: () => opening.promise, isSure: () => isSure })(userAgent);
});

afterEach(async () => {
	media.close();
	await sounds.close();
});

const microphone = () => new MediaStreamAudioDestinationNode(sounds).stream;
const sent = () => media.peerConnection?.getSenders()[0]?.track ?? null;

describe('a call that is made', () => {
	test('is offered before a microphone is open that is sure to, and sends it from then on, muted or not', async () => {
		isSure = true;
		const { body } = await media.getDescription();
		expect(body).toMatch(/^a=candidate:/m);
		expect(body).toContain('a=sendrecv');
		expect(sent()).toBeNull();
		media.mute(true);
		const stream = microphone();
		const [track] = stream.getAudioTracks();
		opening.resolve(stream);
		await expect.poll(sent).toBe(track);
		expect(track?.enabled).toBe(false);
		media.mute(false);
		expect(track?.enabled).toBe(true);
		expect(media.peerConnection?.getTransceivers()).toHaveLength(1);
	});

	test('goes on listening where the sure one does not open after all', async () => {
		isSure = true;
		await media.getDescription();
		opening.resolve(new MediaStream());
		// Another one is plugged in: it is sent, and nothing is to be negotiated.
		const stream = microphone();
		expect(await media.useMicrophone(stream)).toBe(false);
		expect(sent()).toBe(stream.getAudioTracks()[0]);
	});

	test('waits for a microphone that the person may have to allow first', async () => {
		isSure = false;
		const described = media.getDescription();
		// What does not wait has made its offer by then.
		const other = new RTCPeerConnection();
		other.addTransceiver('audio');
		await other.setLocalDescription();
		other.close();
		opening.resolve(microphone());
		expect((await described).body).toContain('a=sendrecv');
		expect(sent()).not.toBeNull();
	});

	test('says that it only listens where there is no microphone', async () => {
		isSure = false;
		opening.resolve(new MediaStream());
		expect((await media.getDescription()).body).toContain('a=recvonly');
	});
});
