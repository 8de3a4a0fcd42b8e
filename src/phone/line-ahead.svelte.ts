import type { Registration } from '#domain/registration.ts';
import type { Line, LineListener } from './line.ts';

/** The telephone of a line, from the line's side. */
export interface LineOwner<Needs> {
	/** Undefined until there is a telephone. */
	readonly needs: Needs | undefined;
	/** Resolves once there is a telephone; a call asks for it. */
	attended(): Promise<Needs>;
}

interface LineAheadParts<Needs> {
	/** Runs one of the two, and `lead` later where it is not at once; returns how to let go. */
	lead(lead: () => void, wait: () => void): () => void;
	make(listener: LineListener, owner: LineOwner<Needs>): Line;
}

/** A line whose registrar has not answered for so long keeps nobody from the journal. */
const PATIENCE_MS = 3_000;

/**
 * The line of a telephone that is not there yet: it registers while the rest of the app still loads. What it
 * tells waits for the telephone, and so does a call that comes before.
 *
 * @typeParam Needs what a call needs of the telephone
 */
export class LineAhead<Needs> implements LineOwner<Needs> {
	readonly #parts: LineAheadParts<Needs>;
	readonly #due = Promise.withResolvers<void>();
	readonly #attended = Promise.withResolvers<Needs>();
	readonly #patience: ReturnType<typeof setTimeout>;
	readonly #letGo: () => void;
	#registration = $state.raw<Registration>({ state: 'connecting' });
	#needs: Needs | undefined;
	#line: Line | undefined;
	#listener: LineListener | undefined;
	/** What has been told before anybody listened. */
	#untold: ((listener: LineListener) => void)[] = [];
	#onLead: (() => void) | undefined;

	constructor(parts: LineAheadParts<Needs>) {
		this.#parts = parts;
		this.#patience = setTimeout(this.#due.resolve, PATIENCE_MS);
		this.#letGo = parts.lead(() => this.#lead(), this.#due.resolve);
	}

	get registration(): Registration {
		return this.#registration;
	}

	/**
	 * Resolves once the rest of the app is to be loaded: the line is registered or cannot be now, a call
	 * comes, or another tab has the telephone.
	 */
	get due(): Promise<void> {
		return this.#due.promise;
	}

	get needs(): Needs | undefined {
		return this.#needs;
	}

	attended(): Promise<Needs> {
		this.#due.resolve();
		return this.#attended.promise;
	}

	/** Tries to register again without waiting. */
	retry(): void {
		this.#line?.retry();
	}

	/** Runs `lead` once this tab has the line: at once where it has. */
	whenLeading(lead: () => void): void {
		this.#onLead = lead;
		if (this.#line) lead();
	}

	/** The line for the telephone: with its start it tells what it knows, and hands over what rings. */
	take(listener: LineListener, needs: Needs): Line {
		const line = this.#line;
		if (!line) throw new Error('the line is another tab’s');
		return {
			start: () => {
				this.#listener = listener;
				for (const tell of this.#untold) tell(listener);
				this.#untold = [];
				this.#needs = needs;
				this.#attended.resolve(needs);
			},
			retry: () => line.retry(),
			dial: (target) => line.dial(target),
			prepareCall: () => line.prepareCall(),
			watch: (numbers) => line.watch(numbers),
			tellPresence: (presence) => line.tellPresence(presence),
			pickUp: (number) => line.pickUp(number),
			close: () => line.close()
		};
	}

	async close(): Promise<void> {
		clearTimeout(this.#patience);
		this.#onLead = undefined;
		const line = this.#line;
		this.#line = undefined;
		await line?.close();
		this.#letGo();
	}

	#lead(): void {
		const tell = (news: (owner: LineListener) => void) => {
			if (this.#listener) news(this.#listener);
			else this.#untold.push(news);
		};
		const listener: LineListener = {
			registration: (state) => {
				this.#registration = state;
				if (state.state === 'registered' || state.state === 'waiting') this.#due.resolve();
				tell((owner) => owner.registration(state));
			},
			ringing: (parties, call) => tell((owner) => owner.ringing(parties, call)),
			pickedUp: (parties, call) => tell((owner) => owner.pickedUp(parties, call)),
			takenOver: (parties, call, before) => tell((owner) => owner.takenOver(parties, call, before)),
			pickUpFailed: () => tell((owner) => owner.pickUpFailed()),
			voicemail: (summary) => tell((owner) => owner.voicemail(summary)),
			lines: (lines) => tell((owner) => owner.lines(lines)),
			presenceRefused: (isRefused) => tell((owner) => owner.presenceRefused(isRefused))
		};
		this.#line = this.#parts.make(listener, this);
		this.#line.start();
		this.#onLead?.();
	}
}
