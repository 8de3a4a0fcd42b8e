import * as v from 'valibot';

/** RFC 5321 §4.5.3.1, octets of UTF-8. */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;
const MAX_LABEL = 63;

/** No blanks, no control or direction characters, nothing that separates or wraps addresses in a header. */
const LOCAL_PART = /^[^\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Co}"(),:;<>@[\\\].]+$/u;
const LABEL = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

/**
 * True for one bare e-mail address (RFC 5321 §4.1.2 `Dot-string@Domain`), also with letters beyond ASCII
 * on both sides (RFC 6531 §3.3). Quoted local parts and address literals are not taken: they are the
 * forms in which a second address or a header could hide, and nobody has one.
 */
export function isEmailAddress(text: string): boolean {
	const [local = '', domain = '', ...more] = text.split('@');
	if (more.length > 0 || octets(local) > MAX_LOCAL || octets(text) > MAX_ADDRESS) return false;
	return (
		local.split('.').every((atom) => LOCAL_PART.test(atom)) &&
		domain.split('.').every((label) => octets(label) <= MAX_LABEL && LABEL.test(label))
	);
}

/** One bare address; what is left out is nobody to write to. */
export const emailAddressSchema = v.pipe(v.string(), v.check(isEmailAddress, 'email-address'));

/** One bare address, or none. */
export const emailAddressOrNoneSchema = v.union([v.literal(''), emailAddressSchema]);

/** The length as UTF-8. */
function octets(text: string): number {
	let length = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	}
	return length;
}
