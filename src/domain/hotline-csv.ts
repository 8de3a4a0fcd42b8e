import { readCsv, unguarded, writeCsv, type Delimiter } from './csv-cells.ts';
import { fieldProblems } from './field-problems.ts';
import { COLUMNS, type HotlineColumn } from './hotline-csv-columns.ts';
import { emptyHotline, hotlineSchema, type Hotline } from './hotline.ts';
import { isSame } from './merge-fields.ts';

/** All hotlines as CSV (RFC 4180) with a heading line; `,` or, for spreadsheets in German, `;`. */
export function exportHotlines(hotlines: readonly Hotline[], delimiter: Delimiter): string {
	const rows = hotlines.map((hotline) => COLUMNS.map(({ read }) => read(hotline)));
	return writeCsv([COLUMNS.map(({ name }) => name), ...rows], delimiter);
}

/** A file whose heading has been understood. */
export interface HotlineCsv {
	/** By cell; undefined where the heading names nothing that is known. */
	readonly columns: readonly (HotlineColumn | undefined)[];
	/** Headings that are left out. */
	readonly unknown: readonly string[];
	/** Without the heading. */
	readonly rows: readonly (readonly string[])[];
}

/** Reads a file whose cells stand apart by `;`, `,` or tabs; undefined where no heading says `name`. */
export function openHotlineCsv(text: string): HotlineCsv | undefined {
	const { heading, rows } = readCsv(text, (name) => columnOf(name) !== undefined);
	const columns = heading.map(columnOf);
	// Of two columns with the same heading nobody can tell which is meant.
	const isAmbiguous = columns.some((column, at) => column && columns.indexOf(column) !== at);
	if (isAmbiguous || !columns.some((column) => column?.name === 'name')) return undefined;
	return {
		columns,
		unknown: heading.filter((name) => name.trim() !== '' && !columnOf(name)),
		rows
	};
}

/** Why a row is refused; `column` as in the heading, where one is to blame. */
export interface CsvProblem {
	readonly column?: string;
	readonly reason: 'format' | 'range' | 'twice' | 'ambiguous' | 'too-many-cells';
}

/** What importing one row would do. `row` counts from 1, the heading is the first. */
export type CsvRow =
	| { readonly row: number; readonly kind: 'new'; readonly hotline: Hotline }
	| {
			readonly row: number;
			readonly kind: 'changed';
			readonly hotline: Hotline;
			readonly base: Hotline;
	  }
	| { readonly row: number; readonly kind: 'unchanged'; readonly hotline: Hotline }
	| {
			readonly row: number;
			readonly kind: 'refused';
			readonly name: string;
			readonly problems: readonly CsvProblem[];
	  };

/**
 * What importing would do, row by row, so that a long file can be read in steps. A hotline is found by
 * its id, else by name and company; columns that the file has not leave it as it is.
 */
export function* compareHotlines(
	{ columns, rows }: HotlineCsv,
	present: readonly Hotline[],
	newId: () => string
): Generator<CsvRow> {
	const byId = new Map(present.map((hotline) => [hotline.id, hotline]));
	const byName = Map.groupBy(present, nameKey);
	const seen = new Set<string>();
	for (const [index, cells] of rows.entries()) {
		if (cells.every((cell) => cell.trim() === '')) continue;
		yield { row: index + 2, ...compareRow(cells) };
	}

	function compareRow(cells: readonly string[]) {
		const written = copyOf(emptyHotline(''));
		fill(written, cells, columns);
		const refused = (...problems: CsvProblem[]) => ({
			kind: 'refused' as const,
			name: written.name,
			problems
		});
		if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
			return refused({ reason: 'too-many-cells' });
		}
		const namesakes = byName.get(nameKey(written)) ?? [];
		const known = byId.get(written.id);
		if (!known && namesakes.length > 1) return refused({ reason: 'ambiguous' });
		const base = known ?? namesakes[0];
		const key = (base?.id ?? written.id) || nameKey(written);
		if (seen.has(key)) return refused({ reason: 'twice' });
		seen.add(key);
		const hotline = base ? copyOf(base) : emptyHotline('');
		fill(hotline, cells, columns);
		hotline.id = base?.id ?? (written.id || newId());
		const problems = [...fieldProblems(hotlineSchema, hotline)].map(([path, reason]) => ({
			column: COLUMNS.find((column) => column.path === path)?.name ?? path,
			reason
		}));
		if (problems.length > 0) return refused(...problems);
		if (!base) return { kind: 'new' as const, hotline };
		if (isSame(base, hotline)) return { kind: 'unchanged' as const, hotline };
		return { kind: 'changed' as const, hotline, base };
	}
}

function fill(
	hotline: Hotline,
	cells: readonly string[],
	columns: readonly (HotlineColumn | undefined)[]
): void {
	for (const [at, column] of columns.entries()) {
		const cell = cells[at];
		if (column && cell !== undefined) column.write(hotline, unguarded(cell));
	}
}

function nameKey({ name, company }: Hotline): string {
	return JSON.stringify([name.trim().toLowerCase(), company.trim().toLowerCase()]);
}

function columnOf(heading: string): HotlineColumn | undefined {
	const name = heading
		.trim()
		.toLowerCase()
		.replace(/[\s-]+/g, '_');
	return COLUMNS.find((column) => column.name === name);
}

/** What is filled in must not change what is known. */
function copyOf({ contact, greeting, ...rest }: Hotline): Hotline {
	return {
		...rest,
		contact: { ...contact },
		greeting: { de: { ...greeting.de }, en: { ...greeting.en } }
	};
}
