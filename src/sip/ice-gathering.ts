import { isIceRefusal, isTurnUrl, type IceProblem, type IceSettings } from '#domain/ice-servers.ts';

/** After one from a server others follow, of other addresses and of the relay; sip.js cannot trickle the rest. */
const COMPANIONS_MS = 20;
/** The device's own come together, the last one a ms or two after the first: the pause after which no more are awaited. */
const HOST_PAUSE_MS = 5;
/** Without servers the first candidate is there within a few ms, where there is any network. */
const HOST_LIMIT_MS = 1_000;
/**
 * A server 100 ms away has then answered although a packet was lost: browsers send it again after 250 ms,
 * and TURN needs two exchanges. What comes later is not lost: checks from it reach the far side (RFC 8445 §7.3.1.3).
 */
const SERVER_LIMIT_MS = 500;
/** Where only the relay may be used there is no call before it: TCP and TLS to a far one, with a packet lost. */
const RELAY_LIMIT_MS = 3_000;

interface GatheringListener {
	/** There is something to reach the call by. */
	enough(): void;
	/** Once at most, when all servers have answered or been given up: seconds later, where they are silent. */
	problem(problem: IceProblem): void;
}

/** What one gathering brings; `stop` ends the wait for enough, what servers say is still heard. */
export class IceGathering {
	readonly #connection: RTCPeerConnection;
	readonly #ice: IceSettings;
	readonly #listener: GatheringListener;
	readonly #needsRelay: boolean;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isWaiting = true;
	#isEnough = false;
	#hasRelay = false;
	#isRefused = false;
	#isToldOf = false;

	constructor(connection: RTCPeerConnection, ice: IceSettings, listener: GatheringListener) {
		this.#connection = connection;
		this.#ice = ice;
		this.#listener = listener;
		this.#needsRelay =
			ice.policy === 'relay' || ice.servers.some(({ urls }) => urls.some(isTurnUrl));
		connection.addEventListener('icecandidate', this.#onCandidate);
		connection.addEventListener('icecandidateerror', this.#onError);
		connection.addEventListener('icegatheringstatechange', this.#onState);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#isWaiting = false;
	}

	/** How long a call waits for candidates at most, in ms. */
	get limit(): number {
		const { policy, servers } = this.#ice;
		if (policy === 'relay') return RELAY_LIMIT_MS;
		return servers.length > 0 ? SERVER_LIMIT_MS : HOST_LIMIT_MS;
	}

	/** Enough may be there before anybody waits for it. */
	get isEnough(): boolean {
		return this.#isEnough;
	}

	/** Tells the problem now, where sound may go through the relay only and none is there. */
	lacksItsRelay(): boolean {
		if (this.#ice.policy !== 'relay' || this.#hasRelay) return false;
		this.#tell();
		return true;
	}

	#onCandidate = ({ candidate }: RTCPeerConnectionIceEvent): void => {
		if (!candidate) return;
		if (candidate.type === 'relay') this.#hasRelay = true;
		if (!this.#isWaiting) return;
		if (this.#ice.servers.length === 0) {
			clearTimeout(this.#timer);
			this.#timer = setTimeout(this.#onEnough, HOST_PAUSE_MS);
		} else if (candidate.type !== 'host') {
			this.#timer ??= setTimeout(this.#onEnough, COMPANIONS_MS);
		}
	};

	#onEnough = (): void => {
		this.#isEnough = true;
		this.#listener.enough();
	};

	#onError = ({ errorCode, url }: RTCPeerConnectionIceErrorEvent): void => {
		if (isTurnUrl(url) && isIceRefusal(errorCode)) this.#isRefused = true;
	};

	/** The connection is closed: it has nothing more to say, not even that it is complete. */
	close(): void {
		this.stop();
		this.#ignore();
	}

	#ignore(): void {
		this.#connection.removeEventListener('icecandidate', this.#onCandidate);
		this.#connection.removeEventListener('icecandidateerror', this.#onError);
		this.#connection.removeEventListener('icegatheringstatechange', this.#onState);
	}

	#onState = (): void => {
		if (this.#connection.iceGatheringState !== 'complete') return;
		this.#ignore();
		if (this.#needsRelay && !this.#hasRelay) this.#tell();
	};

	#tell(): void {
		if (this.#isToldOf) return;
		this.#isToldOf = true;
		const kind = this.#ice.policy === 'relay' ? 'relay' : 'turn';
		this.#listener.problem(`${kind}-${this.#isRefused ? 'refused' : 'unreachable'}`);
	}
}
