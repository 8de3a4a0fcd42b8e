import type { MediaSample, MicrophoneState } from '#domain/media-sample.ts';

const EVERY_MS = 1_000;

/**
 * Samples what a call's media has come to, once a second, until the returned function is called.
 * A connection that is closed gives no more samples.
 */
export function sampleMedia(
	connection: RTCPeerConnection,
	sampled: (sample: MediaSample) => void
): () => void {
	let isStopped = false;
	const sample = async () => {
		const report = await connection.getStats();
		if (!isStopped) sampled(readSample(report, connection, Date.now()));
	};
	// A connection that is closed between two samples has nothing to tell.
	const take = () => void sample().catch(() => {});
	take();
	const timer = setInterval(take, EVERY_MS);
	return () => {
		isStopped = true;
		clearInterval(timer);
	};
}

/** What is read of a report's parts (W3C "Identifiers for WebRTC's Statistics API"); all may be absent. */
interface Stats {
	readonly type: string;
	readonly kind?: string;
	readonly packetsReceived?: number;
	readonly packetsLost?: number;
	readonly lastPacketReceivedTimestamp?: number;
	readonly bytesReceived?: number;
	readonly packetsSent?: number;
	/** s */
	readonly jitter?: number;
	/** s, the sum for all samples emitted. */
	readonly jitterBufferDelay?: number;
	readonly jitterBufferEmittedCount?: number;
	readonly totalAudioEnergy?: number;
	readonly codecId?: string;
	readonly mimeType?: string;
	/** s */
	readonly roundTripTime?: number;
	readonly currentRoundTripTime?: number;
	readonly nominated?: boolean;
}

function readSample(
	report: RTCStatsReport,
	connection: RTCPeerConnection,
	at: number
): MediaSample {
	const all: Stats[] = [...report.values()];
	const audio = (type: string) => all.find((part) => part.type === type && part.kind === 'audio');
	// A PBX that puts the call through to somebody else begins another stream; the old one stays, and stands still.
	const inbound = all
		.filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
		.reduce<Stats | undefined>(
			(newest, part) => (heardAt(part) >= heardAt(newest) ? part : newest),
			undefined
		);
	const outbound = audio('outbound-rtp');
	const [source, told] = [audio('media-source'), audio('remote-inbound-rtp')];
	const pair = all.find(({ type, nominated }) => type === 'candidate-pair' && nominated);
	const codec = inbound?.codecId === undefined ? undefined : report.get(inbound.codecId);
	// What the far side says of itself reaches further than the answer to a check of the way.
	const roundTrip = told?.roundTripTime ?? pair?.currentRoundTripTime;
	return {
		at,
		isConnected: ['connected', 'completed'].includes(connection.iceConnectionState),
		received: inbound && {
			packets: inbound.packetsReceived ?? 0,
			lost: inbound.packetsLost ?? 0,
			bytes: inbound.bytesReceived ?? 0,
			jitterMs: (inbound.jitter ?? 0) * 1000,
			bufferMs:
				((inbound.jitterBufferDelay ?? 0) / Math.max(1, inbound.jitterBufferEmittedCount ?? 0)) *
				1000,
			energy: inbound.totalAudioEnergy ?? 0,
			codec: codecName(codec)
		},
		sent: outbound && { packets: outbound.packetsSent ?? 0, energy: source?.totalAudioEnergy ?? 0 },
		roundTripMs: roundTrip === undefined ? undefined : roundTrip * 1000,
		microphone: microphoneState(connection)
	};
}

function heardAt(part: Stats | undefined): number {
	return part?.lastPacketReceivedTimestamp ?? 0;
}

function codecName(codec: Stats | undefined): string | undefined {
	return codec?.mimeType?.split('/')[1];
}

function microphoneState(connection: RTCPeerConnection): MicrophoneState {
	const track = connection.getSenders().find((sender) => sender.track?.kind === 'audio')?.track;
	if (!track) return 'none';
	if (track.readyState === 'ended') return 'ended';
	return track.muted ? 'muted' : 'live';
}
