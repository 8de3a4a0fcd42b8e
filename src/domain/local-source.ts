import * as v from 'valibot';
import { CONTACT_COLUMNS } from './contact-csv.ts';

/** Before the names of sources, and the ids of contacts, that only this device knows; no server can be asked for them. */
const LOCAL = 'local:';

/** What answers name as their source, so that a folder called as one of the server's sources is none of them. */
export function localSourceName(name: string): string {
	return `${LOCAL}${name}`.slice(0, 100);
}

/** The name that a person knows a local source by; undefined for a source of the server. */
export function localNameOf(source: string): string | undefined {
	return source.startsWith(LOCAL) ? source.slice(LOCAL.length) : undefined;
}

export function localContactId(sourceId: string, key: string): string {
	return `${LOCAL}${sourceId}:${key}`;
}

/** True where a contact's id can only be understood on this device. */
export function isLocalContactId(id: string): boolean {
	return id.startsWith(LOCAL);
}

/**
 * `folder` and `files` are read anew when they change; of `copies` the browser has copies, which it
 * gave us once; `picked` contacts were chosen from the telephone's own.
 */
const LOCAL_SOURCE_KINDS = ['folder', 'files', 'copies', 'picked'] as const;

/**
 * Why a source could not be read: `permission` the browser wants to be asked in a click; `gone` it
 * does not exist any more; `full` no space is left; `too-many` files; `unreadable` anything else.
 */
const LOCAL_PROBLEMS = ['permission', 'gone', 'full', 'too-many', 'unreadable'] as const;
export type LocalProblem = (typeof LOCAL_PROBLEMS)[number];

/** A source of contacts on this device, and what became of reading it. */
export const localSourceSchema = v.object({
	id: v.pipe(v.string(), v.maxLength(64)),
	name: v.string(),
	kind: v.picklist(LOCAL_SOURCE_KINDS),
	/** Which rows are its contacts; those of others are on their way in or out. Absent until it has been read. */
	generation: v.optional(v.string()),
	/** Contacts. */
	entries: v.number(),
	files: v.number(),
	/** Files and entries that gave no contact. */
	refused: v.number(),
	/** When it was read in full last, UTC epoch ms. */
	readAt: v.optional(v.number()),
	/** What the last attempt met; the contacts from before stay. */
	problem: v.optional(v.picklist(LOCAL_PROBLEMS)),
	/** What the files were like when they were read (names, sizes, times), and the plan for their numbers. */
	readAs: v.optional(v.string()),
	/** Taken away by the person, UTC epoch ms; can be brought back for a while. */
	removedAt: v.optional(v.number())
});
export type LocalSource = v.InferOutput<typeof localSourceSchema>;

/** Why a file, or an entry of it, gave no contact. */
const REFUSALS = [
	'binary',
	'columns',
	'no-contacts',
	'too-long',
	'empty',
	'not-ended',
	'format',
	'range',
	'unreadable'
] as const;
export type RefusalReason = (typeof REFUSALS)[number];

const refusalSchema = v.object({
	file: v.string(),
	/** The line or row of the file where it begins, from 1; absent for the whole file. */
	row: v.optional(v.number()),
	reason: v.picklist(REFUSALS)
});
export type Refusal = v.InferOutput<typeof refusalSchema>;

/** What each column of a CSV file is, null for none. */
export const csvColumnsSchema = v.object({
	columns: v.array(v.nullable(v.picklist(CONTACT_COLUMNS))),
	/** The first line names the columns and is nobody. */
	hasHeading: v.boolean()
});
export type CsvColumns = v.InferOutput<typeof csvColumnsSchema>;

/** A CSV file of which nobody can tell what its columns are. */
const unknownColumnsSchema = v.object({
	file: v.string(),
	/** The first two lines. */
	first: v.array(v.string()),
	second: v.array(v.string())
});
export type UnknownColumns = v.InferOutput<typeof unknownColumnsSchema>;

/** What reading found that is no contact; the lists end where nobody reads on. */
export const localReportSchema = v.object({
	refusals: v.array(refusalSchema),
	unknownColumns: v.array(unknownColumnsSchema)
});
export type LocalReport = v.InferOutput<typeof localReportSchema>;

/** How far the reading of a source is. */
export interface LocalProgress {
	/** 0 to 1, by bytes. */
	readonly share: number;
	readonly contacts: number;
}
