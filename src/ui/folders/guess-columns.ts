import { contactColumnOf } from '#domain/contact-csv.ts';
import type { CsvColumns, UnknownColumns } from '#domain/local-source.ts';

/** What the columns of a file may be, by its heading or else by what stands in its first line. */
export function guessColumns({ first }: UnknownColumns): CsvColumns {
	const named = first.map((cell) => contactColumnOf(cell) ?? null);
	if (named.some((column) => column !== null)) return { columns: named, hasHeading: true };
	const columns: CsvColumns['columns'] = first.map((cell) => {
		if (/^\S+@\S+$/.test(cell)) return 'email';
		return /^[+(\d][\d\s()/.-]{4,}$/.test(cell) ? 'work' : null;
	});
	const name = first.findIndex((cell, at) => columns[at] === null && /\p{L}/u.test(cell));
	if (name >= 0) columns[name] = 'name';
	return { columns, hasHeading: false };
}
