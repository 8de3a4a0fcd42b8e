import type { Dexie } from 'dexie';
import {
	facetKind,
	isWanted,
	matchesTerms,
	partyKind,
	searchTerms,
	type JournalFilter
} from '#domain/journal-filter.ts';
import type { CallTables, JournalRow } from './call-store.ts';

/** A stretch of the journal, by the starts of its calls (UTC epoch ms). */
export interface JournalPage {
	readonly filter: JournalFilter;
	/** The earliest start, inclusive. */
	readonly from?: number;
	/** Exclusive. */
	readonly before?: number;
	readonly limit?: number;
}

/** Nobody reads on through the calls of more people; who does refines the search. */
const MOST_PARTIES = 50;

/**
 * One page, newest first. Reads about as many rows as it gives, however long the journal is: each filter
 * is a stretch of one index, and a search reads the newest calls of each of the people it finds.
 */
export async function readPage(db: Dexie & CallTables, page: JournalPage): Promise<JournalRow[]> {
	const { filter } = page;
	const terms = searchTerms(filter.search);
	if (terms.length === 0) return readKind(db, facetKind(filter.state, filter.hotline), page);
	const parties = await findParties(db, terms);
	return readParties(db, parties, page, (row) => isWanted(row, filter));
}

/** Calls with any of these parties, newest first. */
export async function readParties(
	db: Dexie & CallTables,
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

function readKind(
	db: Dexie & CallTables,
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

/** The longest term is looked for in the index, as fewest words begin with it; the others are compared. */
async function findParties(db: Dexie & CallTables, terms: readonly string[]): Promise<string[]> {
	const [longest = ''] = terms.toSorted((a, b) => b.length - a.length);
	const rows = await db.parties
		.where('words')
		.startsWith(longest)
		.distinct()
		.filter(({ words }) => matchesTerms(words, terms))
		.limit(MOST_PARTIES)
		.toArray();
	return rows.map(({ party }) => party);
}
