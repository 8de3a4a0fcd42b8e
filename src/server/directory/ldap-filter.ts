import type { LdapSource } from '#domain/directory-source.ts';
import { formatPhoneNumber, withoutSeparators, type NumberingPlan } from '#domain/phone-number.ts';

/** How many last digits a number must share to be looked at. */
const SUFFIX_DIGITS = 7;

/** Text within a filter: none of its characters means anything (RFC 4515 §3). */
export function escapeFilterValue(text: string): string {
	return text.replace(
		/[\\*()\0]/g,
		(char) => `\\${char.charCodeAt(0).toString(16).padStart(2, '0')}`
	);
}

/**
 * Entries with this number in a form that people write. Servers compare without spaces and hyphens
 * (RFC 4517 §4.2.31), by an index where they have one.
 */
export function numberFilter({ filter, attributes, numbering }: LdapSource, e164: string): string {
	const forms = writtenForms(e164, numbering);
	const tests = numberAttributes(attributes).flatMap((name) =>
		forms.map((form) => `(${name}=${escapeFilterValue(form)})`)
	);
	return both(filter, tests);
}

/**
 * Entries with this number's last digits, whatever stands between them: parentheses and slashes keep
 * servers from seeing that numbers are equal. Finds others too, and takes servers longer.
 */
export function looseNumberFilter({ filter, attributes }: LdapSource, e164: string): string {
	const digits = e164.slice(1).slice(-SUFFIX_DIGITS);
	const tests = numberAttributes(attributes).map((name) => `(${name}=${spread(digits)})`);
	return both(filter, tests);
}

/**
 * Entries in which all of the words (domain `searchWords`) occur. Letters that can have an accent are
 * left open, since the words have lost theirs: finds others too.
 */
export function searchFilter({ filter, attributes }: LdapSource, words: readonly string[]): string {
	const { name, company, emails } = attributes;
	const tests = words.map((word) => {
		const isNumber = /^\d{3,}$/.test(word);
		return anyOf([
			...[...name, ...company, ...emails].map((each) => `(${each}=*${openAccents(word)}*)`),
			...(isNumber ? numberAttributes(attributes) : []).map((each) => `(${each}=${spread(word)}*)`)
		]);
	});
	return `(&${filter}${tests.join('')})`;
}

/** Entries with any number at all. */
export function anyNumberFilter({ filter, attributes }: LdapSource): string {
	return both(
		filter,
		numberAttributes(attributes).map((name) => `(${name}=*)`)
	);
}

/** The attributes that hold numbers. */
export function numberAttributes({ work, mobile, home, fax }: LdapSource['attributes']): string[] {
	return [...new Set([...work, ...mobile, ...home, ...fax])];
}

function both(filter: string, tests: readonly string[]): string {
	return `(&${filter}${anyOf(tests)})`;
}

/** Without any test nothing matches: RFC 4526 §2 lets an empty "or" be false. */
function anyOf(tests: readonly string[]): string {
	return tests.length === 0 ? '(!(objectClass=*))' : `(|${tests.join('')})`;
}

function writtenForms(e164: string, plan: NumberingPlan): string[] {
	const national = withoutSeparators(formatPhoneNumber({ raw: e164, e164 }, plan));
	const forms = [e164, `00${e164.slice(1)}`, national];
	const trunk = `0${plan.areaCode.replace(/^0/, '')}`;
	if (plan.areaCode !== '' && national.startsWith(trunk)) forms.push(national.slice(trunk.length));
	const { mainNumber } = plan;
	if (mainNumber !== '' && e164.startsWith(mainNumber)) forms.push(e164.slice(mainNumber.length));
	return [...new Set(forms.filter((form) => form !== ''))];
}

/** `*1*2*3`: these digits at the end, with anything between them. */
function spread(digits: string): string {
	return [...digits].map((digit) => `*${digit}`).join('');
}

/** Letters that can have had an accent (`ss` was perhaps ß): all, or the most frequent. */
const ACCENTED = [/[aceinosuyz]+/g, /(?:[aeiouy]|ss)+/g, /[aeiouy]+/g];

/** A word of which hardly a letter would remain is opened less: almost everything would match. */
function openAccents(word: string): string {
	const opened = ACCENTED.map((letters) => word.replace(letters, '*')).find(
		(each) => /^\p{L}+$/u.test(word) && each.replaceAll('*', '').length >= 2
	);
	return opened?.replace(/^\*|\*$/g, '') ?? escapeFilterValue(word);
}
