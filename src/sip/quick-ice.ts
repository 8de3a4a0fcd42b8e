import type {
	MediaStreamFactory,
	SessionDescriptionHandler,
	SessionDescriptionHandlerFactory
} from 'sip.js/lib/platform/web';
import type { IceProblem, IceSettings } from '#domain/ice-servers.ts';
import { CallMedia } from './call-media.ts';
import { gatheringLimit, IceGathering } from './ice-gathering.ts';

/** How calls find their way through networks. */
export interface IceParts {
	/** Asked for each call, and for each ICE restart. Must not reject. */
	settings(): Promise<IceSettings>;
	/** Told what a call has found out about the servers. */
	problem(problem: IceProblem): void;
}

/** What calls send. */
export interface MicrophoneParts {
	/** The stream of one call; without tracks the call is listen-only. Must not reject. */
	open(): Promise<MediaStream>;
	/** One is there and opens without anybody being asked. */
	isSure(): boolean;
}

const WITHOUT_SERVERS: IceParts = {
	settings: async () => ({ policy: 'all', servers: [], ttl: 0 }),
	problem() {}
};

type Described = Parameters<SessionDescriptionHandler['getDescription']>;

/**
 * sip.js waits for the end of ICE gathering, about 120 ms even without any server. A call is offered
 * as soon as there is something to reach it by: the first relayed or reflexive candidate where
 * servers are configured, the first host candidate where none are.
 */
class QuickIceHandler extends CallMedia {
	/** Set by the factory: sip.js's own constructor makes the connection. */
	ice!: IceParts;
	microphone!: MicrophoneParts;
	#gathering: IceGathering | undefined;

	override async getDescription(
		...[options, modifiers]: Described
	): ReturnType<SessionDescriptionHandler['getDescription']> {
		const connection = this.peerConnection;
		const isGathering =
			connection && (!connection.localDescription || options?.offerOptions?.iceRestart);
		if (!isGathering) return super.getDescription(options, modifiers);
		// Without a microphone nothing else would ask for audio: the offer would be empty, not listen-only.
		const isFirstOffer = connection.signalingState === 'stable' && !connection.remoteDescription;
		if (isFirstOffer && connection.getTransceivers().length === 0) {
			this.offerAudio(this.microphone.isSure());
		}
		const ice = await this.ice.settings();
		if (this.peerConnection !== connection) throw new Error('the call has ended');
		connection.setConfiguration({
			...connection.getConfiguration(),
			iceServers: ice.servers,
			iceTransportPolicy: ice.policy
		});
		const gathering = new IceGathering(connection, ice, {
			enough: () => this.iceGatheringComplete(),
			problem: (problem) => this.ice.problem(problem)
		});
		this.#gathering = gathering;
		try {
			const limit = { iceGatheringTimeout: gatheringLimit(ice) };
			const description = await super.getDescription({ ...options, ...limit }, modifiers);
			if (gathering.lacksItsRelay())
				throw new Error('there is no relay, and nothing else may be used');
			return description;
		} finally {
			gathering.stop();
			this.#gathering = undefined;
		}
	}

	/** Hold, resume and their like go on with the candidates that the call has: nothing is gathered anew. */
	protected override waitForIceGatheringComplete(
		...args: Parameters<CallMedia['waitForIceGatheringComplete']>
	): Promise<void> {
		const isReachable = /^a=candidate:/m.test(this.peerConnection?.localDescription?.sdp ?? '');
		const isDone = this.#gathering ? this.#gathering.isEnough : isReachable;
		return isDone ? Promise.resolve() : super.waitForIceGatheringComplete(...args);
	}
}

/** Makes the media side of each call. */
export function quickIceHandlerFactory(
	microphone: MicrophoneParts,
	ice: IceParts = WITHOUT_SERVERS
): SessionDescriptionHandlerFactory {
	const openStream: MediaStreamFactory = () => microphone.open();
	return (session) => {
		const handler = new QuickIceHandler(session.userAgent.getLogger('media'), openStream, {
			iceGatheringTimeout: 0,
			// Not `max-bundle`: with it browsers refuse offers without a=group:BUNDLE, and plain phones'
			// offers have none, also behind a media relay. One stream needs no bundling.
			peerConnectionConfiguration: { iceServers: [] }
		});
		handler.ice = ice;
		handler.microphone = microphone;
		return handler;
	};
}
