import type { MediaSample } from './media-sample.ts';

/** How well we hear the far side. */
export interface CallQuality {
	/** Mean opinion score, 1 to 4.5. */
	readonly mos: number;
	/** Part of the packets that was lost, 0 to 1. */
	readonly loss: number;
	readonly jitterMs: number;
	readonly roundTripMs?: number;
	readonly kilobitsPerSecond: number;
	/** As in SDP: `opus`, `PCMA`. */
	readonly codec?: string;
}

/** A whole call's quality, as the journal keeps it. */
export interface QualitySummary {
	readonly worstMos: number;
	readonly mos: number;
	/** Part of all packets that was lost, 0 to 1. */
	readonly loss: number;
	/** The mean, ms. */
	readonly jitterMs: number;
	/** The mean, ms. */
	readonly roundTripMs?: number;
	readonly codec?: string;
}

/** One second of loss is not yet a bad call: what is shown is judged over this long, ms. */
const WINDOW_MS = 5_000;

/**
 * Equipment impairment and robustness to loss: ITU-T G.113 Appendix I for G.711 with loss concealment. It has
 * no value for Opus, whose concealment is at least as good: it counts the same.
 */
const IMPAIRMENT = { ie: 0, bpl: 25.1 };
/** A packet's length and what Opus looks ahead, 20 and 6.5 ms, rounded up. */
const CODING_MS = 27;

/**
 * The rating factor of ITU-T G.107 with its default values (R = 93.2 − Id − Ie,eff), turned into a mean
 * opinion score by its Annex B. Id as simplified by Cole and Rosenbluth, "Voice over IP Performance
 * Monitoring", ACM SIGCOMM CCR 31(2), 2001.
 * @param loss part of the packets, 0 to 1, at random
 * @param delayMs from mouth to ear
 */
export function meanOpinionScore(loss: number, delayMs: number): number {
	const late = Math.max(0, delayMs - 177.3);
	const delayImpairment = 0.024 * delayMs + 0.11 * late;
	const percent = loss * 100;
	const { ie, bpl } = IMPAIRMENT;
	const lossImpairment = ie + (95 - ie) * (percent / (percent + bpl));
	const r = 93.2 - delayImpairment - lossImpairment;
	if (r <= 0) return 1;
	return Math.max(1, 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r));
}

/** Good enough not to be noticed, noticed, or hard to understand: the user satisfaction of G.107 Annex B, in three. */
export function qualityLevel(mos: number): 'good' | 'fair' | 'poor' {
	if (mos >= 4) return 'good';
	return mos >= 3.1 ? 'fair' : 'poor';
}

/** The quality between two moments; undefined where nothing came that could be judged. */
export function qualityBetween(before: MediaSample, after: MediaSample): CallQuality | undefined {
	const { received, roundTripMs, at } = after;
	if (!received) return undefined;
	const packets = received.packets - (before.received?.packets ?? 0);
	const lost = Math.max(0, received.lost - (before.received?.lost ?? 0));
	const seconds = (at - before.at) / 1000;
	// A connection that was made anew counts from nothing again.
	if (packets < 0 || packets + lost === 0 || seconds <= 0) return undefined;
	const loss = lost / (packets + lost);
	const delay = (roundTripMs ?? 0) / 2 + received.bufferMs + CODING_MS;
	const bits = Math.max(0, received.bytes - (before.received?.bytes ?? 0)) * 8;
	return {
		mos: meanOpinionScore(loss, delay),
		loss,
		jitterMs: received.jitterMs,
		kilobitsPerSecond: bits / 1000 / seconds,
		...(roundTripMs !== undefined && { roundTripMs }),
		...(received.codec !== undefined && { codec: received.codec })
	};
}

/** Follows one call's quality, sample by sample. */
export class QualityMeter {
	#recent: MediaSample[] = [];
	#scores = { count: 0, sum: 0, worst: Infinity };
	#packets = { received: 0, lost: 0 };
	#jitter = { count: 0, sum: 0 };
	#roundTrip = { count: 0, sum: 0 };
	#codec: string | undefined;

	/** Takes the next sample; gives the quality of the last seconds, or undefined where there is nothing to judge. */
	add(sample: MediaSample): CallQuality | undefined {
		const before = this.#recent.at(-1);
		this.#recent = [...this.#recent.filter(({ at }) => sample.at - at <= WINDOW_MS), sample];
		const [first] = this.#recent;
		const quality = first && qualityBetween(first, sample);
		if (!before?.received || !sample.received || !quality) return quality;
		this.#packets.received += Math.max(0, sample.received.packets - before.received.packets);
		this.#packets.lost += Math.max(0, sample.received.lost - before.received.lost);
		this.#scores.count += 1;
		this.#scores.sum += quality.mos;
		this.#scores.worst = Math.min(this.#scores.worst, quality.mos);
		this.#jitter.count += 1;
		this.#jitter.sum += quality.jitterMs;
		if (quality.roundTripMs !== undefined) {
			this.#roundTrip.count += 1;
			this.#roundTrip.sum += quality.roundTripMs;
		}
		this.#codec = quality.codec ?? this.#codec;
		return quality;
	}

	/** Forgets the last seconds, not the call: after a hold, during which nothing has to come. */
	pause(): void {
		this.#recent = [];
	}

	/** The whole call so far; undefined where nothing could be judged. */
	get summary(): QualitySummary | undefined {
		const { count, sum, worst } = this.#scores;
		if (count === 0) return undefined;
		const { received, lost } = this.#packets;
		return {
			worstMos: worst,
			mos: sum / count,
			loss: received + lost === 0 ? 0 : lost / (received + lost),
			jitterMs: this.#jitter.sum / this.#jitter.count,
			...(this.#roundTrip.count > 0 && {
				roundTripMs: this.#roundTrip.sum / this.#roundTrip.count
			}),
			...(this.#codec !== undefined && { codec: this.#codec })
		};
	}
}
