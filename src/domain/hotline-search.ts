import type { Hotline } from './hotline.ts';
import { internationalPattern, withoutSeparators, type NumberingPlan } from './phone-number.ts';

interface Searched {
	readonly hotline: Hotline;
	/** Name, company and contact, as `folded` gives them. */
	readonly text: string;
	/** All entries without separators, as written and in E.164, one a line. */
	readonly numbers: string;
}

/** Finds hotlines by what somebody types. Made once for a list: each search only compares. */
export class HotlineSearch {
	readonly #hotlines: readonly Hotline[];
	readonly #searched: readonly Searched[];
	readonly #plan: NumberingPlan;

	constructor(hotlines: readonly Hotline[], plan: NumberingPlan) {
		this.#hotlines = hotlines;
		this.#plan = plan;
		this.#searched = hotlines.map((hotline) => ({
			hotline,
			text: folded([hotline.name, hotline.company, hotline.contact.name].join('\n')),
			numbers: [...hotline.numbers, ...hotline.divertingNumbers]
				.flatMap((entry) => numberForms(entry, plan))
				.join('\n')
		}));
	}

	/** Those that have every typed word in a name, or the typed digits in a number; all for no text. */
	find(typed: string): readonly Hotline[] {
		const words = folded(typed).split(/\s+/).filter(Boolean);
		if (words.length === 0) return this.#hotlines;
		const digits = withoutSeparators(typed);
		const forms = /^\+?[\d*]+$/.test(digits) ? numberForms(digits, this.#plan) : [];
		return this.#searched
			.filter(
				({ text, numbers }) =>
					forms.some((form) => numbers.includes(form)) || words.every((word) => text.includes(word))
			)
			.map(({ hotline }) => hotline);
	}
}

/** Without case and accents: `müller` finds `MULLER`. */
function folded(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function numberForms(entry: string, plan: NumberingPlan): string[] {
	const bare = withoutSeparators(entry);
	const international = internationalPattern(bare, plan);
	return international === undefined || international === bare ? [bare] : [bare, international];
}
