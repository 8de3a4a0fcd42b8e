import {
	getCountryCallingCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
	type CountryCode
} from 'libphonenumber-js/min';

/** Where an account stands in the numbering plan: decides how national and local digits become E.164. */
export interface NumberingPlan {
	/** ISO 3166-1 alpha-2, e.g. `DE`. */
	readonly country: string;
	/** Area code without its trunk prefix, e.g. `711`; empty where the country has none. */
	readonly areaCode: string;
	/** The main number in E.164 to which extensions are appended, e.g. `+49711123`; empty where there is none. */
	readonly mainNumber: string;
	/** A number with at most this many digits is an extension. */
	readonly maxExtensionDigits: number;
}

/** A number as the field sees it. `raw` is kept because lists and patterns also compare "as dialled". */
export interface PhoneNumber {
	/** As dialled: visual separators removed, `+`, digits, `*` and `#` kept. */
	readonly raw: string;
	/** E.164 with the leading `+`; undefined for an extension or for what the plan cannot complete. */
	readonly e164?: string;
	/** Set where the number is an extension of the own PBX. */
	readonly extension?: string;
}

/** Longer text is no number: E.164 has 15 digits, the rest is room for separators and prefixes. */
const MAX_TEXT = 64;
const VISUAL_SEPARATORS = /[\s().\-/\u00a0\u2010-\u2015\u2212\u202f]/g;
/** How many last digits must be equal for an uncertain match. */
const SUFFIX_DIGITS = 7;

/**
 * Reads a number as dialled or as written by people: `+49…`, `0049…`, `(0711)…`, local digits, an
 * extension. Returns undefined for text that is no number at all.
 */
export function parsePhoneNumber(text: string, plan: NumberingPlan): PhoneNumber | undefined {
	if (text.length > MAX_TEXT) return undefined;
	const raw = withoutSeparators(text);
	if (!/^\+?[\d*#]+$/.test(raw) || !/\d/.test(raw)) return undefined;
	if (/[*#]/.test(raw)) return { raw };
	if (/^[1-9]/.test(raw) && raw.length <= plan.maxExtensionDigits) return { raw, extension: raw };
	const e164 = toE164(raw, plan);
	const extension = e164 === undefined ? undefined : extensionOf(e164, plan);
	return { raw, ...(e164 && { e164 }), ...(extension && { extension }) };
}

/** A number, or the digits of a pattern, without what people write only for their eyes. */
export function withoutSeparators(text: string): string {
	return (
		text
			.trim()
			// `+49 (0) 711`: the bracketed trunk prefix is only for people who dial nationally.
			.replace(/^((?:\+|00)\d{1,3})\s*\(0\)/, '$1')
			.replace(VISUAL_SEPARATORS, '')
	);
}

/** True where both are certainly the same: equal E.164, or equal extensions of the own PBX. */
export function sameNumber(a: PhoneNumber, b: PhoneNumber): boolean {
	if (a.e164 !== undefined && b.e164 !== undefined) return a.e164 === b.e164;
	if (a.extension !== undefined && b.extension !== undefined) return a.extension === b.extension;
	return a.e164 === undefined && b.e164 === undefined && a.raw === b.raw;
}

/** True where the last digits agree: an *uncertain* match, to be shown as such and never acted on. */
export function sameLastDigits(a: PhoneNumber, b: PhoneNumber): boolean {
	const [left, right] = [a, b].map(({ e164, raw }) => (e164 ?? raw).replace(/\D/g, ''));
	if (!left || !right) return false;
	const length = Math.min(left.length, right.length);
	return length >= SUFFIX_DIGITS && left.slice(-SUFFIX_DIGITS) === right.slice(-SUFFIX_DIGITS);
}

/** As people write it: an extension bare, an own-country number nationally, others internationally. */
export function formatPhoneNumber(number: PhoneNumber, plan: NumberingPlan): string {
	if (number.e164 === undefined) return number.raw;
	const parsed = parsePhoneNumberFromString(number.e164);
	if (!parsed) return number.e164;
	return parsed.country === plan.country ? parsed.formatNational() : parsed.formatInternational();
}

/**
 * The target of a telephony link: `prefix` and the number; `tel:` carries `+digits` (RFC 3966 §5.1.4).
 * undefined where no prefix is set.
 */
export function telephonyLink(number: PhoneNumber, prefix: string): string | undefined {
	if (prefix === '') return undefined;
	// `#` would begin a fragment.
	return prefix + (number.e164 ?? number.raw).replaceAll('#', '%23');
}

/** E.164 of an extension, where the plan has a main number. */
export function extensionToE164(extension: string, plan: NumberingPlan): string | undefined {
	return plan.mainNumber === '' ? undefined : plan.mainNumber + extension;
}

/** The list entry that the number (or SIP user) matches: exact, or with `*` and `?`; undefined for none. */
export function matchesNumberList(
	caller: { readonly number?: PhoneNumber; readonly user?: string },
	patterns: readonly string[],
	plan: NumberingPlan
): string | undefined {
	return patterns.find((pattern) => matchesPattern(caller, pattern, plan));
}

function matchesPattern(
	{ number, user }: { readonly number?: PhoneNumber; readonly user?: string },
	pattern: string,
	plan: NumberingPlan
): boolean {
	if (user !== undefined && matchesWildcards(user.toLowerCase(), pattern.trim().toLowerCase())) {
		return true;
	}
	if (!number) return false;
	const isExact = !/[*?]/.test(pattern);
	if (isExact && !mayBeSame(pattern, number)) return false;
	const wanted = withoutSeparators(pattern);
	if (isExact) {
		const exact = parsePhoneNumber(wanted, plan);
		return exact !== undefined && (sameNumber(exact, number) || exact.raw === number.raw);
	}
	const forms = [number.raw, number.extension, number.e164, number.e164?.replace('+', '00')];
	if (forms.some((form) => form !== undefined && matchesWildcards(form, wanted))) return true;
	// A national pattern (`0711*`) means the same numbers as its international form (`+49711*`).
	const international = internationalPattern(wanted, plan);
	return (
		number.e164 !== undefined &&
		international !== undefined &&
		matchesWildcards(number.e164, international)
	);
}

/**
 * False where the last two digits tell that a list's entry cannot be this number: whatever prefix is
 * put before the entry or taken from it, its end stays. Reading each entry of a list in full for every
 * call would be most of a decision's work.
 */
function mayBeSame(entry: string, { raw, e164, extension }: PhoneNumber): boolean {
	// A bracketed trunk prefix is taken from the middle: what is left of a short number ends otherwise.
	if (entry.includes('(0)')) return true;
	const end = lastDigits(entry);
	return [raw, e164, extension].some((form) => {
		if (form === undefined) return false;
		const other = lastDigits(form);
		return other.endsWith(end) || end.endsWith(other);
	});
}

function lastDigits(text: string): string {
	let end = '';
	for (let at = text.length - 1; at >= 0 && end.length < 2; at -= 1) {
		const character = text.charAt(at);
		if (character >= '0' && character <= '9') end = character + end;
	}
	return end;
}

/**
 * The E.164 form of a pattern's leading digits, completed as those of a number are; undefined where
 * they do not say where they belong, or belong to an extension.
 */
export function internationalPattern(pattern: string, plan: NumberingPlan): string | undefined {
	if (pattern.startsWith('+')) return pattern;
	if (pattern.startsWith('00')) return `+${pattern.slice(2)}`;
	const code = callingCode(plan);
	if (code === undefined) return undefined;
	if (pattern.startsWith('0')) {
		return `+${code}${keepsTrunkZero(plan, code) ? '0' : ''}${pattern.slice(1)}`;
	}
	const digits = /^\d*/.exec(pattern)?.[0] ?? '';
	if (digits.length <= plan.maxExtensionDigits) return undefined;
	return plan.areaCode === ''
		? `+${code}${pattern}`
		: `+${code}${areaDigits(plan, code)}${pattern}`;
}

/**
 * Compares with `*` (any text) and `?` (any one character). Only the last `*` is ever tried again, so
 * that no pattern takes more steps than the two lengths multiplied; a regular expression would.
 */
function matchesWildcards(text: string, pattern: string): boolean {
	let at = 0;
	let wanted = 0;
	let star = -1;
	let starAt = 0;
	while (at < text.length) {
		const token = pattern.charAt(wanted);
		if (token === '*') {
			star = wanted;
			starAt = at;
			wanted += 1;
		} else if (token !== '' && (token === '?' || token === text.charAt(at))) {
			at += 1;
			wanted += 1;
		} else if (star >= 0) {
			starAt += 1;
			at = starAt;
			wanted = star + 1;
		} else {
			return false;
		}
	}
	return /^\**$/.test(pattern.slice(wanted));
}

/**
 * International numbers of countries whose only trunk prefix is 0: without one, the metadata changes nothing
 * about them. To ask it all the same for each entry of a long list takes seconds.
 */
const UNCHANGED_BY_METADATA = /^\+(?:3[123]|4[134569])[1-9]\d*$/;

function toE164(raw: string, plan: NumberingPlan): string | undefined {
	const e164 = completed(raw, plan);
	// The metadata allows a country's longest numbers to be longer than E.164 does.
	return e164 !== undefined && /^\+[1-9]\d{2,14}$/.test(e164) ? e164 : undefined;
}

function completed(raw: string, plan: NumberingPlan): string | undefined {
	const country: CountryCode | undefined = isSupportedCountry(plan.country)
		? plan.country
		: undefined;
	const international = raw.startsWith('00') ? `+${raw.slice(2)}` : raw;
	if (international.startsWith('+')) {
		if (UNCHANGED_BY_METADATA.test(international)) return international;
		// Some numbers (new ranges, short special services) are unknown to the metadata: digits still compare.
		return parsePhoneNumberFromString(international, country)?.number ?? international;
	}
	// A country without trunk prefix, or a number dialled with it.
	if (raw.startsWith('0') || plan.areaCode === '') {
		const parsed = parsePhoneNumberFromString(raw, country);
		return parsed?.isPossible() ? parsed.number : undefined;
	}
	// Digits without prefix are local where an area code is set.
	const code = callingCode(plan);
	return code && `+${code}${areaDigits(plan, code)}${raw}`;
}

/** The area code as it stands in E.164, whether or not it was entered with its trunk prefix. */
function areaDigits(plan: NumberingPlan, code: string): string {
	return keepsTrunkZero(plan, code) ? plan.areaCode : plan.areaCode.replace(/^0/, '');
}

/** By country: asking the metadata for every entry of a long list would be felt. */
const trunkZeroKept = new Map<string, boolean>();

/** In some countries (Italy) the leading 0 is part of the number and stays in E.164. */
function keepsTrunkZero({ country }: NumberingPlan, code: string): boolean {
	const known = trunkZeroKept.get(country);
	if (known !== undefined) return known;
	const sample = isSupportedCountry(country)
		? parsePhoneNumberFromString('0212345678', country)
		: undefined;
	const kept = sample?.isPossible() === true && sample.number.startsWith(`+${code}0`);
	trunkZeroKept.set(country, kept);
	return kept;
}

function extensionOf(
	e164: string,
	{ mainNumber, maxExtensionDigits }: NumberingPlan
): string | undefined {
	if (mainNumber === '' || !e164.startsWith(mainNumber)) return undefined;
	const rest = e164.slice(mainNumber.length);
	return rest.length > 0 && rest.length <= maxExtensionDigits ? rest : undefined;
}

function callingCode({ country }: NumberingPlan): string | undefined {
	return isSupportedCountry(country) ? getCountryCallingCode(country) : undefined;
}
