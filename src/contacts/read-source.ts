import * as v from 'valibot';
import { contactDraftSchema, emptyContact, tidyContact } from '#domain/contact-draft.ts';
import type { Contact } from '#domain/contact.ts';
import { isEmailAddress } from '#domain/email-address.ts';
import { fieldProblems } from '#domain/field-problems.ts';
import {
	localContactId,
	localSourceName,
	type LocalProblem,
	type LocalProgress,
	type LocalSource,
	type Refusal,
	type UnknownColumns
} from '#domain/local-source.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import type { VCardContact } from '#domain/vcard-reader.ts';
import type { LocalOrigin } from '#storage/local-contact-database.ts';
import type { LocalContactStore } from '#storage/local-contact-store.ts';
import { digest, fingerprint, listFiles, TooManyFiles, type ClosedFile } from './contact-files.ts';
import { fileEntries, type FileEntry } from './file-entries.ts';

/** Nobody reads further. */
const MOST_REFUSALS = 200;
const MOST_UNKNOWN = 20;

type Store = Pick<LocalContactStore, 'source' | 'origin' | 'write' | 'finish' | 'setProblem'>;

/** What to read, and how. */
interface Wish {
	readonly sourceId: string;
	readonly plan: NumberingPlan;
	/** Also where nothing has changed. */
	readonly anew: boolean;
	/** UTC epoch ms. */
	readonly now: () => number;
	readonly progress: (progress: LocalProgress) => void;
}

/**
 * Reads a source's files where they, or the plan for their numbers, are others than when they were read
 * last. Its contacts are replaced at the end, all at once; whatever stops the reading before leaves them
 * as they were. What went wrong is written down with the source.
 */
export async function readSource(store: Store, wish: Wish): Promise<void> {
	const { sourceId: id, plan, anew } = wish;
	const [source, origin] = await Promise.all([store.source(id), store.origin(id)]);
	if (!source || !origin || source.removedAt !== undefined) return;
	try {
		const files = await listFiles(origin);
		const readAs = await fingerprint(files, plan, origin.columns);
		if (anew || readAs !== source.readAs) {
			await readFiles({ ...wish, store, source, origin, files, readAs });
		} else if (source.problem) {
			await store.setProblem(id, undefined);
		}
	} catch (error) {
		await store.setProblem(id, problemOf(error));
	}
}

async function readFiles(
	facts: Wish & {
		readonly store: Store;
		readonly source: LocalSource;
		readonly origin: LocalOrigin;
		readonly files: Awaited<ReturnType<typeof listFiles>>;
		readonly readAs: string;
	}
): Promise<void> {
	const { store, source, origin, files, plan, readAs, now, progress } = facts;
	const generation = crypto.randomUUID();
	const refusals: Refusal[] = [];
	const unknownColumns: UnknownColumns[] = [];
	const allBytes = files.reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
	let bytes = 0;
	let contacts = 0;
	let refused = 0;
	const refuse = (refusal: Refusal) => {
		refused += 1;
		if (refusals.length < MOST_REFUSALS) refusals.push(refusal);
	};
	for (const file of files) {
		for await (const entries of entriesIn(file, {
			plan,
			columns: origin.columns[file.path],
			read: (some) => (bytes += some),
			unknown: (columns) => {
				if (unknownColumns.length < MOST_UNKNOWN) unknownColumns.push(columns);
			}
		})) {
			const read = await Promise.all(entries.map((entry) => contactOf(entry, source)));
			for (const [at, result] of read.entries()) {
				const row = entries[at]?.row;
				if (typeof result === 'string') {
					refuse({ file: file.path, ...(row !== undefined && { row }), reason: result });
				}
			}
			const found = read.filter((result) => typeof result !== 'string');
			await store.write(generation, source.id, found);
			contacts += found.length;
			progress({ share: allBytes === 0 ? 1 : Math.min(1, bytes / allBytes), contacts });
		}
	}
	await store.finish(
		source.id,
		{ generation, files: files.length, refused, readAs, readAt: now() },
		{ refusals, unknownColumns }
	);
}

/** A file that cannot be read, or not to its end, keeps no other from being read. */
async function* entriesIn(
	file: Awaited<ReturnType<typeof listFiles>>[number],
	reading: Parameters<typeof fileEntries>[1]
): AsyncGenerator<FileEntry[]> {
	try {
		if (isOpen(file)) yield* fileEntries(file, reading);
		else yield [{ refused: 'unreadable' }];
	} catch (error) {
		const isOfFile = error instanceof DOMException && FILE_ERRORS.includes(error.name);
		if (!isOfFile) throw error;
		yield [{ refused: 'unreadable' }];
	}
}

/** What reading says of a file that has been changed or deleted since it was listed. */
const FILE_ERRORS = ['NotReadableError', 'NotFoundError'];

function isOpen(
	file: Awaited<ReturnType<typeof listFiles>>[number]
): file is Exclude<typeof file, ClosedFile> {
	return file.file !== undefined;
}

/** Whom an entry tells of, or why nobody. */
async function contactOf(
	entry: FileEntry,
	{ id, name }: LocalSource
): Promise<Contact | Refusal['reason']> {
	if ('refused' in entry) return entry.refused;
	const contact = named(entry.contact);
	if (`${contact.name}${contact.company}` === '') return 'empty';
	contact.source = localSourceName(name);
	// The same for as long as the entry says the same, so that what is remembered of it holds.
	const key = await digest(
		JSON.stringify([contact.name, contact.company, contact.numbers, contact.emails])
	);
	contact.id = localContactId(id, key.slice(0, 32));
	if (v.is(contactDraftSchema, contact)) return contact;
	const [problem] = fieldProblems(contactDraftSchema, contact).values();
	return problem ?? 'format';
}

/** Somebody without a name is called what they are reached by; addresses that are none are left out. */
function named(written: VCardContact): Contact {
	const contact = tidyContact({ ...emptyContact(''), ...written });
	const emails = [...new Set(contact.emails.filter(isEmailAddress))];
	if (`${contact.name}${contact.company}` === '') {
		contact.name = emails[0] ?? contact.numbers[0]?.raw ?? '';
	}
	return { ...contact, emails };
}

function problemOf(error: unknown): LocalProblem {
	if (error instanceof TooManyFiles) return 'too-many';
	switch (rootName(error)) {
		case 'NotAllowedError':
		case 'SecurityError':
			return 'permission';
		case 'NotFoundError':
			return 'gone';
		case 'QuotaExceededError':
			return 'full';
		default:
			return 'unreadable';
	}
}

/** A database says in an error within its own why it took nothing. */
function rootName(error: unknown): string {
	if (!(error instanceof Error)) return '';
	if ('inner' in error && error.inner instanceof Error) return rootName(error.inner);
	const { failures = [] } = error as { failures?: unknown[] };
	const [failure] = failures;
	return failure === undefined ? error.name : rootName(failure);
}
