import * as v from 'valibot';

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
	numbers: v.pipe(v.array(v.pipe(text(40), v.regex(/^[+\d][\d\s()/.-]*\*?$|^\*$/))), v.maxLength(500)),
	/** How to announce yourself: a Liquid template per language; empty means the account's default. */
	greeting: v.object({ de: text(4000), en: text(4000) }),
	/** Notes for whoever answers. */
	notes: text(10_000),
	/** `#rrggbb`: tells the companies apart at a glance. */
	color: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i)),
	/** Where notifications of this hotline go instead of the account's address; empty means no override. */
	notifyAddress: v.union([v.literal(''), v.pipe(v.string(), v.email())])
});
export type Hotline = v.InferOutput<typeof hotlineSchema>;
