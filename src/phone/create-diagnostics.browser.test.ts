import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Check, FindingWord } from '#domain/diagnostics.ts';
import { DEFAULT_SOUND } from '#domain/sound-settings.ts';
import { createDiagnostics } from './create-diagnostics.ts';
import type { Diagnostics } from './diagnostics/diagnostics.svelte.ts';
import { Phone } from './phone.svelte.ts';
import { incoming, ScriptedLine, sessionOf, SilentAudio, START } from './test-line.ts';

let line: ScriptedLine;
let phone: Phone;
let diagnostics: Diagnostics;
/** What a check has opened or played. */
let streams: MediaStream[];

beforeEach(() => {
	streams = [];
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
	diagnostics = createDiagnostics({ phone, sound: { settings: DEFAULT_SOUND } });
});

afterEach(() => vi.restoreAllMocks());

function words(check: Check): readonly FindingWord[] {
	const result = diagnostics.result(check);
	return 'findings' in result ? result.findings.map(({ word }) => word) : [];
}

const tracks = () => streams.flatMap((stream) => stream.getTracks());

/** Notes each microphone that is opened; resolves with the first. */
function watchMicrophone(): Promise<void> {
	const opened = Promise.withResolvers<void>();
	const { mediaDevices } = navigator;
	const open = mediaDevices.getUserMedia.bind(mediaDevices);
	vi.spyOn(mediaDevices, 'getUserMedia').mockImplementation(async (wish) => {
		const stream = await open(wish);
		streams.push(stream);
		opened.resolve();
		return stream;
	});
	return opened.promise;
}

test('a call that comes while the microphone is listened to stops the check, which lets go of it', async () => {
	const opened = watchMicrophone();
	const run = diagnostics.run(['microphone', 'speaker', 'registration']);
	await opened;
	const wire = line.ring(incoming());
	await run;
	expect(words('microphone')).toEqual(['call-came']);
	expect(words('speaker')).toEqual(['in-call']);
	expect(words('registration')).toHaveLength(1);
	await expect.poll(() => tracks().map(({ readyState }) => readyState)).toEqual(['ended']);
	expect(wire.told).toEqual([]);
	expect(phone.calls.map(({ call }) => call.state)).toEqual(['ringing']);
});

test('a call that is made while a tone is played silences it', async () => {
	const close = vi.spyOn(AudioContext.prototype, 'close');
	const started = Promise.withResolvers<void>();
	const { start } = OscillatorNode.prototype;
	vi.spyOn(OscillatorNode.prototype, 'start').mockImplementation(function (this: OscillatorNode) {
		start.call(this);
		started.resolve();
	});
	// Long past the end of the test.
	vi.spyOn(OscillatorNode.prototype, 'stop').mockImplementation(() => {});
	const run = diagnostics.run(['speaker']);
	await started.promise;
	close.mockClear();
	line.listener.registration({ state: 'registered', since: START });
	expect(phone.dial('12')).toBe(true);
	await run;
	expect(words('speaker')).toEqual(['call-came']);
	await expect.poll(() => close.mock.calls.length).toBe(1);
});

test('a microphone that is allowed after the run has been stopped is let go of at once', async () => {
	const answer = Promise.withResolvers<MediaStream>();
	const asked = vi
		.spyOn(navigator.mediaDevices, 'getUserMedia')
		.mockImplementation(() => answer.promise);
	const run = diagnostics.run(['microphone']);
	await expect.poll(() => asked.mock.calls.length).toBe(1);
	diagnostics.stop();
	await run;
	expect(diagnostics.result('microphone').state).toBe('waiting');
	streams.push(document.createElement('canvas').captureStream());
	answer.resolve(streams[0]!);
	await expect.poll(() => tracks().map(({ readyState }) => readyState)).toEqual(['ended']);
});

test.each<[string, StorageEstimate, boolean, FindingWord[]]>([
	['has room', { usage: 5e6, quota: 9e9 }, true, ['storage-good']],
	['may throw all away', { usage: 5e6, quota: 9e9 }, false, ['storage-may-go']],
	['is nearly full', { usage: 280e6, quota: 300e6 }, true, ['storage-nearly-full']],
	['does not say', {}, true, ['storage-unknown']]
])('a browser that %s is told', async (_what, estimate, isPersisted, expected) => {
	vi.spyOn(navigator.storage, 'estimate').mockResolvedValue(estimate);
	const persist = vi.spyOn(navigator.storage, 'persist').mockResolvedValue(isPersisted);
	await diagnostics.run(['storage']);
	expect(words('storage')).toEqual(expected);
	expect(persist).toHaveBeenCalledOnce();
});
