import type { CalledNumber } from './called-number.ts';
import type { Hotline } from './hotline.ts';
import {
	extensionToE164,
	internationalPattern,
	parsePhoneNumber,
	withoutSeparators,
	type NumberingPlan,
	type PhoneNumber
} from './phone-number.ts';

/** The hotline of a call, and by which number it was found. */
export interface HotlineMatch {
	readonly hotline: Hotline;
	readonly number: PhoneNumber;
	/** The hotline's entry that the number is, or begins with. */
	readonly entry: string;
	/** `diverting`: the client forwarded the own number to us. */
	readonly by: 'called' | 'diverting';
}

/** An entry that another hotline has had before: it never wins. */
export interface HotlineConflict {
	readonly entry: string;
	readonly hotline: Hotline;
	readonly winner: Hotline;
}

interface Claim {
	readonly hotline: Hotline;
	readonly entry: string;
}

/**
 * Finds the hotline that was called. Numbers are compared as E.164 and as extensions; a pattern ends
 * in `*`; the longest match wins, an exact number before any pattern. Each look-up costs as many steps
 * as the number has digits, however many hotlines there are.
 */
export class HotlineIndex {
	readonly #called: NumberIndex;
	readonly #diverting: NumberIndex;

	constructor(hotlines: readonly Hotline[], plan: NumberingPlan) {
		this.#called = new NumberIndex(plan);
		this.#diverting = new NumberIndex(plan);
		for (const hotline of hotlines) {
			for (const entry of hotline.numbers) {
				this.#called.enter({ hotline, entry });
				this.#diverting.enter({ hotline, entry });
			}
			for (const entry of hotline.divertingNumbers) this.#diverting.enter({ hotline, entry });
		}
	}

	/** Whose entry of a called number it is, written in whatever way; undefined where nobody has it. */
	holder(entry: string): Hotline | undefined {
		return this.#called.holder(entry);
	}

	/** Entries of called numbers that never win, because an earlier hotline has them. */
	get conflicts(): readonly HotlineConflict[] {
		return this.#called.conflicts;
	}

	/**
	 * The called number's own hotline; where it has none, that of the oldest diverting number with one;
	 * last of all the hotline for every number (`*`).
	 */
	find(called: CalledNumber): HotlineMatch | undefined {
		const own = called.number && this.#called.match(called.number);
		if (own && called.number) return { ...own, number: called.number, by: 'called' };
		for (const number of called.divertedFrom) {
			const claim = this.#diverting.match(number);
			if (claim) return { ...claim, number, by: 'diverting' };
		}
		const { every } = this.#called;
		return every && called.number && { ...every, number: called.number, by: 'called' };
	}
}

/** Which hotline claims a number. */
class NumberIndex {
	readonly conflicts: HotlineConflict[] = [];
	readonly #exact = new Map<string, Claim>();
	readonly #prefixes = new Map<string, Claim>();
	readonly #plan: NumberingPlan;

	constructor(plan: NumberingPlan) {
		this.#plan = plan;
	}

	/** The claim of every number (`*`). */
	get every(): Claim | undefined {
		return this.#prefixes.get('');
	}

	/** Where two hotlines claim the same number, the first in the administrator's order has it. */
	enter(claim: Claim): void {
		const { map, keys } = this.#place(claim.entry);
		let winner: Hotline | undefined;
		for (const key of keys) {
			const earlier = map.get(key);
			if (!earlier) map.set(key, claim);
			else if (earlier.hotline !== claim.hotline) winner ??= earlier.hotline;
		}
		if (winner) this.conflicts.push({ ...claim, winner });
	}

	holder(entry: string): Hotline | undefined {
		const { map, keys } = this.#place(entry);
		const key = keys.find((each) => map.has(each));
		return key === undefined ? undefined : map.get(key)?.hotline;
	}

	match(number: PhoneNumber): Claim | undefined {
		const forms = this.#forms(number);
		for (const form of forms) {
			const claim = this.#exact.get(form);
			if (claim) return claim;
		}
		// The E.164 form first: only there are the lengths of two patterns comparable.
		for (const form of forms) {
			for (let length = form.length; length > 0; length -= 1) {
				const claim = this.#prefixes.get(form.slice(0, length));
				if (claim) return claim;
			}
		}
		return undefined;
	}

	/** Where an entry stands, in every form that it has. */
	#place(entry: string): { map: Map<string, Claim>; keys: string[] } {
		if (!entry.endsWith('*')) {
			const number = parsePhoneNumber(entry, this.#plan);
			return { map: this.#exact, keys: number ? this.#forms(number) : [] };
		}
		const prefix = withoutSeparators(entry.slice(0, -1));
		const long = this.#longPrefix(prefix);
		return { map: this.#prefixes, keys: long === undefined ? [prefix] : [prefix, long] };
	}

	/** A pattern's E.164 form: that of its number, or that of its extension behind the main number. */
	#longPrefix(prefix: string): string | undefined {
		const international = internationalPattern(prefix, this.#plan);
		return international ?? (prefix === '' ? undefined : extensionToE164(prefix, this.#plan));
	}

	/** The number in every form that an entry can have. */
	#forms({ raw, e164, extension }: PhoneNumber): string[] {
		const long = e164 ?? (extension ? extensionToE164(extension, this.#plan) : undefined);
		return [long, extension, raw].filter((form) => form !== undefined);
	}
}
