import {
	facetKind,
	isWanted,
	matchesTerms,
	partyKind,
	searchTerms,
	type ContactNames,
	type JournalFilter,
	type RemoteParty
} from '#domain/journal-filter.ts';
import type { CallDatabase, ContactKey, JournalRow, PartyRow } from './call-database.ts';

/** A stretch of the journal, by the starts of its calls (UTC epoch ms). */
export interface JournalPage {
	readonly filter: JournalFilter;
	/** The earliest start, inclusive. */
	readonly from?: number;
	/** Exclusive. */
	readonly before?: number;
	readonly limit?: number;
}

/** Nobody reads on through the calls of more people; who does refines the search. A contact has no more numbers. */
const MOST_PARTIES = 50;

/**
 * One page, newest first. Reads about as many rows as it gives, however long the journal is: each filter
 * is a stretch of one index, and a search reads the newest calls of each of the people it finds.
 */
export async function readPage(db: CallDatabase, page: JournalPage): Promise<JournalRow[]> {
	const { filter } = page;
	const terms = searchTerms(filter.search);
	if (terms.length === 0 && !filter.remote) {
		return readKind(db, facetKind(filter.state, filter.hotline), page);
	}
	const found = await findParties(db, terms, filter.remote);
	const parties = found.map(({ party }) => party);
	return readParties(db, parties, page, (row) => isWanted(row, filter));
}

/** Calls with any of these parties, newest first. */
export async function readParties(
	db: CallDatabase,
	parties: readonly string[],
	stretch: Omit<JournalPage, 'filter'>,
	wanted?: (row: JournalRow) => boolean
): Promise<JournalRow[]> {
	const found = await Promise.all(
		parties.map((party) => readKind(db, partyKind(party), stretch, wanted))
	);
	return found
		.flat()
		.sort((a, b) => b.startedAt - a.startedAt)
		.slice(0, stretch.limit);
}

/** Some contacts of the journal's calls: those whose words or numbers the search tells of, else the first by name. */
export async function readContacts(db: CallDatabase, search: string): Promise<ContactNames[]> {
	const terms = searchTerms(search);
	const keys =
		terms.length === 0
			? // An index of arrays has arrays as its keys; Dexie's type knows none of them.
				((await db.parties
					.orderBy('contacts')
					.limit(MOST_PARTIES)
					.uniqueKeys()) as unknown as ContactKey[])
			: (await findParties(db, terms, undefined)).flatMap(({ contacts }) => contacts);
	const unique = new Map(keys.map(([name, company]) => [`${name}\n${company}`, { name, company }]));
	return [...unique.values()];
}

/** How many unanswered calls nobody has cared for yet. */
export function countOpen(db: CallDatabase): Promise<number> {
	const kind = facetKind('open', '');
	return db.journal.where('facets').between([kind, -Infinity], [kind, Infinity]).count();
}

function readKind(
	db: CallDatabase,
	kind: string,
	{ from = -Infinity, before = Infinity, limit }: Omit<JournalPage, 'filter'>,
	wanted?: (row: JournalRow) => boolean
): Promise<JournalRow[]> {
	const stretch = db.journal
		.where('facets')
		.between([kind, from], [kind, before], true, false)
		.reverse();
	const matching = wanted ? stretch.filter(wanted) : stretch;
	return (limit === undefined ? matching : matching.limit(limit)).toArray();
}

/**
 * The numbers of a contact, or the people whom the terms tell of, or both. The longest term is looked for
 * in the index, as fewest words begin with it; the others are compared.
 */
async function findParties(
	db: CallDatabase,
	terms: readonly string[],
	remote: RemoteParty | undefined
): Promise<PartyRow[]> {
	const [longest = ''] = terms.toSorted((a, b) => b.length - a.length);
	const matching =
		remote?.kind === 'contact'
			? db.parties.where('contacts').equals([remote.name, remote.company])
			: remote?.kind === 'party'
				? db.parties.where('party').equals(remote.party)
				: db.parties.where('words').startsWith(longest).distinct();
	return matching
		.filter(({ words }) => matchesTerms(words, terms))
		.limit(MOST_PARTIES)
		.toArray();
}
