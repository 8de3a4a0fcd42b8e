/** An address of a SIP header field (RFC 3261 §20.10 name-addr or addr-spec; RFC 3966 for `tel:`). */
export interface SipAddress {
	/** Cleaned of control and direction characters, bounded; undefined where there is none. */
	readonly displayName?: string;
	readonly scheme: 'sip' | 'sips' | 'tel';
	/** User part, unescaped, without its own parameters; empty where the URI has none. */
	readonly user: string;
	/** Lower case; for `tel:` the phone-context where it is a domain, else empty. */
	readonly host: string;
	/** A `tel:` phone-context that is a global number prefix, e.g. `+49`. */
	readonly phoneContext?: string;
	/** Parameters of the header field, names in lower case. */
	readonly parameters: ReadonlyMap<string, string>;
	/** Header fields inside the URI (`?Reason=…`), names in lower case, values unescaped. */
	readonly uriHeaders: ReadonlyMap<string, string>;
}

/** As long as a SIP message over UDP can be: a huge display name must not hide the address behind it. */
const MAX_FIELD = 65_535;
const MAX_VALUES = 50;
const MAX_DISPLAY_NAME = 256;
const MAX_USER = 256;
/** RFC 1035 §2.3.4. */
const MAX_HOST = 255;

/** Reads all addresses of a field's values, top-most first; malformed ones are left out. */
export function parseAddresses(values: readonly string[]): SipAddress[] {
	return values
		.filter((value) => value.length <= MAX_FIELD)
		.flatMap((value) => splitOutsideQuotes(value, ','))
		.slice(0, MAX_VALUES)
		.flatMap((value) => parseAddress(value) ?? []);
}

/** Reads one address; undefined where it is malformed or of another scheme. */
export function parseAddress(value: string): SipAddress | undefined {
	const text = value.trim();
	const bracket = indexOutsideQuotes(text, '<');
	if (bracket < 0) {
		// Without brackets all parameters belong to the field, not to the URI (RFC 3261 §20).
		const [uri = '', ...parameters] = text.split(';');
		return parseUri(uri, undefined, parameters);
	}
	const close = text.indexOf('>', bracket);
	if (close < 0) return undefined;
	const name = cleanDisplayName(text.slice(0, bracket));
	const rest = text.slice(close + 1);
	const semicolon = rest.indexOf(';');
	const parameters = semicolon < 0 ? [] : splitOutsideQuotes(rest.slice(semicolon), ';');
	return parseUri(text.slice(bracket + 1, close), name, parameters);
}

/** Splits at a separator that stands neither in quotes nor in angle brackets. */
export function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
	const parts: string[] = [];
	let start = 0;
	let depth = 0;
	scanOutsideQuotes(text, (char, at) => {
		if (char === '<') depth += 1;
		else if (char === '>') depth = Math.max(0, depth - 1);
		else if (char === separator && depth === 0) {
			parts.push(text.slice(start, at));
			start = at + 1;
		}
	});
	parts.push(text.slice(start));
	return parts.filter((part) => part.trim() !== '');
}

/** Text from the network that people will read: no control, line or direction characters, bounded. */
export function cleanText(text: string, limit: number): string {
	return text
		.replace(/[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, limit)
		.toWellFormed()
		.trim();
}

function cleanDisplayName(text: string): string | undefined {
	const trimmed = text.trim();
	const unquoted = /^".*"$/s.test(trimmed)
		? trimmed.slice(1, -1).replace(/\\(.)/gs, '$1')
		: trimmed;
	return cleanText(unquoted, MAX_DISPLAY_NAME) || undefined;
}

function parseUri(
	uri: string,
	displayName: string | undefined,
	fieldParameters: readonly string[]
): SipAddress | undefined {
	const match = /^\s*(sips?|tel):(.*)$/is.exec(uri);
	if (!match) return undefined;
	const scheme = match[1]?.toLowerCase() as SipAddress['scheme'];
	const rest = (match[2] ?? '').trim();
	const question = rest.indexOf('?');
	const body = question < 0 ? rest : rest.slice(0, question);
	const shared = {
		...(displayName && { displayName }),
		scheme,
		parameters: parseParameters(fieldParameters),
		uriHeaders: question < 0 ? new Map<string, string>() : parseUriHeaders(rest.slice(question + 1))
	};
	if (scheme === 'tel') {
		const [number = '', ...parameters] = body.split(';');
		const context = parseParameters(parameters).get('phone-context') ?? '';
		return {
			...shared,
			user: unescape(number).slice(0, MAX_USER),
			host: context.startsWith('+') ? '' : context.toLowerCase().slice(0, MAX_HOST),
			...(context.startsWith('+') && { phoneContext: context })
		};
	}
	const at = body.lastIndexOf('@');
	// Parameters of the user part (`;phone-context=…`) and a password are of no use here.
	const [user = '', ...userParameters] = at < 0 ? [''] : body.slice(0, at).split(/[;:]/);
	const context = parseParameters(userParameters).get('phone-context') ?? '';
	const host = (body.slice(at + 1).split(';')[0] ?? '').toLowerCase().replace(/:\d+$/, '');
	if (host.length > MAX_HOST || !/^[a-z0-9.\-_]+$|^\[[0-9a-f:.]+\]$/.test(host)) return undefined;
	return {
		...shared,
		user: unescape(user).slice(0, MAX_USER),
		host,
		...(context.startsWith('+') && { phoneContext: context })
	};
}

function parseParameters(parameters: readonly string[]): Map<string, string> {
	const parsed = new Map<string, string>();
	for (const parameter of parameters) {
		const [name = '', ...value] = parameter.split('=');
		const key = name.trim().toLowerCase();
		if (key !== '' && !parsed.has(key)) {
			parsed.set(
				key,
				value
					.join('=')
					.trim()
					.replace(/^"(.*)"$/s, '$1')
			);
		}
	}
	return parsed;
}

function parseUriHeaders(text: string): Map<string, string> {
	return new Map(
		text.split('&').map((header) => {
			const [name = '', ...value] = header.split('=');
			return [unescape(name).toLowerCase(), unescape(value.join('='))] as const;
		})
	);
}

function unescape(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text; // a stray percent sign: what was sent is the best there is
	}
}

function indexOutsideQuotes(text: string, wanted: string): number {
	let found = -1;
	scanOutsideQuotes(text, (char, at) => {
		if (found < 0 && char === wanted) found = at;
	});
	return found;
}

function scanOutsideQuotes(text: string, visit: (char: string, at: number) => void): void {
	let quoted = false;
	for (let at = 0; at < text.length; at += 1) {
		const char = text.charAt(at);
		if (quoted && char === '\\') at += 1;
		else if (char === '"') quoted = !quoted;
		else if (!quoted) visit(char, at);
	}
}
