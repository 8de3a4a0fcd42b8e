import type { UserAgent } from 'sip.js';
import type { MediaStreamFactory, SessionDescriptionHandler } from 'sip.js/lib/platform/web';
import type { IceProblem, IceSettings } from '#domain/ice-servers.ts';
import { CallMedia } from './call-media.ts';
import { IceGathering } from './ice-gathering.ts';

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
export class QuickIceHandler extends CallMedia {
	/** Set by the factory: sip.js's own constructor makes the connection. */
	ice!: IceParts;
	microphone!: MicrophoneParts;
	#gathering: IceGathering | undefined;
	/** Also those that servers may still say something about. */
	readonly #gatherings: IceGathering[] = [];
	/** The gathering that has begun ahead. */
	#begun: Promise<IceGathering> | undefined;
	/** The far side's offer, on its way to be taken since the call rings. */
	#taken: { readonly sdp: string; readonly done: Promise<void> } | undefined;
	/** What is to be answered to it. */
	#answer: Promise<RTCSessionDescriptionInit> | undefined;
	/** What has been found out about the servers while there was no call to tell it of. */
	#unsaid: IceProblem | undefined;
	/** Our own offer, made before the call. */
	#offer: ReturnType<SessionDescriptionHandler['getDescription']> | undefined;

	/**
	 * Does what can be done of an answer while the call rings, all but making it ours: with that the far side's
	 * sound would begin. An offer that cannot be taken is refused with the answer, not before.
	 */
	prepareAnswer(sdp: string): void {
		const connection = this.peerConnection;
		if (!connection) return;
		this.isAhead = true;
		this.#begun = this.#gather(connection, { ahead: true });
		const done = this.setDescription(sdp);
		this.#taken = { sdp, done };
		this.#answer = done.then(() => this.updateDirection()).then(() => connection.createAnswer());
		for (const promised of [this.#begun, done, this.#answer]) promised.catch(() => {});
	}

	/** Makes the offer of a call that is about to be made, but for the microphone. Rejects where that fails. */
	async prepareOffer(): Promise<void> {
		this.isAhead = true;
		const made = this.getDescription();
		this.#offer = made;
		await made;
	}

	override close(): void {
		for (const gathering of this.#gatherings) gathering.close();
		super.close();
	}

	override setDescription(...args: Parameters<CallMedia['setDescription']>): Promise<void> {
		const taken = this.#taken;
		this.#taken = undefined;
		if (taken?.sdp !== args[0]) return super.setDescription(...args);
		this.#begin();
		return taken.done;
	}

	override async getDescription(
		...[options, modifiers]: Described
	): ReturnType<SessionDescriptionHandler['getDescription']> {
		const offer = this.#offer;
		if (offer) {
			this.#offer = undefined;
			this.#begin();
			void this.getLocalMediaStream(options);
			return offer;
		}
		const connection = this.peerConnection;
		const isGathering =
			connection && (!connection.localDescription || options?.offerOptions?.iceRestart);
		if (!isGathering) return super.getDescription(options, modifiers);
		// Without a microphone nothing else would ask for audio: the offer would be empty, not listen-only.
		const isFirstOffer = connection.signalingState === 'stable' && !connection.remoteDescription;
		if (isFirstOffer && connection.getTransceivers().length === 0) {
			this.offerAudio(this.microphone.isSure());
		}
		const gathering = await (this.#begun ?? this.#gather(connection));
		this.#begun = undefined;
		this.#gathering = gathering;
		try {
			const limit = { iceGatheringTimeout: gathering.limit };
			const description = await super.getDescription({ ...options, ...limit }, modifiers);
			if (gathering.lacksItsRelay())
				throw new Error('there is no relay, and nothing else may be used');
			return description;
		} finally {
			gathering.stop();
			this.#gathering = undefined;
		}
	}

	protected override createLocalOfferOrAnswer(
		...args: Parameters<CallMedia['createLocalOfferOrAnswer']>
	): Promise<RTCSessionDescriptionInit> {
		const answer = this.#answer;
		this.#answer = undefined;
		return answer ?? super.createLocalOfferOrAnswer(...args);
	}

	/** `ahead`: candidates are looked for at once, before there is a description that they belong to. */
	async #gather(connection: RTCPeerConnection, { ahead = false } = {}): Promise<IceGathering> {
		const ice = await this.ice.settings();
		if (this.peerConnection !== connection) throw new Error('the call has ended');
		connection.setConfiguration({
			...connection.getConfiguration(),
			iceServers: ice.servers,
			iceTransportPolicy: ice.policy,
			...(ahead && { iceCandidatePoolSize: 1 })
		});
		const gathering = new IceGathering(connection, ice, {
			enough: () => this.iceGatheringComplete(),
			problem: (problem) => {
				if (this.isAhead) this.#unsaid = problem;
				else this.ice.problem(problem);
			}
		});
		this.#gatherings.push(gathering);
		return gathering;
	}

	/** What was prepared is used. */
	#begin(): void {
		this.isAhead = false;
		if (this.#unsaid) this.ice.problem(this.#unsaid);
		this.#unsaid = undefined;
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

/** Makes the media side of a call that a user agent has. */
export function quickIceHandlers(
	microphone: MicrophoneParts,
	ice: IceParts = WITHOUT_SERVERS
): (agent: UserAgent) => QuickIceHandler {
	const openStream: MediaStreamFactory = () => microphone.open();
	return (agent) => {
		const handler = new QuickIceHandler(agent.getLogger('media'), openStream, {
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
