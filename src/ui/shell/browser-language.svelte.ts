import type { Locale } from '#domain/hotline.ts';
import { preferredLocale } from '#i18n/texts.ts';
import { keepHere, keptHere } from '#phone/kept-here.ts';

/** That of the last person here. */
const LAST = 'anteroom-language';
/** What somebody has chosen before signing in. */
const CHOSEN = 'anteroom-language-chosen';

/** The language of this device as long as nobody's own settings say another. */
export class BrowserLanguage {
	#chosen = $state.raw(keptHere(CHOSEN));

	/** Until it is known who is signed in: the last person's, so that most often one language is loaded alone. */
	get atStart(): Locale {
		return firstOf(keptHere(LAST), this.#chosen);
	}

	/** For whoever is not signed in: the one chosen here, else the last person's, else the browser's. */
	get signedOut(): Locale {
		return firstOf(this.#chosen, keptHere(LAST));
	}

	/** Holds for the pages before signing in; after it, each person's own settings do. */
	choose(locale: Locale): void {
		this.#chosen = locale;
		keepHere(CHOSEN, locale);
	}

	/** Somebody with this language has signed in. */
	remember(locale: Locale): void {
		keepHere(LAST, locale);
	}
}

function firstOf(...kept: readonly (string | undefined)[]): Locale {
	return preferredLocale([
		...kept.filter((locale) => locale !== undefined),
		...navigator.languages
	]);
}
