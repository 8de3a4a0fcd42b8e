import { parseAddress } from './sip-address.ts';

/** Whom an address asks to call, and for which hotline. */
export interface DialLink {
	/** A number as it is dialled, or `user@domain`; undefined where the link names nobody who can be called. */
	readonly target: string | undefined;
	/** Id of the hotline in whose name the call is made. */
	readonly hotlineId: string | undefined;
}

/** A number has 15 digits (E.164) and codes around it. */
const MAX_NUMBER = 40;
const MAX_TEXT = 2_000;
const SEPARATORS = /[\s().\-/]/g;

/**
 * Reads the query of `/dial`: `number` (our own links), `link` (`tel:` RFC 3966, `sip:` RFC 3261, as
 * registered with the browser), or what another app shares (`text`, `url`, `title`). Anybody can write
 * one: nothing is taken from it but a number or a SIP address.
 */
export function readDialLink(query: URLSearchParams): DialLink {
	const hotlineId = query.get('hotline') || undefined;
	const texts = ['number', 'link', 'text', 'url', 'title'].map((name) => query.get(name) ?? '');
	for (const text of texts) {
		const target = text.length > MAX_TEXT ? undefined : targetOf(text.trim());
		if (target !== undefined) return { target, hotlineId };
	}
	return { target: undefined, hotlineId };
}

function targetOf(text: string): string | undefined {
	const link = text.replace(/^web\+(?=sips?:)/i, '');
	if (/^(tel|sips?):/i.test(link)) return targetOfUri(link);
	return dialledNumber(text) ?? sipTarget(text) ?? numberWithin(text);
}

function targetOfUri(link: string): string | undefined {
	if (/[<>]/.test(link)) return undefined;
	// In brackets the parameters are the URI's own. Some programs write `tel://…`.
	const address = parseAddress(`<${link.replace(/^(\w+:)\/\//, '$1')}>`);
	if (!address) return undefined;
	const { scheme, user, host, phoneContext = '' } = address;
	if (scheme === 'tel') {
		const number = dialledNumber(user);
		return number?.startsWith('+') ? number : number && phoneContext + number;
	}
	return sipTarget(user === '' ? host : `${user}@${host}`);
}

/** Digits, `*`, `#` and a leading `+`; undefined for anything else. */
function dialledNumber(text: string): string | undefined {
	const number = text.replace(/^(\+\d{1,3})\s*\(0\)/, '$1').replace(SEPARATORS, '');
	return /^\+?[\d*#]+$/.test(number) && number.length <= MAX_NUMBER ? number : undefined;
}

/** A user of the own PBX, or of a domain. */
function sipTarget(text: string): string | undefined {
	return /^[\w+.!~*'-]{1,64}(@[a-z\d]([a-z\d.-]{0,251}[a-z\d])?)?$/i.test(text) ? text : undefined;
}

/** The first number in a text that people have written. */
function numberWithin(text: string): string | undefined {
	const [found] = /(?<![\w+])\+?\(?\d[\d\s()./-]{3,30}\d(?!\w)/.exec(text) ?? [];
	return found === undefined ? undefined : dialledNumber(found);
}
