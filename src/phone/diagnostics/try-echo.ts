import type { EchoFacts } from '#domain/diagnostics.ts';
import type { IceSettings } from '#domain/ice-servers.ts';
import { isTurnUrl } from '#domain/ice-servers.ts';

/** A tone to send, and an ear for what comes back. */
export interface Tone {
	open(frequency: number): Promise<MediaStream>;
	measure(stream: MediaStream, heard: (frequency: number, level: number) => void): () => void;
	close(): Promise<void>;
}

const TONE_HZ = 620;
/** The ear's bins are some 12 Hz wide. */
const NEAR_HZ = 25;
/** dBFS; what codecs make of silence is far below. */
const AUDIBLE_DB = -60;
const CONNECT_MS = 12_000;
const HEAR_MS = 4_000;
/** Long enough for a first report on what is lost. */
const LISTEN_MS = 2_500;

/**
 * Calls itself: sends a tone from one end of a connection to the other as calls go, through the TURN
 * server where there is one, and says what came of it. Never rejects; ends all that it has begun.
 */
export async function tryEcho(
	{ policy, servers }: IceSettings,
	tone: Tone,
	signal: AbortSignal
): Promise<EchoFacts> {
	const hasTurn = servers.some(({ urls }) => urls.some(isTurnUrl));
	// Without a relay both ends are in this browser, which proves nothing about the network.
	const configuration: RTCConfiguration = {
		iceServers: [...servers],
		iceTransportPolicy: hasTurn ? 'relay' : policy
	};
	const mouth = new RTCPeerConnection(configuration);
	const ear = new RTCPeerConnection(configuration);
	const nothing = { isHeard: false, isRelayed: hasTurn, roundTripMs: undefined, loss: 0 };
	let stream: MediaStream | undefined;
	let stopMeasuring = () => {};
	// Chromium gives Web Audio nothing of a far stream that no element plays.
	const player = new Audio();
	player.muted = true;
	try {
		join(mouth, ear);
		join(ear, mouth);
		stream = await tone.open(TONE_HZ);
		for (const track of stream.getTracks()) mouth.addTrack(track, stream);
		const arrived = new Promise<MediaStream>((resolve) => {
			ear.addEventListener('track', ({ track }) => resolve(new MediaStream([track])));
		});
		await mouth.setLocalDescription();
		await ear.setRemoteDescription(required(mouth.localDescription));
		await ear.setLocalDescription();
		await mouth.setRemoteDescription(required(ear.localDescription));
		if (!(await within(CONNECT_MS, signal, connected(mouth)))) {
			return { ...nothing, isConnected: false };
		}
		const heard = await within(
			HEAR_MS,
			signal,
			arrived.then(
				(received) =>
					new Promise<void>((resolve) => {
						player.srcObject = received;
						stopMeasuring = tone.measure(received, (frequency, level) => {
							if (Math.abs(frequency - TONE_HZ) < NEAR_HZ && level > AUDIBLE_DB) resolve();
						});
					})
			)
		);
		if (heard) await within(LISTEN_MS, signal, new Promise(() => {}));
		return { ...nothing, ...(await statistics(mouth, ear)), isConnected: true, isHeard: heard };
	} catch {
		return { ...nothing, isConnected: false };
	} finally {
		stopMeasuring();
		player.srcObject = null;
		for (const track of stream?.getTracks() ?? []) track.stop();
		mouth.close();
		ear.close();
		await tone.close();
	}
}

function join(from: RTCPeerConnection, to: RTCPeerConnection): void {
	from.addEventListener('icecandidate', ({ candidate }) => {
		// One that comes before the other end is described, or after its end, is not needed.
		if (candidate) to.addIceCandidate(candidate).catch(() => {});
	});
}

function connected(connection: RTCPeerConnection): Promise<void> {
	return new Promise((resolve, reject) => {
		connection.addEventListener('connectionstatechange', () => {
			if (connection.connectionState === 'connected') resolve();
			if (connection.connectionState === 'failed') reject(new Error('no way'));
		});
	});
}

/** False where it takes longer, or nobody waits any more. */
async function within(
	limit: number,
	signal: AbortSignal,
	work: Promise<unknown>
): Promise<boolean> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<false>((resolve) => {
		timer = setTimeout(resolve, limit, false);
		signal.addEventListener('abort', () => resolve(false), { once: true });
	});
	try {
		return await Promise.race([work.then(() => true), late]);
	} finally {
		clearTimeout(timer);
	}
}

async function statistics(
	mouth: RTCPeerConnection,
	ear: RTCPeerConnection
): Promise<Pick<EchoFacts, 'roundTripMs' | 'loss'>> {
	let roundTripMs: number | undefined;
	for (const part of (await mouth.getStats()).values()) {
		if (part.type === 'candidate-pair' && part.nominated && part.currentRoundTripTime > 0) {
			roundTripMs = part.currentRoundTripTime * 1_000;
		}
	}
	let loss = 0;
	for (const part of (await ear.getStats()).values()) {
		if (part.type !== 'inbound-rtp') continue;
		const all = part.packetsReceived + part.packetsLost;
		loss = all > 0 ? Math.max(0, part.packetsLost / all) : 0;
	}
	return { roundTripMs, loss };
}

function required<T>(value: T | null): T {
	if (value === null) throw new Error('not described');
	return value;
}
