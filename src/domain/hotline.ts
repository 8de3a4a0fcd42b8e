import * as v from 'valibot';
import type { CalledNumber } from './called-number.ts';
import { emailAddressOrNoneSchema } from './email-address.ts';
import {
	extensionToE164,
	internationalPattern,
	parsePhoneNumber,
	withoutSeparators,
	type NumberingPlan,
	type PhoneNumber
} from './phone-number.ts';

export const LOCALES = ['de', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

/** One of the numbers people dial, answered in some company's name. */
export const hotlineSchema = v.object({
	id: text(64),
	/** What the person answering calls it, e.g. `Dr. Weber, practice`. */
	name: v.pipe(text(120), v.minLength(1)),
	/** The company in whose name the call is answered. */
	company: text(200),
	/** Exact numbers, extensions, or patterns with a trailing `*`; also compared with diverting numbers. */
	numbers: v.pipe(
		v.array(v.pipe(text(40), v.regex(/^[+\d(][\d\s()/.-]*\*?$|^\*$/))),
		v.maxLength(500)
	),
	/** How to announce yourself: a Liquid template per language; empty means the account's default. */
	greeting: v.object({ de: text(4000), en: text(4000) }),
	/** Notes for whoever answers. */
	notes: text(10_000),
	/** `#rrggbb`: tells the companies apart at a glance. */
	color: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i)),
	/** Where notifications of this hotline go instead of the account's address; empty means no override. */
	notifyAddress: emailAddressOrNoneSchema
});
export type Hotline = v.InferOutput<typeof hotlineSchema>;

/** The hotline of a call, and by which number it was found. */
export interface HotlineMatch {
	readonly hotline: Hotline;
	readonly number: PhoneNumber;
	/** `diverting`: the client forwarded the own number to us. */
	readonly by: 'called' | 'diverting';
}

/**
 * Finds the hotline that was called. Numbers are compared as E.164 and as extensions; a pattern ends
 * in `*`; the longest match wins, an exact number before any pattern. Each look-up costs as many steps
 * as the number has digits, however many hotlines there are.
 */
export class HotlineIndex {
	readonly #exact = new Map<string, Hotline>();
	readonly #prefixes = new Map<string, Hotline>();
	readonly #plan: NumberingPlan;

	constructor(hotlines: readonly Hotline[], plan: NumberingPlan) {
		this.#plan = plan;
		for (const hotline of hotlines) {
			for (const entry of hotline.numbers) this.#enter(entry, hotline);
		}
	}

	/**
	 * The called number's own hotline; where it has none, that of the oldest diverting number with one;
	 * last of all the hotline for every number (`*`).
	 */
	find(called: CalledNumber): HotlineMatch | undefined {
		const own = called.number && this.#match(called.number);
		if (own && called.number) return { hotline: own, number: called.number, by: 'called' };
		for (const number of called.divertedFrom) {
			const hotline = this.#match(number);
			if (hotline) return { hotline, number, by: 'diverting' };
		}
		const every = this.#prefixes.get('');
		return every && called.number && { hotline: every, number: called.number, by: 'called' };
	}

	#enter(entry: string, hotline: Hotline): void {
		// Where two hotlines claim the same number, the first in the administrator's order has it.
		const add = (map: Map<string, Hotline>, key: string | undefined) => {
			if (key !== undefined && !map.has(key)) map.set(key, hotline);
		};
		if (entry.endsWith('*')) {
			const prefix = withoutSeparators(entry.slice(0, -1));
			add(this.#prefixes, prefix);
			add(this.#prefixes, this.#longPrefix(prefix));
			return;
		}
		const number = parsePhoneNumber(entry, this.#plan);
		if (!number) return;
		for (const key of this.#forms(number)) add(this.#exact, key);
	}

	#match(number: PhoneNumber): Hotline | undefined {
		const forms = this.#forms(number);
		for (const form of forms) {
			const hotline = this.#exact.get(form);
			if (hotline) return hotline;
		}
		// The E.164 form first: only there are the lengths of two patterns comparable.
		for (const form of forms) {
			for (let length = form.length; length > 0; length -= 1) {
				const hotline = this.#prefixes.get(form.slice(0, length));
				if (hotline) return hotline;
			}
		}
		return undefined;
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
