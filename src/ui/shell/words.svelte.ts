import type { Locale } from '#domain/hotline.ts';
import type { FirstMessages } from '#i18n/en.ts';
import { loadFirstMessages, loadMessages, texts, type Texts } from '#i18n/texts.ts';

/** The words of the language in use: a few at once, all of them as soon as somebody wants them. */
export class Words {
	#first = $state.raw<Texts<FirstMessages> | undefined>();
	#all = $state.raw<Texts | undefined>();
	#areAllWanted = $state(false);

	/** Undefined while they are loaded; from then on never, also while another language is loaded. */
	get first(): Texts<FirstMessages> | undefined {
		return this.#first;
	}

	/** Undefined until they have been wanted and loaded. */
	get all(): Texts | undefined {
		return this.#all;
	}

	wantAll(): void {
		this.#areAllWanted = true;
	}

	/** Goes on in a language; call it in an effect, which it ends with. `timeZone` is the reader's. */
	use(locale: Locale, timeZone: string | undefined): () => void {
		let isOver = false;
		const load = async () => {
			if (this.#areAllWanted) {
				const all = texts(locale, await loadMessages(locale), timeZone);
				if (!isOver) this.#first = this.#all = all;
			} else {
				const first = texts(locale, await loadFirstMessages(locale), timeZone);
				if (!isOver) this.#first = first;
			}
		};
		void load();
		return () => (isOver = true);
	}
}
