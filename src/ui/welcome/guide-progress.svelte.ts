import { keepHere, keptHere } from '#phone/kept-here.ts';

export const GUIDE_STEPS = ['microphone', 'notifications', 'install', 'test'] as const;
export type GuideStep = (typeof GUIDE_STEPS)[number];

const KEY = 'anteroom-guide';
const OVER = 'over';

/** How far this device has been set up: kept on it, so that nobody begins anew or is asked twice. */
export class GuideProgress {
	#at = $state(positionOf(keptHere(KEY)));
	/** Once over, it stays so: whoever looks at the steps again is not to be asked again. */
	#isOver = keptHere(KEY) === OVER;

	/** Undefined once all steps are behind. */
	get step(): GuideStep | undefined {
		return GUIDE_STEPS[this.#at];
	}

	/** From 1. */
	get number(): number {
		return this.#at + 1;
	}

	next(): void {
		this.#goTo(this.#at + 1);
	}

	back(): void {
		this.#goTo(Math.max(0, this.#at - 1));
	}

	again(): void {
		this.#goTo(0);
	}

	/** Is not to be offered any more; the settings still lead to it. */
	end(): void {
		this.#goTo(GUIDE_STEPS.length);
	}

	#goTo(at: number): void {
		this.#at = at;
		this.#isOver ||= at >= GUIDE_STEPS.length;
		keepHere(KEY, (!this.#isOver && GUIDE_STEPS[at]) || OVER);
	}
}

function positionOf(kept: string | undefined): number {
	if (kept === OVER) return GUIDE_STEPS.length;
	return Math.max(
		0,
		GUIDE_STEPS.findIndex((step) => step === kept)
	);
}
