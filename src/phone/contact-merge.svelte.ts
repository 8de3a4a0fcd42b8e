import { mergeContacts, type ChosenField } from '#domain/contact-merge.ts';
import type { Contact } from '#domain/contact.ts';
import { changeContacts } from './contact-list.svelte.ts';
import type { RecordSaved } from './record-editor.svelte.ts';

/** Two contacts that become one, and can become two again. */
export class ContactMerge {
	readonly first: Contact;
	readonly second: Contact;
	#fromSecond = $state.raw<readonly ChosenField[]>([]);
	#state = $state.raw<'open' | 'busy' | 'merged' | 'undone'>('open');
	#failure = $state.raw<RecordSaved | undefined>();
	readonly #merged = $derived.by(() => mergeContacts(this.first, this.second, this.#fromSecond));

	constructor(first: Contact, second: Contact) {
		this.first = first;
		this.second = second;
	}

	get state(): 'open' | 'busy' | 'merged' | 'undone' {
		return this.#state;
	}

	/** Why the last wish was not done. */
	get failure(): RecordSaved | undefined {
		return this.#failure;
	}

	/** What the two would be. */
	get merged(): Contact {
		return this.#merged;
	}

	/** Takes a field from the second contact, or from the first. */
	take(field: ChosenField, isFromSecond: boolean): void {
		const others = this.#fromSecond.filter((each) => each !== field);
		this.#fromSecond = isFromSecond ? [...others, field] : others;
	}

	async merge(): Promise<void> {
		if (this.#state !== 'open') return;
		this.#state = 'busy';
		const saved = await changeContacts({
			save: [{ contact: this.#merged, base: this.first }],
			remove: [this.second]
		});
		this.#failure = saved.ok ? undefined : saved;
		this.#state = saved.ok ? 'merged' : 'open';
	}

	/** Makes two of them again, as they were. */
	async undo(): Promise<void> {
		if (this.#state !== 'merged') return;
		this.#state = 'busy';
		const saved = await changeContacts({
			save: [
				{ contact: this.first, base: this.#merged },
				{ contact: this.second, base: null }
			],
			remove: []
		});
		this.#failure = saved.ok ? undefined : saved;
		this.#state = saved.ok ? 'undone' : 'merged';
	}
}
