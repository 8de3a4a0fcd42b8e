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

/** Tunes that tell hotlines apart by ear. */
export const RING_TONES = ['standard', 'bright', 'low', 'double'] as const;
export type RingTone = (typeof RING_TONES)[number];

/** The version of the stored shape; `storedHotlineSchema` brings older ones up to it. */
const HOTLINE_VERSION = 2;

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

/** Exact numbers, extensions, or patterns with a trailing `*`. */
const entrySchema = v.pipe(text(40), v.regex(/^[+\d(][\d\s()/.-]*\*?$|^\*$/));
const numbersSchema = v.pipe(v.array(entrySchema), v.maxLength(500));

/** True for what can stand in a hotline's numbers. */
export function isHotlineEntry(entry: string): boolean {
	return v.is(entrySchema, entry);
}

/** Liquid templates, one for each part of the day; an empty part means `always`, which may be empty too. */
const greetingsSchema = v.object({
	always: text(4000),
	morning: text(4000),
	day: text(4000),
	evening: text(4000)
});

/** One of the numbers people dial, answered in some company's name. */
export const hotlineSchema = v.object({
	version: v.literal(HOTLINE_VERSION),
	id: v.pipe(text(64), v.minLength(1)),
	/** What the person answering calls it, e.g. `Dr. Weber, practice`. */
	name: v.pipe(text(120), v.minLength(1)),
	/** The company in whose name the call is answered. */
	company: text(200),
	/** Whom the callers want at that company, and how to reach them: the "called contact". */
	contact: v.object({ name: text(200), number: text(64), email: emailAddressOrNoneSchema }),
	/** Also compared with diverting numbers. */
	numbers: numbersSchema,
	/** Numbers that the company forwards here: compared with diverting numbers alone. */
	divertingNumbers: numbersSchema,
	/** How to announce yourself; empty means the account's default. */
	greeting: v.object({ de: greetingsSchema, en: greetingsSchema }),
	/** Notes for whoever answers: opening hours, do's and don'ts, whom to put through. */
	notes: text(10_000),
	/** `#rrggbb`: tells the companies apart at a glance. */
	color: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i)),
	/** SHA-256 of a picture that the server keeps, or empty. */
	logo: v.pipe(v.string(), v.regex(/^([0-9a-f]{64})?$/)),
	ringTone: v.picklist(RING_TONES),
	/** Where notifications of this hotline go instead of the account's address; empty means no override. */
	notifyAddress: emailAddressOrNoneSchema,
	/** Where its text messages go, E.164; empty means no override. */
	notifyNumber: v.pipe(v.string(), v.regex(/^(\+\d{3,15})?$/)),
	/** In which language; empty means the account's. */
	notifyLocale: v.picklist(['', ...LOCALES]),
	/** Ids of the accounts that may answer in this name; none means all. */
	answeredBy: v.pipe(v.array(text(64)), v.maxLength(500))
});
export type Hotline = v.InferOutput<typeof hotlineSchema>;

/** One greeting for all of the day. */
export function greetings(always = ''): Hotline['greeting'][Locale] {
	return { always, morning: '', day: '', evening: '' };
}

/** Whether an account may answer in this name: where nobody is named, everybody may. */
export function mayAnswer({ answeredBy }: Pick<Hotline, 'answeredBy'>, accountId: string): boolean {
	return answeredBy.length === 0 || answeredBy.includes(accountId);
}

/** What a new hotline starts with. */
export function emptyHotline(id: string): Hotline {
	return {
		version: HOTLINE_VERSION,
		id,
		name: '',
		company: '',
		contact: { name: '', number: '', email: '' },
		numbers: [],
		divertingNumbers: [],
		greeting: { de: greetings(), en: greetings() },
		notes: '',
		color: '#1d4ed8',
		logo: '',
		ringTone: 'standard',
		notifyAddress: '',
		notifyNumber: '',
		notifyLocale: '',
		answeredBy: []
	};
}

const firstGreetingSchema = v.object({ de: v.string(), en: v.string() });

/** The first version had one greeting for each language, and fewer fields. */
function migrateHotline(stored: unknown): unknown {
	if (typeof stored !== 'object' || stored === null || 'version' in stored) return stored;
	const old = v.safeParse(v.object({ greeting: firstGreetingSchema }), stored);
	if (!old.success) return stored;
	const { de, en } = old.output.greeting;
	const greeting = { de: greetings(de), en: greetings(en) };
	return { ...emptyHotline(''), ...stored, greeting };
}

/** A hotline as any version stored it, brought up to this one. */
export const storedHotlineSchema = v.pipe(v.unknown(), v.transform(migrateHotline), hotlineSchema);

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
