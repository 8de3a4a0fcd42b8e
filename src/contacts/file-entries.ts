import { contactColumnOf, csvEntries, type ContactColumn } from '#domain/contact-csv.ts';
import { NUMBER_TYPES } from '#domain/contact.ts';
import { readCsv, type CsvCells } from '#domain/csv-cells.ts';
import type { CsvColumns, RefusalReason, UnknownColumns } from '#domain/local-source.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import { readVCards, type VCardContact } from '#domain/vcard-reader.ts';
import type { LocalFile } from '#storage/local-contact-database.ts';
import { cardPortions, recordPortions, type Portion } from './file-portions.ts';
import { encodingOf, textOf } from './file-text.ts';

/** Something in a file: a contact, or why there is none. `row` is the line or record, from 1. */
export type FileEntry =
	| { readonly row: number; readonly contact: VCardContact }
	| { readonly row?: number; readonly refused: RefusalReason };

interface Reading {
	readonly plan: NumberingPlan;
	/** What the person said of the columns of this file. */
	readonly columns: CsvColumns | undefined;
	/** Told the bytes of each portion that has been read. */
	readonly read: (bytes: number) => void;
	/** Told of a CSV file whose columns nobody can tell. */
	readonly unknown: (columns: UnknownColumns) => void;
}

/** So much of a file tells vCards from CSV: they can have a few lines of something else before the first. */
const HEAD = 64 * 1024;

/**
 * The entries of a file, some at a time, so that a file of any length takes the memory of one portion.
 * Rejects where the file cannot be read (any more).
 */
export async function* fileEntries(
	{ path, file }: LocalFile,
	reading: Reading
): AsyncGenerator<FileEntry[]> {
	const encoding = await encodingOf(file);
	if (encoding === undefined) {
		yield [{ refused: 'binary' }];
		return;
	}
	const head = new TextDecoder(encoding).decode(await file.slice(0, HEAD).arrayBuffer());
	const text = textOf(file, encoding, reading.read);
	if (/^\s*begin:vcard\s*$/im.test(head)) yield* cards(text, reading);
	else if (/\.(vcf|vcard)$/i.test(path)) yield [{ refused: 'no-contacts' }];
	else yield* records(path, text, reading);
}

async function* cards(
	texts: AsyncIterable<string>,
	{ plan }: Reading
): AsyncGenerator<FileEntry[]> {
	for await (const { line, text } of cardPortions(texts)) {
		if (text === undefined) {
			yield [{ row: line, refused: 'too-long' }];
			continue;
		}
		const entries: FileEntry[] = [];
		for (const card of readVCards(text, plan)) {
			const row = line + card.line - 1;
			entries.push(card.ok ? { row, contact: card.contact } : { row, refused: card.problem });
		}
		yield entries;
	}
}

async function* records(
	path: string,
	texts: AsyncIterable<string>,
	{ plan, columns: given, unknown }: Reading
): AsyncGenerator<FileEntry[]> {
	/** The first record, which tells how the cells of all stand apart. */
	let heading: string | undefined;
	let columns: CsvColumns | undefined = given;
	let before = 0;
	for await (const portion of recordPortions(texts)) {
		if (portion.text === undefined) {
			yield [{ row: portion.line, refused: 'too-long' }];
			continue;
		}
		const cells = readRecords(portion, heading);
		if (heading === undefined) {
			if (cells.heading.length < 2) {
				yield [{ refused: 'no-contacts' }];
				return;
			}
			heading = firstRecord(portion.text);
			columns ??= recognised(cells.heading);
			if (!columns) {
				unknown({ file: path, first: sample(cells.heading), second: sample(cells.rows[0] ?? []) });
				yield [{ refused: 'columns' }];
				return;
			}
			// Somebody who has said that no column is anything does not want the file.
			if (columns.columns.every((column) => column === null)) return;
			if (columns.hasHeading) before = 1;
			else cells.rows = [cells.heading, ...cells.rows];
		}
		yield entriesOf(cells, columns, before, plan);
		before += cells.rows.length;
	}
}

function entriesOf(
	cells: CsvCells,
	columns: CsvColumns | undefined,
	before: number,
	plan: NumberingPlan
): FileEntry[] {
	const known = columns?.columns.map((column) => column ?? undefined) ?? [];
	// The reader counts the heading as the first row, which only the first portion has.
	return [...csvEntries(cells, known, plan)].flatMap((entry) =>
		'contact' in entry ? [{ row: before + entry.row - 1, contact: entry.contact }] : []
	);
}

function readRecords(
	{ text = '' }: Portion,
	heading: string | undefined
): { readonly heading: readonly string[]; rows: readonly (readonly string[])[] } {
	// The parser takes the first line's end for that of all, and files are put together of others.
	const lines = `${heading ?? ''}${text}`.replace(/\r\n?/g, '\n');
	const { heading: names, rows } = readCsv(lines, isKnown);
	// After the last line's end stands an empty record.
	return { heading: names, rows: rows.at(-1)?.join('') === '' ? rows.slice(0, -1) : rows };
}

function isKnown(name: string): boolean {
	return contactColumnOf(name) !== undefined;
}

function firstRecord(text: string): string {
	let isQuoted = false;
	for (let at = 0; at < text.length; at += 1) {
		if (text[at] === '"') isQuoted = !isQuoted;
		else if (text[at] === '\n' && !isQuoted) return text.slice(0, at + 1);
	}
	return `${text}\n`;
}

/** A heading that names at least somebody and a number of theirs. */
function recognised(heading: readonly string[]): CsvColumns | undefined {
	const columns = heading.map(contactColumnOf);
	const has = (wanted: readonly ContactColumn[]) =>
		columns.some((column) => column !== undefined && wanted.includes(column));
	if (!has(NUMBER_TYPES) || !has(NAMES)) return undefined;
	return { columns: columns.map((column) => column ?? null), hasHeading: true };
}

const NAMES: readonly ContactColumn[] = ['name', 'givenName', 'familyName', 'company'];

/** As much of a line as it takes to recognise it. */
function sample(cells: readonly string[]): string[] {
	return cells.slice(0, 60).map((cell) => cell.trim().slice(0, 60));
}
