import * as v from 'valibot';
import { cleanText } from './sip-address.ts';

const MOST_CHARACTERS = 256;

/** By whom a call was put through, or to whom: names or numbers for eyes alone. */
export interface TransferNames {
	/** With whom the far side speaks since, as we have asked it to. */
	readonly transferredTo?: string | undefined;
	/** Who has put the caller through to us. */
	readonly transferredBy?: string | undefined;
}

/** One line without control characters, cut where it is too long; what is no text is left out, the call is not lost. */
const nameSchema = v.optional(
	v.fallback(
		v.optional(
			v.pipe(
				v.string(),
				v.transform((said) => cleanText(said, MOST_CHARACTERS) || undefined)
			)
		),
		undefined
	)
);

/** Part of what a device reports of a call, and of what the server tells of it. */
export const transferNameEntries = { transferredTo: nameSchema, transferredBy: nameSchema };

/** The names of the first of these that has any of the kind; without the keys that nobody knows. */
export function transferNames(...known: readonly TransferNames[]) {
	const to = known.find(({ transferredTo }) => transferredTo !== undefined)?.transferredTo;
	const by = known.find(({ transferredBy }) => transferredBy !== undefined)?.transferredBy;
	return {
		...(to !== undefined && { transferredTo: to }),
		...(by !== undefined && { transferredBy: by })
	};
}
