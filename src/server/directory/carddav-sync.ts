import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import * as v from 'valibot';
import { contactSchema, type Contact } from '#domain/contact.ts';
import type { CardDavSource, TrialResult } from '#domain/directory-source.ts';
import { readVCards } from '#domain/vcard-reader.ts';
import type { Schema } from '#server/database/schema.ts';
import {
	CardDavClient,
	TokenRefused,
	type AddressBook,
	type CardDavLogin
} from './carddav-client.ts';
import { saveContact } from './contact-table.ts';

/** How far a source has been fetched. */
export const syncStateSchema = v.object({
	/** The token of each address book, by its address. */
	tokens: v.record(v.string(), v.string()),
	/** Addresses of entries that could not be read. */
	unreadable: v.array(v.string())
});
export type SyncState = v.InferOutput<typeof syncStateSchema>;

export const NOTHING_FETCHED: SyncState = { tokens: {}, unreadable: [] };

/** As many cards are asked for, and saved, at once. */
const BATCH = 50;
/** More than these are not named: such an address book is broken as a whole. */
const MAX_UNREADABLE = 200;
/** An address book that goes on for longer does not end. */
const MAX_LISTED = 200_000;

interface SyncParts {
	readonly source: CardDavSource;
	readonly client: CardDavClient;
	readonly state: SyncState;
	/** A transaction of whoever may write for this source: it rejects once somebody else may. */
	readonly write: <Result>(work: (tx: Transaction<Schema>) => Promise<Result>) => Promise<Result>;
}

async function syncKnown({ source, client, state, write }: SyncParts): Promise<SyncState> {
	const books = await client.addressBooks();
	const tokens: Record<string, string> = {};
	const unreadable = new Set(state.unreadable);
	const isWhole = books.some(({ url }) => state.tokens[url] === undefined);
	// One list of what there is, made of all books, decides what has gone.
	const known = isWhole ? {} : state.tokens;
	const present = new Set<string>();
	if (isWhole) unreadable.clear();
	for (const { url } of books) {
		let token = known[url] ?? '';
		let more = true;
		let listed = 0;
		while (more) {
			const changes = await client.changes(url, token);
			const told = changes.changed.length + changes.deleted.length;
			listed += told;
			if ((changes.more && told === 0) || listed > MAX_LISTED) {
				throw new Error('the server does not come to an end with its list');
			}
			for (let start = 0; start < changes.changed.length; start += BATCH) {
				const urls = changes.changed.slice(start, start + BATCH);
				const cards = await client.cards(url, urls);
				// Listed is enough to stay: a card that is not given now may be given later.
				urls.forEach((each) => present.add(contactId(source.id, each)));
				await write((tx) => saveCards(tx, source, urls, cards, unreadable));
			}
			const { deleted } = changes;
			deleted.forEach((gone) => unreadable.delete(gone));
			if (deleted.length > 0) await write((tx) => removeContacts(tx, deleted, source));
			({ token, more } = changes);
		}
		tokens[url] = token;
	}
	const bookIsGone = Object.keys(state.tokens).some((url) => tokens[url] === undefined);
	if (!isWhole && bookIsGone) return syncKnown({ source, client, state: NOTHING_FETCHED, write });
	if (isWhole) await write((tx) => removeOthers(tx, source.id, present));
	return { tokens, unreadable: [...unreadable] };
}

/**
 * Brings the contacts of a source up to date and gives the new state; from the beginning where the
 * server does not know our tokens any more. What has been saved is right also where a later step fails:
 * the old state then asks for it again, and nothing is removed but what the server says is gone.
 */
export async function syncCardDav(parts: SyncParts): Promise<SyncState> {
	try {
		return await syncKnown(parts);
	} catch (error) {
		if (!(error instanceof TokenRefused)) throw error;
		return syncKnown({ ...parts, state: NOTHING_FETCHED });
	}
}

/** Finds the address books and reads one entry. */
export async function tryCardDav(
	source: CardDavSource,
	login: CardDavLogin,
	closing: AbortSignal
): Promise<TrialResult> {
	const client = new CardDavClient(login, closing);
	try {
		const books = await client.addressBooks();
		const lists = await Promise.all(books.map(({ url }) => client.changes(url, '')));
		const entries = lists.reduce((sum, { changed }) => sum + changed.length, 0);
		const example = await firstContact(source, client, books, (at) => lists[at]?.changed ?? []);
		return { ok: true, books: books.map(({ name }) => name), entries, example };
	} catch (error) {
		return { ok: false, error: error instanceof Error ? error.message : String(error) };
	}
}

async function firstContact(
	source: CardDavSource,
	client: CardDavClient,
	books: readonly AddressBook[],
	urlsOf: (at: number) => readonly string[]
): Promise<Contact | null> {
	for (const [at, { url }] of books.entries()) {
		const urls = urlsOf(at).slice(0, BATCH);
		const cards = urls.length === 0 ? [] : await client.cards(url, urls);
		for (const [href, card] of cards) {
			const contact = readCard(source, href, card);
			if (contact) return contact;
		}
	}
	return null;
}

/** An entry that cannot be read keeps what it said before, and is named. */
async function saveCards(
	tx: Transaction<Schema>,
	source: CardDavSource,
	urls: readonly string[],
	cards: ReadonlyMap<string, string>,
	unreadable: Set<string>
): Promise<void> {
	for (const url of urls) {
		const contact = readCard(source, url, cards.get(url) ?? '');
		if (contact) {
			unreadable.delete(url);
			await saveContact(tx, contact, source.id);
		} else if (unreadable.size < MAX_UNREADABLE) unreadable.add(url);
	}
}

function readCard(source: CardDavSource, url: string, card: string): Contact | undefined {
	for (const read of readVCards(card, source.numbering)) {
		if (!read.ok) continue;
		const contact = { ...read.contact, id: contactId(source.id, url), source: source.id };
		const parsed = v.safeParse(contactSchema, contact);
		if (parsed.success) return parsed.output;
	}
	return undefined;
}

async function removeContacts(
	tx: Transaction<Schema>,
	urls: readonly string[],
	{ id }: CardDavSource
): Promise<void> {
	await removeIds(
		tx,
		urls.map((url) => contactId(id, url))
	);
}

async function removeOthers(
	tx: Transaction<Schema>,
	source: string,
	present: ReadonlySet<string>
): Promise<void> {
	const rows = await tx.selectFrom('contact').select('id').where('source', '=', source).execute();
	await removeIds(
		tx,
		rows.map(({ id }) => id).filter((id) => !present.has(id))
	);
}

async function removeIds(tx: Transaction<Schema>, ids: readonly string[]): Promise<void> {
	for (let start = 0; start < ids.length; start += 500) {
		await tx
			.deleteFrom('contact')
			.where('id', 'in', ids.slice(start, start + 500))
			.execute();
	}
}

function contactId(source: string, url: string): string {
	return `${source}:${createHash('sha256').update(url).digest('hex').slice(0, 32)}`;
}
