import type {
	MediaStreamFactory,
	SessionDescriptionHandler,
	SessionDescriptionHandlerFactory
} from 'sip.js/lib/platform/web';
import { CallMedia } from './call-media.ts';

/** Candidates of one kind arrive within a few ms of each other; sip.js cannot trickle the rest. */
const COMPANIONS_MS = 20;
const GATHERING_LIMIT_MS = 1_000;

/**
 * sip.js waits for the end of ICE gathering, about 120 ms even without any server. A call is offered
 * as soon as there is something to reach it by: the first relayed or reflexive candidate where
 * servers are configured, the first host candidate where none are.
 */
class QuickIceHandler extends CallMedia {
	override getDescription(
		...args: Parameters<SessionDescriptionHandler['getDescription']>
	): ReturnType<SessionDescriptionHandler['getDescription']> {
		const connection = this.peerConnection;
		if (!connection) return super.getDescription(...args);
		// Without a microphone nothing else would ask for audio: the offer would be empty, not listen-only.
		const isFirstOffer = connection.signalingState === 'stable' && !connection.remoteDescription;
		if (isFirstOffer && connection.getTransceivers().length === 0) {
			connection.addTransceiver('audio', { direction: 'recvonly' });
		}
		const hasServers = (connection.getConfiguration().iceServers ?? []).length > 0;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent) => {
			if (!candidate || timer || (hasServers && candidate.type === 'host')) return;
			timer = setTimeout(() => this.iceGatheringComplete(), COMPANIONS_MS);
		};
		connection.addEventListener('icecandidate', onCandidate);
		return super.getDescription(...args).finally(() => {
			clearTimeout(timer);
			connection.removeEventListener('icecandidate', onCandidate);
		});
	}

	/** Hold, resume and their like go on with the candidates that the call has: nothing is gathered anew. */
	protected override waitForIceGatheringComplete(
		...args: Parameters<CallMedia['waitForIceGatheringComplete']>
	): Promise<void> {
		const isReachable = /^a=candidate:/m.test(this.peerConnection?.localDescription?.sdp ?? '');
		return isReachable ? Promise.resolve() : super.waitForIceGatheringComplete(...args);
	}
}

/** Makes the media side of each call; `microphone` gives the stream to send, without tracks for a listen-only call. */
export function quickIceHandlerFactory(
	microphone: () => Promise<MediaStream>,
	iceServers: RTCIceServer[]
): SessionDescriptionHandlerFactory {
	const openStream: MediaStreamFactory = () => microphone();
	return (session) =>
		new QuickIceHandler(session.userAgent.getLogger('media'), openStream, {
			iceGatheringTimeout: GATHERING_LIMIT_MS,
			// Not `max-bundle`: with it browsers refuse offers without a=group:BUNDLE, and plain phones'
			// offers have none, also behind a media relay. One stream needs no bundling.
			peerConnectionConfiguration: { iceServers }
		});
}
