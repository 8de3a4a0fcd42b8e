import { composePushWords } from '#domain/notification-push.ts';
import type { HotlineIndex } from '#domain/hotline-index.ts';
import type { SourceAnswer } from '#domain/contact.ts';
import type { JoinedCall } from '#domain/notification-rules.ts';
import type { RingingNews } from '#domain/pbx-event.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import type { PushMessage } from '#domain/push-message.ts';
import type { Settings } from '#domain/settings.ts';
import { deliverPush, type PushParts } from './deliver-push.ts';

/** As long as a call waits for a phone that has to be started first: later it rings no more. */
export const RINGING_TTL_S = 30;
/** A directory that is slower names nobody: the caller waits. */
const LOOKUP_MS = 1_000;
const TREATMENT = { ttlS: RINGING_TTL_S, urgency: 'high' } as const;

interface RingingPushParts extends PushParts {
	readonly hotlines: () => Promise<{ index(plan: NumberingPlan): HotlineIndex }>;
	/** Asks every directory for a number in E.164. */
	readonly lookUp: (e164: string) => Promise<readonly SourceAnswer[]>;
	/** How the app calls itself in messages. */
	readonly product: string;
	readonly onError: (error: unknown) => void;
}

/** A call as its PBX tells of it while it goes on. */
export interface CallAtPbx extends Pick<JoinedCall, 'caller' | 'called'> {
	readonly accountId: string;
	/** SIP Call-ID. */
	readonly callId: string;
	/** When it began to ring, UTC epoch ms. */
	readonly at: number;
	readonly settings: Settings;
}

/**
 * Tells the account's devices of calls that ring, whether their app is open or not, and that they ring no
 * more. Past the outbox: a message that comes late is worth nothing, and none is sent twice.
 */
export class RingingPush {
	readonly #parts: RingingPushParts;
	readonly #underWay = new Set<Promise<void>>();
	/** What is told of one call is sent in this order. */
	readonly #last = new Map<string, Promise<void>>();
	readonly #stop = new AbortController();

	constructor(parts: RingingPushParts) {
		this.#parts = parts;
	}

	/** Returns at once: a PBX does not wait for push services. */
	tell(call: CallAtPbx, news: RingingNews): void {
		const key = `${call.accountId} ${call.callId}`;
		const before = this.#last.get(key) ?? Promise.resolve();
		const telling = before
			.then(() => this.#tell(call, news))
			.catch(this.#parts.onError)
			.finally(() => {
				this.#underWay.delete(telling);
				if (this.#last.get(key) === telling) this.#last.delete(key);
			});
		this.#last.set(key, telling);
		this.#underWay.add(telling);
	}

	/** Cuts off what is under way. */
	async close(): Promise<void> {
		this.#stop.abort();
		await Promise.all(this.#underWay);
	}

	async #tell(call: CallAtPbx, news: RingingNews): Promise<void> {
		const { accountId } = call;
		// Nobody is asked for a name where nobody is to hear it.
		if ((await this.#parts.devices.recipients(accountId, this.#parts.now())).length === 0) return;
		const message: PushMessage = { ...(await this.#words(call)), ...news };
		const limit = AbortSignal.any([AbortSignal.timeout(RINGING_TTL_S * 1_000), this.#stop.signal]);
		const results = await deliverPush(this.#parts, { message, treatment: TREATMENT }, limit);
		for (const result of results) {
			if (result.kind === 'temporary' || result.kind === 'refused') {
				this.#parts.onError(new Error(`a call was not told: ${result.answer}`));
			}
		}
	}

	async #words({ accountId, callId, at, settings, caller, called }: CallAtPbx) {
		const e164 = caller.kind === 'number' ? caller.number.e164 : undefined;
		const [lookup, hotlines] = await Promise.all([this.#lookUp(e164), this.#parts.hotlines()]);
		const hotline = hotlines.index(settings.numbering).find(called)?.hotline;
		return composePushWords(
			{ accountId, callId },
			{
				call: { caller, called, outcome: 'missed', startedAt: at, endedAt: at, ringMs: 0 },
				...(hotline && { hotline }),
				...{ lookup, callsToday: 0, settings, product: this.#parts.product, appUrl: '' }
			}
		);
	}

	async #lookUp(e164: string | undefined): Promise<readonly SourceAnswer[]> {
		if (e164 === undefined) return [];
		const late = new Promise<readonly SourceAnswer[]>((resolve) => {
			setTimeout(resolve, LOOKUP_MS, []).unref();
		});
		return Promise.race([this.#parts.lookUp(e164).catch(() => []), late]);
	}
}
