import { searchWords } from '#domain/contact-search.ts';
import type { ContactMatch, SourceAnswer } from '#domain/contact.ts';
import { localSourceName } from '#domain/local-source.ts';
import {
	internationalPattern,
	withoutSeparators,
	type NumberingPlan
} from '#domain/phone-number.ts';
import type { LocalContactStore } from '#storage/local-contact-store.ts';
import type { ContactSource } from './lookup.ts';

/** All local sources together, where none of them is meant. */
const ALL = localSourceName('');

type Store = Pick<LocalContactStore, 'find' | 'search' | 'sources'>;

/** The contacts that this device has from files, each answer under the name of its folder. */
export class LocalContacts implements ContactSource {
	readonly id = ALL;
	readonly #store: Store;
	readonly #plan: () => NumberingPlan;

	constructor(store: Store, plan: () => NumberingPlan) {
		this.#store = store;
		this.#plan = plan;
	}

	/** Nothing at all where this device has no sources. */
	async find(e164: string): Promise<readonly SourceAnswer[]> {
		return this.#answers(await this.#store.find(e164));
	}

	/** Contacts by name, company, address or number, as people type them. Never rejects. */
	async search(query: string): Promise<readonly SourceAnswer[]> {
		const typed = withoutSeparators(query);
		const isNumber = /^\+?\d+$/.test(typed);
		const words = searchWords(isNumber ? typed : query);
		const numbers = isNumber
			? [`+${words[0]}`, internationalPattern(typed, this.#plan()) ?? []].flat()
			: [];
		try {
			const contacts = await this.#store.search({ words, numbers });
			return await this.#answers(contacts.map((contact) => ({ contact, certain: true })));
		} catch (error) {
			return [{ source: ALL, status: 'failed', error: String(error) }];
		}
	}

	async #answers(matches: readonly ContactMatch[]): Promise<SourceAnswer[]> {
		if (matches.length > 0) {
			const bySource = Map.groupBy(matches, ({ contact }) => contact.source);
			return [...bySource].map(([source, some]) => ({ source, status: 'found', matches: some }));
		}
		const sources = await this.#store.sources();
		const isAny = sources.some(({ removedAt }) => removedAt === undefined);
		return isAny ? [{ source: ALL, status: 'none' }] : [];
	}
}
