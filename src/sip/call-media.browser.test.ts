import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { UserAgent } from 'sip.js';
import { CallMedia } from './call-media.ts';

let sounds: AudioContext;
let ours: CallMedia;
let theirs: CallMedia;

beforeEach(() => {
	sounds = new AudioContext();
	ours = side(microphone());
	theirs = side(microphone());
});

afterEach(async () => {
	ours.close();
	theirs.close();
	await sounds.close();
});

function microphone(): MediaStream {
	return new MediaStreamAudioDestinationNode(sounds).stream;
}

function side(stream: MediaStream | Promise<MediaStream>): CallMedia {
	const agent = new UserAgent({
		logBuiltinEnabled: false,
		transportOptions: { server: 'ws://pbx.example' }
	});
	// Nothing is gathered and sent here: what is offered and answered is what counts.
	return new CallMedia(agent.getLogger('media'), async () => stream, { iceGatheringTimeout: 1 });
}

/** One offer and its answer; gives the directions that stand in them. */
async function negotiate(offering: CallMedia, answering: CallMedia): Promise<string[]> {
	const offer = await offering.getDescription();
	await answering.setDescription(offer.body);
	const answer = await answering.getDescription();
	await offering.setDescription(answer.body);
	return [offer, answer].map(({ body }) => /a=(send|recv|inactive)\w*/.exec(body)?.[0] ?? 'none');
}

/** The track that goes out. */
function sent(media: CallMedia): MediaStreamTrack | null {
	return media.peerConnection?.getSenders()[0]?.track ?? null;
}

test('a microphone that opens after the call has ended is closed', async () => {
	const opening = Promise.withResolvers<MediaStream>();
	const media = side(opening.promise);
	const described = media.getDescription();
	media.close();
	const stream = microphone();
	opening.resolve(stream);
	await expect(described).rejects.toThrow('ended');
	expect(stream.getAudioTracks()[0]?.readyState).toBe('ended');
});

describe('mute', () => {
	test('silences the microphone, and gives it back', async () => {
		await negotiate(ours, theirs);
		ours.mute(true);
		expect(sent(ours)?.enabled).toBe(false);
		ours.mute(false);
		expect(sent(ours)?.enabled).toBe(true);
	});

	test('stays while the call is negotiated anew, held and resumed', async () => {
		await negotiate(ours, theirs);
		ours.mute(true);
		await negotiate(theirs, ours);
		ours.hold(true);
		await negotiate(ours, theirs);
		ours.hold(false);
		await negotiate(ours, theirs);
		expect(sent(ours)?.enabled).toBe(false);
		ours.mute(false);
		expect(sent(ours)?.enabled).toBe(true);
	});

	test('stays when another microphone is taken', async () => {
		await negotiate(ours, theirs);
		const before = sent(ours);
		ours.mute(true);
		const another = microphone();
		expect(await ours.useMicrophone(another)).toBe(false);
		expect(sent(ours)).toBe(another.getAudioTracks()[0]);
		expect(sent(ours)?.enabled).toBe(false);
		expect(before?.readyState).toBe('ended');
	});
});

describe('hold', () => {
	test('silences at once, is offered as sendonly, and resumed as sendrecv', async () => {
		await negotiate(ours, theirs);
		ours.hold(true);
		expect(sent(ours)?.enabled).toBe(false);
		expect(await negotiate(ours, theirs)).toEqual(['a=sendonly', 'a=recvonly']);
		expect([ours.isHeldByThem, theirs.isHeldByThem]).toEqual([false, true]);
		ours.hold(false);
		expect(sent(ours)?.enabled).toBe(true);
		expect(await negotiate(ours, theirs)).toEqual(['a=sendrecv', 'a=sendrecv']);
		expect(theirs.isHeldByThem).toBe(false);
	});

	test('by both sides ends when both have resumed, whoever is first', async () => {
		await negotiate(ours, theirs);
		ours.hold(true);
		await negotiate(ours, theirs);
		theirs.hold(true);
		expect(await negotiate(theirs, ours)).toEqual(['a=sendonly', 'a=inactive']);
		ours.hold(false);
		expect(await negotiate(ours, theirs)).toEqual(['a=sendrecv', 'a=sendonly']);
		expect([ours.isHeldByThem, theirs.isHeldByThem]).toEqual([true, false]);
		theirs.hold(false);
		expect(await negotiate(theirs, ours)).toEqual(['a=sendrecv', 'a=sendrecv']);
		expect([ours.isHeldByThem, theirs.isHeldByThem]).toEqual([false, false]);
	});

	test.each(['sendrecv', 'sendonly'])(
		'is survived by a call whose far side answers it wrongly, with %s',
		async (direction) => {
			await negotiate(ours, theirs);
			ours.hold(true);
			const offer = await ours.getDescription();
			await theirs.setDescription(offer.body);
			const { body } = await theirs.getDescription();
			await ours.setDescription(body.replace('a=recvonly', `a=${direction}`));
			expect(ours.isHeldByThem).toBe(direction === 'sendonly');
			ours.hold(false);
			expect(await negotiate(ours, theirs)).toEqual(['a=sendrecv', 'a=sendrecv']);
			expect(ours.isHeldByThem).toBe(false);
		}
	);

	test('of a call that only listens is inactive, and it listens again afterwards', async () => {
		theirs.close();
		theirs = side(new MediaStream());
		theirs.peerConnection?.addTransceiver('audio', { direction: 'recvonly' });
		expect(await negotiate(theirs, ours)).toEqual(['a=recvonly', 'a=sendonly']);
		theirs.hold(true);
		expect(await negotiate(theirs, ours)).toEqual(['a=inactive', 'a=inactive']);
		theirs.hold(false);
		expect(await negotiate(theirs, ours)).toEqual(['a=recvonly', 'a=sendonly']);
	});
});

describe('a call without a microphone', () => {
	test('that gets one must say so to the far side, where it has offered only to listen', async () => {
		theirs.close();
		theirs = side(new MediaStream());
		theirs.peerConnection?.addTransceiver('audio', { direction: 'recvonly' });
		await negotiate(theirs, ours);
		expect(await theirs.useMicrophone(microphone())).toBe(true);
		expect(await negotiate(theirs, ours)).toEqual(['a=sendrecv', 'a=sendrecv']);
		expect(sent(theirs)?.enabled).toBe(true);
	});

	test('that answered can simply begin to send', async () => {
		theirs.close();
		theirs = side(new MediaStream());
		expect(await negotiate(ours, theirs)).toEqual(['a=sendrecv', 'a=sendrecv']);
		const stream = microphone();
		expect(await theirs.useMicrophone(stream)).toBe(false);
		expect(sent(theirs)).toBe(stream.getAudioTracks()[0]);
	});
});

describe('a call that is answered', () => {
	test('is answered before its microphone is open, and sends it from then on, muted or not', async () => {
		const opening = Promise.withResolvers<MediaStream>();
		theirs.close();
		theirs = side(opening.promise);
		expect(await negotiate(ours, theirs)).toEqual(['a=sendrecv', 'a=sendrecv']);
		expect(sent(theirs)).toBeNull();
		theirs.mute(true);
		const stream = microphone();
		const [track] = stream.getAudioTracks();
		opening.resolve(stream);
		await expect.poll(() => sent(theirs)).toBe(track);
		expect(track?.enabled).toBe(false);
		theirs.mute(false);
		expect(track?.enabled).toBe(true);
		expect(await negotiate(theirs, ours)).toEqual(['a=sendrecv', 'a=sendrecv']);
		expect(theirs.peerConnection?.getTransceivers()).toHaveLength(1);
	});

	test('keeps the microphone that was chosen while the first one was being opened', async () => {
		const opening = Promise.withResolvers<MediaStream>();
		theirs.close();
		theirs = side(opening.promise);
		await negotiate(ours, theirs);
		const chosen = microphone();
		await theirs.useMicrophone(chosen);
		const late = microphone();
		opening.resolve(late);
		await expect.poll(() => late.getAudioTracks()[0]?.readyState).toBe('ended');
		expect(sent(theirs)).toBe(chosen.getAudioTracks()[0]);
	});

	test('closes a microphone that opens after its end', async () => {
		const opening = Promise.withResolvers<MediaStream>();
		theirs.close();
		theirs = side(opening.promise);
		await negotiate(ours, theirs);
		theirs.close();
		const late = microphone();
		opening.resolve(late);
		await expect.poll(() => late.getAudioTracks()[0]?.readyState).toBe('ended');
	});
});

test('a closed call has no connection from then on, which is closed once it has told its states', async () => {
	const { peerConnection: connection } = ours;
	ours.close();
	expect(ours.peerConnection).toBeUndefined();
	expect(connection?.signalingState).toBe('stable');
	await expect.poll(() => connection?.signalingState).toBe('closed');
});

test('a closed call leaves no microphone open, not even one that comes late', async () => {
	const late = microphone();
	const media = side(microphone());
	onTestFinished(() => media.close());
	await negotiate(media, theirs);
	const first = sent(media);
	media.close();
	expect(first?.readyState).toBe('ended');
	await media.useMicrophone(late);
	expect(late.getAudioTracks()[0]?.readyState).toBe('ended');
});
