import { afterEach, expect, test } from 'vitest';
import { measureLevel } from './level-meter.ts';
import { openMicrophone } from './microphone.ts';
import { RemoteAudio } from './remote-audio.ts';
import { listSoundDevices } from './sound-devices.ts';
import { playTestTone } from './test-tone.ts';

const SPEECH = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

const opened: MediaStream[] = [];
afterEach(() => {
	for (const stream of opened.splice(0)) for (const track of stream.getTracks()) track.stop();
});

async function open(deviceId: string | undefined): Promise<MediaStreamTrack> {
	const microphone = await openMicrophone({ ...SPEECH, deviceId });
	if (!microphone.ok) throw new Error(microphone.problem);
	opened.push(microphone.stream);
	const [track] = microphone.stream.getAudioTracks();
	if (!track) throw new Error('no track');
	return track;
}

test('each microphone that is listed is the one that is opened, as it was wanted', async () => {
	await open(undefined);
	const { microphones, speakers } = await listSoundDevices();
	expect(microphones.length).toBeGreaterThan(1);
	expect(speakers.length).toBeGreaterThan(0);
	for (const { id, label } of microphones) {
		const track = await open(id);
		expect(track.label).toBe(label);
		expect(track.getSettings()).toMatchObject({ deviceId: id, echoCancellation: false });
	}
});

test('one that has gone is replaced by the system’s choice', async () => {
	expect((await open('gone')).readyState).toBe('live');
});

test('the level of a microphone is told, and no more once it is stopped', async () => {
	const track = await open(undefined);
	const heard = Promise.withResolvers<number>();
	let isStopped = false;
	const stop = measureLevel(new MediaStream([track]), (level) => {
		if (isStopped) heard.reject(new Error('told after it was stopped'));
		if (level > 0.1) heard.resolve(level);
	});
	expect(await heard.promise).toBeLessThanOrEqual(1);
	stop();
	isStopped = true;
	expect(track.readyState).toBe('live');
});

test('calls are heard on the output that is chosen, those that live and those that come', async () => {
	const stream = new MediaStream([await open(undefined)]);
	const { speakers } = await listSoundDevices();
	const id = speakers.at(-1)?.id ?? '';
	expect(id).not.toBe('');
	const remote = new RemoteAudio();
	const sink = (callId: string) =>
		document.querySelector<HTMLAudioElement>(`[data-remote-audio=${callId}]`)?.sinkId;
	remote.play('first', stream);
	remote.useOutput(id);
	await expect.poll(() => sink('first')).toBe(id);
	remote.play('second', new MediaStream(stream.getTracks()));
	await expect.poll(() => sink('second')).toBe(id);
	remote.useOutput('');
	await expect.poll(() => sink('first')).toBe('');
	remote.close();
});

test('the test tone plays and ends; an output that is not there is told', async () => {
	await playTestTone('');
	await expect(playTestTone('gone')).rejects.toThrow();
});
