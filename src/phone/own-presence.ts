import { quietUntil } from '#domain/do-not-disturb.ts';
import { ownPresence } from '#domain/presence.ts';
import type { Settings } from '#domain/settings.ts';
import type { Line } from './line.ts';

interface OwnPresenceParts {
	readonly line: Pick<Line, 'tellPresence'>;
	/** Those that hold now. */
	settings(): Settings;
	isOnThePhone(): boolean;
	/** UTC epoch ms. */
	now(): number;
}

/** Timers run no longer (HTML, timer initialization steps), ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Has the line tell what the person does, also when "do not disturb" ends by itself. */
export class OwnPresence {
	readonly #parts: OwnPresenceParts;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(parts: OwnPresenceParts) {
		this.#parts = parts;
	}

	/** Settings or calls have changed. */
	follow(): void {
		clearTimeout(this.#timer);
		const { line, isOnThePhone } = this.#parts;
		const [settings, now] = [this.#parts.settings(), this.#parts.now()];
		const presence = ownPresence(settings, isOnThePhone(), now);
		line.tellPresence(presence);
		const until = quietUntil(settings, now);
		if (!presence || until === undefined) return;
		this.#timer = setTimeout(() => this.follow(), Math.min(until - now, LONGEST_TIMER_MS));
	}

	close(): void {
		clearTimeout(this.#timer);
	}
}
