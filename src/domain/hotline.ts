import * as v from 'valibot';
import { emailAddressOrNoneSchema } from './email-address.ts';

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
