import { splitOutsideQuotes, type SipAddress } from '#domain/sip-address.ts';

export interface HeaderField {
	readonly name: string;
	readonly value: string;
}

export interface SipRequest {
	readonly kind: 'request';
	readonly method: string;
	readonly uri: string;
	readonly headers: HeaderFields;
	readonly body: Buffer;
}

export interface SipResponse {
	readonly kind: 'response';
	readonly status: number;
	readonly reason: string;
	readonly headers: HeaderFields;
	readonly body: Buffer;
}

/** What routing needs of every message, read once when it comes in (RFC 3261 §8.1.1). */
export interface Essentials {
	/** The top-most Via; `sentBy` with port, as written. */
	readonly via: { readonly sentBy: string; readonly branch: string };
	readonly callId: string;
	readonly cseq: { readonly number: number; readonly method: string };
	readonly from: SipAddress;
	readonly to: SipAddress;
	readonly fromTag: string;
	/** Undefined outside of a dialog. */
	readonly toTag: string | undefined;
}

export type IncomingRequest = SipRequest & Essentials;
export type IncomingResponse = SipResponse & Essentials;

/** RFC 3261 §7.3.3 and the registry: fields that may be written with one letter. */
const COMPACT: ReadonlyMap<string, string> = new Map([
	['a', 'accept-contact'],
	['b', 'referred-by'],
	['c', 'content-type'],
	['d', 'request-disposition'],
	['e', 'content-encoding'],
	['f', 'from'],
	['i', 'call-id'],
	['j', 'reject-contact'],
	['k', 'supported'],
	['l', 'content-length'],
	['m', 'contact'],
	['o', 'event'],
	['r', 'refer-to'],
	['s', 'subject'],
	['t', 'to'],
	['u', 'allow-events'],
	['v', 'via'],
	['x', 'session-expires']
]);

/** The header fields of one message in their order. Those nobody touches leave as they came. */
export class HeaderFields {
	#fields: HeaderField[];

	constructor(fields: readonly HeaderField[] = []) {
		this.#fields = [...fields];
	}

	[Symbol.iterator](): IterableIterator<HeaderField> {
		return this.#fields[Symbol.iterator]();
	}

	copy(): HeaderFields {
		return new HeaderFields(this.#fields);
	}

	/** The first field of that name, in any case or compact form. */
	first(name: string): string | undefined {
		return this.#fields.find((field) => isNamed(field, name))?.value;
	}

	/** All fields of that name, each as it stood on the wire. */
	all(name: string): string[] {
		return this.#fields.filter((field) => isNamed(field, name)).map(({ value }) => value);
	}

	/** The values of a comma-separated field (Via, Route, Contact …), top-most first. */
	values(name: string): string[] {
		return this.all(name)
			.flatMap((value) => splitOutsideQuotes(value, ','))
			.map((value) => value.trim());
	}

	append(name: string, value: string): void {
		this.#fields.push({ name, value });
	}

	prepend(name: string, value: string): void {
		this.#fields.unshift({ name, value });
	}

	/** Puts one field in place of all of that name. */
	set(name: string, value: string): void {
		const at = this.#fields.findIndex((field) => isNamed(field, name));
		if (at < 0) return this.append(name, value);
		const before = this.#fields.slice(0, at);
		const after = this.#fields.slice(at + 1).filter((field) => !isNamed(field, name));
		this.#fields = [...before, { name, value }, ...after];
	}

	remove(...names: readonly string[]): void {
		this.#fields = this.#fields.filter((field) => !names.some((name) => isNamed(field, name)));
	}

	/** Takes away the top-most value of a comma-separated field, e.g. our own Via. */
	removeTop(name: string): void {
		const at = this.#fields.findIndex((field) => isNamed(field, name));
		const field = this.#fields[at];
		if (field === undefined) return;
		const [, ...rest] = splitOutsideQuotes(field.value, ',');
		if (rest.length === 0) this.#fields.splice(at, 1);
		else this.#fields[at] = { name: field.name, value: rest.join(',').trim() };
	}
}

/** The wire form (RFC 3261 §7), with a Content-Length that is true. */
export function serialise(message: SipRequest | SipResponse): Buffer {
	const start =
		message.kind === 'request'
			? `${message.method} ${message.uri} SIP/2.0`
			: `SIP/2.0 ${message.status} ${message.reason}`;
	const headers = message.headers.copy();
	headers.set('Content-Length', String(message.body.length));
	const lines = [...headers].map(({ name, value }) => `${name}: ${value}`);
	return Buffer.concat([Buffer.from(`${[start, ...lines].join('\r\n')}\r\n\r\n`), message.body]);
}

/** The URI of a name-addr or addr-spec as it is written, without the field's parameters. */
export function addressUri(value: string): string | undefined {
	const bracketed = /^(?:[^<"]|"(?:[^"\\]|\\.)*")*<([^<>]*)>/.exec(value)?.[1];
	const uri = (bracketed ?? value.split(';', 1)[0] ?? '').trim();
	return isUri(uri) ? uri : undefined;
}

/** Enough of a URI that it cannot break out of a request line or of angle brackets. */
export function isUri(text: string): boolean {
	return /^[a-z][a-z0-9+.-]*:[^\s<>"]+$/i.test(text);
}

function isNamed(field: HeaderField, name: string): boolean {
	return canonical(field.name) === canonical(name);
}

function canonical(name: string): string {
	const lower = name.toLowerCase();
	return COMPACT.get(lower) ?? lower;
}
