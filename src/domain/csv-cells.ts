import Papa from 'papaparse';

export type Delimiter = ',' | ';' | '\t';
const DELIMITERS: readonly Delimiter[] = [';', ',', '\t'];

/** What a spreadsheet would calculate instead of show (OWASP: CSV injection), or what is guarded already. */
const FORMULA = /^'*[=+\-@\t\r\n]/;
/** Calculates to nothing that harms, and is what these files are about. */
const NUMBERS = /^\+[\d\s()/.*+-]*$/;

/** Writes rows as CSV (RFC 4180), each cell so that no spreadsheet takes it for a formula. */
export function writeCsv(rows: readonly (readonly string[])[], delimiter: Delimiter): string {
	return Papa.unparse(
		rows.map((cells) => cells.map(guarded)),
		{ delimiter, newline: '\r\n' }
	);
}

/** A file as its cells stand in it. */
export interface CsvCells {
	readonly heading: readonly string[];
	/** Without the heading. */
	readonly rows: readonly (readonly string[])[];
}

/** Reads cells that stand apart by `;`, `,` or tabs: by whichever the heading has most names that are known. */
export function readCsv(text: string, isKnown: (name: string) => boolean): CsvCells {
	const tried = DELIMITERS.map((delimiter) => {
		const heading = Papa.parse<string[]>(text, { delimiter, preview: 1 }).data[0] ?? [];
		return { delimiter, heading, known: heading.filter(isKnown).length };
	});
	const best = tried.reduce((one, other) =>
		other.known > one.known ||
		(other.known === one.known && other.heading.length > one.heading.length)
			? other
			: one
	);
	const { data } = Papa.parse<string[]>(text, { delimiter: best.delimiter });
	return { heading: best.heading, rows: data.slice(1) };
}

/** What the cell says, without the guard against formulas. */
export function unguarded(cell: string): string {
	return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

function guarded(cell: string): string {
	return FORMULA.test(cell) && !NUMBERS.test(cell) ? `'${cell}` : cell;
}
