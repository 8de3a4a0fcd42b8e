import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_SOUND, type SoundDevices, type SoundSettings } from '#domain/sound-settings.ts';
import { ringingCall, type CallEvent } from '#domain/call.ts';
import { DeviceSound } from './device-sound.svelte.ts';
import type { OpenedMicrophone } from './live-microphone.ts';
import { PhoneCall } from './phone-call.svelte.ts';
import { incoming, ScriptedCall, START } from './test-line.ts';

const HEADSET = { id: 'headset-1', label: 'Headset' };
const CAMERA = { id: 'camera-1', label: 'Camera' };
const LOUD = { id: 'loud-1', label: 'Loudspeaker' };

let kept: SoundSettings;
let present: SoundDevices;
let plugged: () => void;
/** The device ids that were opened, in order. */
let opened: (string | undefined)[];
let streams: MediaStream[];
let answer: () => OpenedMicrophone;
let outputs: { speaker: string; ringer: string; ringVolume: number } | undefined;
let calls: PhoneCall[];
let told: string[];
let save: (settings: SoundSettings) => Promise<void>;
let measuring: number;
let isAllowed: boolean;

/** A stream with one track that can end. */
function soundStream(): MediaStream {
	return document.createElement('canvas').captureStream();
}

async function start(): Promise<DeviceSound> {
	const sound = new DeviceSound({
		load: async () => kept,
		save: (settings) => save(settings),
		devices: async () => present,
		watchDevices(changed) {
			plugged = changed;
			return () => (plugged = () => {});
		},
		isMicrophoneAllowed: () => isAllowed,
		async openMicrophone({ deviceId }) {
			opened.push(deviceId);
			return answer();
		},
		useOutputs: (wanted) => (outputs = wanted),
		measure(_stream, level) {
			measuring += 1;
			level(0.5);
			return () => (measuring -= 1);
		},
		playTone: async () => {},
		calls: () => calls,
		missing: (problem) => told.push(problem),
		found: () => told.push('found'),
		complain: (problem) => told.push(problem),
		closed: () => {}
	});
	await sound.start();
	return sound;
}

/** A call that is spoken on. */
function talk(): ScriptedCall {
	const line = new ScriptedCall();
	const call = new PhoneCall(ringingCall(incoming()), line);
	const events: CallEvent[] = [
		{ type: 'accept', at: START },
		{ type: 'connected', at: START }
	];
	for (const event of events) call.move(event);
	calls.push(call);
	return line;
}

beforeEach(() => {
	kept = DEFAULT_SOUND;
	present = { microphones: [HEADSET, CAMERA], speakers: [HEADSET, LOUD] };
	[opened, streams, calls, told] = [[], [], [], []];
	outputs = undefined;
	measuring = 0;
	isAllowed = true;
	save = async () => {};
	answer = () => {
		const stream = soundStream();
		streams.push(stream);
		return { ok: true, stream };
	};
});

describe('a microphone', () => {
	test('is sure to open where one is there and nobody has to be asked', async () => {
		const { forCalls } = await start();
		expect(forCalls.isSure()).toBe(true);
		isAllowed = false;
		expect(forCalls.isSure()).toBe(false);
	});

	test('that is not there is not sure, until it is plugged in', async () => {
		present = { microphones: [], speakers: [] };
		const sound = await start();
		expect(sound.forCalls.isSure()).toBe(false);
		present = { microphones: [HEADSET], speakers: [] };
		await sound.look();
		expect(sound.forCalls.isSure()).toBe(true);
	});
});

describe('what was chosen', () => {
	test('is used for calls, for the bell apart from the conversation, and kept', async () => {
		const saved: SoundSettings[] = [];
		save = async (settings) => void saved.push(settings);
		const sound = await start();
		await sound.change({ microphone: CAMERA, speaker: HEADSET, ringer: LOUD, ringVolume: 0.4 });
		await sound.forCalls.open();
		expect(opened).toEqual(['camera-1']);
		expect(outputs).toEqual({ speaker: 'headset-1', ringer: 'loud-1', ringVolume: 0.4 });
		expect(saved).toEqual([sound.settings]);
		expect(sound.isKept).toBe(true);
	});

	test('is known by its label where its id has changed', async () => {
		kept = { ...DEFAULT_SOUND, microphone: { id: 'old', label: 'Headset' } };
		const sound = await start();
		await sound.forCalls.open();
		expect(opened).toEqual(['headset-1']);
	});

	test('is replaced by the system’s choice while it is not there', async () => {
		kept = { ...DEFAULT_SOUND, microphone: HEADSET, speaker: HEADSET };
		present = { microphones: [CAMERA], speakers: [LOUD] };
		const sound = await start();
		await sound.forCalls.open();
		expect(opened).toEqual([undefined]);
		expect(outputs?.speaker).toBe('');
	});

	test('holds also where the browser keeps nothing, and that is said', async () => {
		save = () => Promise.reject(new Error('no space'));
		const sound = await start();
		await sound.change({ ringVolume: 0.2 });
		expect(outputs?.ringVolume).toBe(0.2);
		expect(sound.isKept).toBe(false);
	});
});

describe('in a call', () => {
	test('another microphone is taken at once, the volume of the bell changes nothing', async () => {
		const sound = await start();
		const line = talk();
		await sound.change({ ringVolume: 0.1 });
		expect(line.told).toEqual([]);
		await sound.change({ microphone: CAMERA });
		expect(opened).toEqual(['camera-1']);
		expect(line.told).toEqual(['use microphone']);
	});

	test('a microphone that is pulled out is replaced, and taken again when it is back', async () => {
		kept = { ...DEFAULT_SOUND, microphone: HEADSET };
		const sound = await start();
		const line = talk();
		await sound.forCalls.open();
		present = { microphones: [CAMERA], speakers: [LOUD] };
		await sound.look();
		present = { microphones: [HEADSET, CAMERA], speakers: [HEADSET, LOUD] };
		await sound.look();
		expect(opened).toEqual(['headset-1', undefined, 'headset-1']);
		expect(line.told).toEqual(['use microphone', 'use microphone']);
	});

	test('what is plugged in beside it changes nothing', async () => {
		kept = { ...DEFAULT_SOUND, microphone: HEADSET };
		const sound = await start();
		const line = talk();
		present = { microphones: [HEADSET], speakers: [] };
		await sound.look();
		expect(line.told).toEqual([]);
	});

	test('that only listens, the first microphone to be plugged in is taken', async () => {
		present = { microphones: [], speakers: [] };
		answer = () => ({ ok: false, problem: 'missing' });
		const sound = await start();
		const listening = await sound.forCalls.open();
		expect(listening.getTracks()).toEqual([]);
		expect(told).toEqual(['missing']);
		const line = talk();
		present = { microphones: [CAMERA], speakers: [] };
		answer = () => ({ ok: true, stream: soundStream() });
		await sound.look();
		expect(line.told).toEqual(['use microphone']);
		expect(told).toEqual(['missing', 'found']);
	});
});

describe('trying the microphone', () => {
	test('shows its level, and lets go of it afterwards', async () => {
		const sound = await start();
		await sound.tryMicrophone();
		expect(sound.trial).toEqual({ state: 'on', level: 0.5 });
		expect(measuring).toBe(1);
		sound.stopTrial();
		expect(measuring).toBe(0);
		expect(streams[0]?.getTracks().map(({ readyState }) => readyState)).toEqual(['ended']);
		expect(sound.trial).toEqual({ state: 'off' });
	});

	test('that is left while it opens lets go of it too', async () => {
		const sound = await start();
		const trying = sound.tryMicrophone();
		sound.stopTrial();
		await trying;
		expect(measuring).toBe(0);
		expect(streams[0]?.getTracks().map(({ readyState }) => readyState)).toEqual(['ended']);
		expect(sound.trial).toEqual({ state: 'off' });
	});

	test.each(['blocked', 'missing', 'in-use', 'insecure'] as const)(
		'%s is said',
		async (problem) => {
			answer = () => ({ ok: false, problem });
			const sound = await start();
			await sound.tryMicrophone();
			expect(sound.trial).toEqual({ state: 'failed', problem });
		}
	);

	test('nothing is followed any more once it is closed', async () => {
		const sound = await start();
		await sound.tryMicrophone();
		sound.close();
		expect(measuring).toBe(0);
		opened = [];
		talk();
		present = { microphones: [], speakers: [] };
		plugged();
		expect(opened).toEqual([]);
	});
});
