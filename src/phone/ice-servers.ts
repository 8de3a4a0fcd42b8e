import type { IceSettings } from '#domain/ice-servers.ts';
import type { ServerAnswer } from './ask-server.ts';

interface IceServersParts {
	fetch: () => Promise<ServerAnswer<IceSettings>>;
	/** UTC epoch ms. */
	now: () => number;
}

const NONE: IceSettings = { policy: 'all', servers: [], ttl: 0 };
/** How long a call waits for credentials that it has none of: then it goes on without. */
const PATIENCE_MS = 500;
/** Asked again after a failure, and for changes of an installation whose servers need no credentials. */
const AGAIN_MS = 60_000;
/** Credentials that end while a call is being set up help nobody. */
const MARGIN_MS = 60_000;

/**
 * STUN and TURN servers for calls, with credentials that are renewed at half of their life: a phone is
 * open for days, and its server may be away for hours.
 */
export class IceServers {
	readonly #parts: IceServersParts;
	#settings: IceSettings | undefined;
	#endsAt = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#renewing: Promise<void> | undefined;
	#isClosed = false;

	constructor(parts: IceServersParts) {
		this.#parts = parts;
	}

	start(): void {
		addEventListener('online', this.#renewWhenOld);
		document.addEventListener('visibilitychange', this.#renewWhenOld);
		void this.#renew();
	}

	close(): void {
		this.#isClosed = true;
		removeEventListener('online', this.#renewWhenOld);
		document.removeEventListener('visibilitychange', this.#renewWhenOld);
		clearTimeout(this.#timer);
	}

	/**
	 * For a call that begins now. At once, but where nothing is known or credentials have ended, as after a
	 * night's sleep: then new ones are awaited for half a second. Without them the servers that need
	 * some are left out. Never rejects.
	 */
	async forCall(): Promise<IceSettings> {
		if (!this.#isUsable()) await this.#renewInTime();
		if (this.#isUsable()) return this.#settings ?? NONE;
		const { policy, servers } = this.#settings ?? NONE;
		return {
			policy,
			servers: servers.filter(({ credential }) => credential === undefined),
			ttl: 0
		};
	}

	#isUsable(): boolean {
		if (!this.#settings) return false;
		return this.#settings.ttl === 0 || this.#parts.now() < this.#endsAt - MARGIN_MS;
	}

	async #renewInTime(): Promise<void> {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
		await Promise.race([this.#renew(), late]);
		clearTimeout(timer);
	}

	/** Timers stand still while a computer sleeps. */
	#renewWhenOld = (): void => {
		const half = ((this.#settings?.ttl ?? 0) * 1000) / 2;
		if (!this.#settings || this.#parts.now() >= this.#endsAt - half) void this.#renew();
	};

	#renew(): Promise<void> {
		this.#renewing ??= this.#ask().finally(() => (this.#renewing = undefined));
		return this.#renewing;
	}

	async #ask(): Promise<void> {
		clearTimeout(this.#timer);
		const askedAt = this.#parts.now();
		const answer = await this.#parts.fetch();
		if (this.#isClosed) return;
		if (answer.ok) {
			this.#settings = answer.value;
			this.#endsAt = askedAt + answer.value.ttl * 1000;
		}
		const pause = answer.ok ? Math.max(AGAIN_MS, (answer.value.ttl * 1000) / 2) : AGAIN_MS;
		this.#timer = setTimeout(() => void this.#renew(), pause);
	}
}
