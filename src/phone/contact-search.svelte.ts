import { contactAnswersSchema } from '#domain/contact-answers.ts';
import { searchWords } from '#domain/contact-search.ts';
import { OWN_SOURCE, type SourceAnswer } from '#domain/contact.ts';
import { ask } from './ask-server.ts';

/** As long as people pause between two keys, ms: what they are still typing is not asked for. */
const PAUSE_MS = 150;

type SearchState =
	| { readonly state: 'idle' | 'searching' | 'failed' }
	| { readonly state: 'answered'; readonly answers: readonly SourceAnswer[] };

/** Contacts that are found on this device. */
export interface SearchedContacts {
	/** By name, company, address or number; no answer where there are no such contacts. Never rejects. */
	search(query: string): Promise<readonly SourceAnswer[]>;
}

/** A search over all contact sources, of this device and of the server, while somebody types. */
export class ContactSearch {
	readonly #local: () => SearchedContacts | undefined;
	#current = $state.raw<SearchState>({ state: 'idle' });
	#asked = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** Another one for each query: an answer that comes too late is for none. */
	#turn = 0;

	/** @param local where contacts of this device are searched too */
	constructor(local: () => SearchedContacts | undefined = () => undefined) {
		this.#local = local;
	}

	get current(): SearchState {
		return this.#current;
	}

	/** Asks once the typing pauses; what was found before stays in sight until then. */
	type(query: string): void {
		const words = searchWords(query).join(' ');
		if (words === this.#asked) return;
		this.#cancel();
		this.#asked = words;
		if (words === '') {
			this.#current = { state: 'idle' };
			return;
		}
		if (this.#current.state !== 'answered') this.#current = { state: 'searching' };
		this.#timer = setTimeout(() => void this.#ask(query), PAUSE_MS);
	}

	/** Asks the same once more. */
	again(query: string): void {
		this.stop();
		this.type(query);
	}

	/** Forgets what was asked and what was found. */
	stop(): void {
		this.#cancel();
		this.#asked = '';
		this.#current = { state: 'idle' };
	}

	#cancel(): void {
		this.#turn += 1;
		clearTimeout(this.#timer);
	}

	async #ask(query: string): Promise<void> {
		const turn = this.#turn;
		const asked = ask(contactAnswersSchema, `/api/contacts?search=${encodeURIComponent(query)}`);
		const local = (await this.#local()?.search(query)) ?? [];
		if (turn !== this.#turn) return;
		if (local.some(({ status }) => status === 'found')) {
			this.#current = { state: 'answered', answers: local };
		}
		const found = await asked;
		if (turn !== this.#turn) return;
		if (found.ok) {
			this.#current = { state: 'answered', answers: [...local, ...found.value.answers] };
		} else if (local.length === 0) {
			this.#current = { state: 'failed' };
		} else {
			const away = { source: OWN_SOURCE, status: 'failed', error: found.failure.kind } as const;
			this.#current = { state: 'answered', answers: [...local, away] };
		}
	}
}
