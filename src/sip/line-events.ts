import { UserAgent, type Notification } from 'sip.js';
import {
	canBeReplaced,
	lineState,
	ringingDialog,
	takeDialogInfo,
	type DialogElement,
	type KnownDialogs
} from '#domain/dialog-info.ts';
import type { VoicemailSummary, WatchedLine } from '#domain/line-state.ts';
import { readMessageSummary } from '#domain/message-summary.ts';
import { readDialogInfo } from './dialog-info-xml.ts';
import { EventSubscription } from './event-subscription.ts';
import { readBusy } from './presence-xml.ts';
import { targetUri } from './target-uri.ts';

interface LineEventsParts {
	/** Of the account: its user has the box, its domain the lines. */
	readonly user: string;
	readonly domain: string;
	voicemail(summary: VoicemailSummary): void;
	lines(lines: readonly WatchedLine[]): void;
}

interface Watched {
	readonly subscription: EventSubscription;
	/** What the person tells, beside what the line does. */
	readonly presence: EventSubscription;
	isBusy: boolean;
	known: KnownDialogs | undefined;
	/** Everything has been asked for anew, and has not come. */
	isAsked: boolean;
}

/** What the PBX tells beside calls, while the line is registered: the account's voicemail box and colleagues' lines. */
export class LineEvents {
	readonly #parts: LineEventsParts;
	readonly #watched = new Map<string, Watched>();
	#numbers: readonly string[] = [];
	#agent: UserAgent | undefined;
	#box: EventSubscription | undefined;

	constructor(parts: LineEventsParts) {
		this.#parts = parts;
	}

	/** Which lines are watched from now on, as people write them. */
	watch(numbers: readonly string[]): void {
		this.#numbers = [...new Set(numbers)];
		for (const [number, watched] of this.#watched) {
			if (this.#numbers.includes(number)) continue;
			stop(watched);
			this.#watched.delete(number);
		}
		this.#follow();
	}

	/** The line is registered with this agent. */
	begin(agent: UserAgent): void {
		this.end();
		this.#agent = agent;
		const { user, domain } = this.#parts;
		const target = UserAgent.makeURI(`sip:${user}@${domain}`);
		if (target) {
			this.#box = new EventSubscription({
				...{ agent, target, event: 'message-summary' },
				accept: 'application/simple-message-summary',
				told: (body) => this.#tellBox(body)
			});
		}
		this.#follow();
	}

	/** The line is not registered any more: nothing that was told holds. */
	end(): void {
		this.#box?.stop();
		this.#box = undefined;
		this.#agent = undefined;
		for (const watched of this.#watched.values()) stop(watched);
		this.#watched.clear();
		this.#tellLines();
	}

	/** A NOTIFY that nobody has asked for: PBXs tell of the box so (RFC 3842 §3.5 and before). */
	takeUnasked({ request }: Notification): boolean {
		const first = (name: string) => request.getHeader(name)?.split(';')[0]?.trim().toLowerCase();
		if (first('Event') !== 'message-summary') return false;
		if (first('Content-Type') !== 'application/simple-message-summary') return false;
		this.#tellBox(request.body);
		return true;
	}

	/** The call that rings at a watched line and can be taken; undefined where there is none. */
	ringingAt(number: string): DialogElement | undefined {
		const dialog = ringingDialog(this.#watched.get(number)?.known);
		return dialog && canBeReplaced(dialog) ? dialog : undefined;
	}

	#follow(): void {
		const agent = this.#agent;
		for (const number of this.#numbers) {
			const target = targetUri(number, this.#parts.domain);
			if (!agent || !target || this.#watched.has(number)) continue;
			const subscription = new EventSubscription({
				...{ agent, target, event: 'dialog', accept: 'application/dialog-info+xml' },
				told: (body) => this.#take(number, body)
			});
			const presence = new EventSubscription({
				...{ agent, target, event: 'presence', accept: 'application/pidf+xml' },
				told: (body) => this.#takePresence(number, body)
			});
			const nothing = { known: undefined, isAsked: false, isBusy: false };
			this.#watched.set(number, { subscription, presence, ...nothing });
		}
		this.#tellLines();
	}

	#take(number: string, body: string): void {
		const watched = this.#watched.get(number);
		const info = readDialogInfo(body);
		if (!watched || !info) return;
		const { known, isGap } = takeDialogInfo(watched.known, info);
		watched.known = known;
		// Once until everything comes: a PBX that tells of parts alone would be asked without end.
		if (isGap && !watched.isAsked) watched.subscription.refresh();
		watched.isAsked = isGap || (watched.isAsked && !info.isFull);
		this.#tellLines();
	}

	#takePresence(number: string, body: string): void {
		const watched = this.#watched.get(number);
		if (!watched) return;
		watched.isBusy = readBusy(body);
		this.#tellLines();
	}

	#tellBox(body: string): void {
		const summary = readMessageSummary(body, this.#parts.domain);
		if (summary) this.#parts.voicemail(summary);
	}

	#tellLines(): void {
		this.#parts.lines(
			this.#numbers.map((number) => {
				const { known, isBusy = false } = this.#watched.get(number) ?? {};
				const ringing = ringingDialog(known);
				return {
					number,
					state: lineState(known),
					caller: ringing ? ringing.remoteName || userOf(ringing.remoteIdentity) : '',
					isBusy,
					canPickUp: this.ringingAt(number) !== undefined
				};
			})
		);
	}
}

function stop({ subscription, presence }: Watched): void {
	subscription.stop();
	presence.stop();
}

function userOf(address: string): string {
	return UserAgent.makeURI(address)?.user ?? '';
}
