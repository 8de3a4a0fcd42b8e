import {
	davRequest,
	fetchHomeUrl,
	fetchPrincipalUrl,
	propfind,
	serviceDiscovery,
	syncCollection,
	type DAVResponse
} from 'tsdav';
import type { CardDavSource } from '#domain/directory-source.ts';

export interface AddressBook {
	readonly url: string;
	readonly name: string;
}

/** What has changed in an address book since a token (RFC 6578). Addresses are absolute. */
export interface BookChanges {
	readonly changed: readonly string[];
	readonly deleted: readonly string[];
	/** From where to ask the next time. */
	readonly token: string;
	/** The server has more to say from `token` on (RFC 6578 §3.6). */
	readonly more: boolean;
}

export type CardDavLogin = Pick<CardDavSource, 'url' | 'user'> & { readonly password: string };

/** The server does not know a token any more: everything is to be asked for again. */
export class TokenRefused extends Error {}

/** An answer is read whole; this many bytes are some hundred cards with photos. */
const MAX_BYTES = 64 * 1024 * 1024;
const LIMIT_MS = 60_000;
const MULTI_STATUS = 207;
/** RFC 6578 §3.6: the list is cut off here. */
const INSUFFICIENT_STORAGE = 507;
const HTML = /<[^>]*>/g;

/** Asks one CardDAV server (RFC 6352). Everything throws in the server's words where it refuses. */
export class CardDavClient {
	readonly #login: CardDavLogin;
	readonly #shared: { headers: Record<string, string>; fetch: typeof fetch };

	/** `closing` ends what is under way. */
	constructor(login: CardDavLogin, closing: AbortSignal) {
		this.#login = login;
		const credentials = Buffer.from(`${login.user}:${login.password}`).toString('base64');
		this.#shared = {
			headers: { authorization: `Basic ${credentials}` },
			fetch: boundedFetch(new URL(login.url).origin, closing)
		};
	}

	/** The address book at the configured address, or those of the person who signs in (RFC 6764 §6). */
	async addressBooks(): Promise<AddressBook[]> {
		const { url } = this.#login;
		const [here] = await this.#list(url, '0');
		if (here) return [here];
		const account = { accountType: 'carddav' as const, serverUrl: url };
		const rootUrl = await this.#rootUrl(url);
		const principalUrl = await fetchPrincipalUrl({
			...this.#shared,
			account: { ...account, rootUrl }
		});
		const home = await fetchHomeUrl({
			...this.#shared,
			account: { ...account, rootUrl, principalUrl }
		});
		const books = await this.#list(home, '1');
		if (books.length === 0) throw new Error('the server shows no address book');
		return books;
	}

	/** @throws TokenRefused */
	async changes(book: string, token: string): Promise<BookChanges> {
		const answers = await syncCollection({
			...this.#shared,
			url: book,
			props: { 'd:getetag': {} },
			syncLevel: 1,
			syncToken: token
		});
		const [first] = answers;
		if (first && first.raw?.multistatus === undefined) {
			if (token !== '' && isTokenRefused(first)) throw new TokenRefused(describe(first));
			throw new Error(describe(first));
		}
		const next = String(first?.raw.multistatus.syncToken ?? '');
		const entries = answers.flatMap(({ href, status }) =>
			typeof href === 'string' ? [{ url: new URL(href, book).href, status }] : []
		);
		const members = entries.filter(({ url }) => !sameCollection(url, book));
		return {
			changed: members.filter(({ status }) => status < 300).map(({ url }) => url),
			deleted: members.filter(({ status }) => status === 404).map(({ url }) => url),
			token: next,
			more: entries.some(({ status }) => status === INSUFFICIENT_STORAGE) && next !== token
		};
	}

	/** The cards at these addresses; those that the server does not give are left out. */
	async cards(book: string, urls: readonly string[]): Promise<Map<string, string>> {
		const answers = await davRequest({
			...this.#shared,
			url: book,
			init: {
				method: 'REPORT',
				namespace: 'card',
				headers: { ...this.#shared.headers, depth: '1' },
				body: {
					'addressbook-multiget': {
						_attributes: { 'xmlns:d': 'DAV:', 'xmlns:card': 'urn:ietf:params:xml:ns:carddav' },
						'd:prop': { 'd:getetag': {}, 'card:address-data': {} },
						'd:href': urls.map((url) => new URL(url).pathname)
					}
				}
			}
		});
		const [first] = answers;
		if (first && first.raw?.multistatus === undefined) throw new Error(describe(first));
		return new Map(
			answers.flatMap(({ href, props }) => {
				const data: unknown = props?.addressData?._cdata ?? props?.addressData;
				if (typeof href !== 'string' || typeof data !== 'string') return [];
				return [[new URL(href, book).href, data] as const];
			})
		);
	}

	async #list(url: string, depth: '0' | '1'): Promise<AddressBook[]> {
		const answers = await propfind({
			...this.#shared,
			url,
			depth,
			props: { 'd:resourcetype': {}, 'd:displayname': {} }
		});
		const [first] = answers;
		// Where nothing is, or nothing may be asked, a search may still find the books; a wrong password ends it.
		if (first?.status === 401 || first?.status === 403) throw new Error(describe(first));
		return answers.flatMap(({ href, props, ok }) => {
			const types = Object.keys(props?.resourcetype ?? {});
			if (!ok || typeof href !== 'string' || !types.includes('addressbook')) return [];
			const at = new URL(href, url).href;
			const named: unknown = props?.displayname?._cdata ?? props?.displayname;
			return [{ url: at, name: typeof named === 'string' ? named : lastSegment(at) }];
		});
	}

	async #rootUrl(url: string): Promise<string> {
		const hasPrincipal = await propfind({
			...this.#shared,
			url,
			depth: '0',
			props: { 'd:current-user-principal': {} }
		});
		if (hasPrincipal[0]?.props?.currentUserPrincipal?.href) return url;
		return serviceDiscovery({
			...this.#shared,
			account: { accountType: 'carddav', serverUrl: url }
		});
	}
}

/** The file's name in an address, as people write it. */
export function lastSegment(url: string): string {
	const segment = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? url;
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

/**
 * Answers of a bounded length and within a time limit, and from nowhere else than the configured
 * server: what it says in an answer must not send the password, or us, to another.
 */
function boundedFetch(origin: string, closing: AbortSignal): typeof fetch {
	return async (input, init) => {
		const url = new URL(input instanceof Request ? input.url : input);
		if (url.origin !== origin) throw new Error(`the server sends us to another one: ${url.origin}`);
		const signal = AbortSignal.any([closing, AbortSignal.timeout(LIMIT_MS)]);
		const answer = await fetch(url, { redirect: 'manual', ...init, signal }).catch(throwCause);
		const location = answer.headers.get('location');
		if (init?.redirect !== 'manual' && answer.status >= 300 && location !== null) {
			return boundedFetch(origin, closing)(new URL(location, url), { ...init, redirect: 'manual' });
		}
		const body = await readBounded(answer);
		const { status, statusText, headers } = answer;
		const copy = new Response(status === 204 || status === 304 ? null : body, {
			...{ status, statusText, headers }
		});
		Object.defineProperty(copy, 'url', { value: url.href });
		return copy;
	};
}

/** "fetch failed" says nothing; its cause does. */
function throwCause(error: unknown): never {
	if (error instanceof Error && error.cause instanceof Error) {
		const { message } = error.cause;
		throw new Error(
			message || String((error.cause as NodeJS.ErrnoException).code ?? error.message)
		);
	}
	throw error;
}

async function readBounded(answer: Response): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	let bytes = 0;
	for await (const chunk of answer.body ?? []) {
		bytes += chunk.byteLength;
		if (bytes > MAX_BYTES) throw new Error(`the server's answer is longer than ${MAX_BYTES} bytes`);
		text += decoder.decode(chunk, { stream: true });
	}
	return text + decoder.decode();
}

/** RFC 6578 §3.2 wants 403 with `valid-sync-token`; servers have their own ideas. */
function isTokenRefused({ status }: DAVResponse): boolean {
	return [400, 403, 409, 410, 412].includes(status);
}

function describe({ status, statusText, raw }: DAVResponse): string {
	const words = typeof raw === 'string' ? raw.slice(0, 2_000).replace(HTML, ' ') : '';
	const said = words.replace(/\s+/g, ' ').trim().slice(0, 300);
	if (status === MULTI_STATUS) return 'the server’s answer cannot be read';
	return [status, statusText, said].filter(Boolean).join(' ');
}

function sameCollection(a: string, b: string): boolean {
	return a.replace(/\/$/, '') === b.replace(/\/$/, '');
}
