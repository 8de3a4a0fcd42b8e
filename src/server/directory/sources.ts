import type { Transaction } from 'kysely';
import {
	asksSamePlace,
	type DirectoryCommand,
	type DirectorySource,
	type DirectoryTrial,
	type LdapSource,
	type ListedDirectory,
	type TrialResult
} from '#domain/directory-source.ts';
import type { Sealer } from '#server/accounts/sealed-secret.ts';
import { changedElsewhere } from '#server/database/changed-elsewhere.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';
import { readStamp, writeStamp } from '#server/database/stamp.ts';
import type { Directory } from './ask-directories.ts';
import { tryCardDav } from './carddav-sync.ts';
import { lastSegment } from './carddav-client.ts';
import { tableDirectory } from './contact-table.ts';
import { createLdapDirectory, tryLdap, type LdapDirectory } from './ldap.ts';
import {
	answered,
	failed,
	openPassword,
	presentRows,
	readSource,
	readState,
	readSyncState,
	sealPassword
} from './source-table.ts';

type DirectoryDone =
	| { readonly ok: true }
	/** `password-needed`: it would go to another server, or as another user, than it was given for. */
	| {
			readonly ok: false;
			readonly code: 'changed-elsewhere' | 'password-needed' | 'unknown-source';
	  };

interface SourcesParts {
	readonly database: Database;
	readonly sealer: Sealer;
	/** UTC epoch ms. */
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
	/** There is something to fetch. */
	readonly changed: () => void;
}

const STAMP = 'directories-stamp';
/** That all is well is written down no more often than this. */
const NOTE_EVERY_MS = 60_000;

/** The directories that administrators have configured, as every node finds them now. */
export class DirectorySources {
	readonly #parts: SourcesParts;
	readonly #closing = new AbortController();
	readonly #ldap = new Map<string, LdapDirectory>();
	readonly #noted = new Map<string, { readonly at: number; readonly error: string }>();
	#known:
		{ readonly stamp: string; readonly directories: Promise<readonly Directory[]> } | undefined;
	#noting: Promise<unknown> = Promise.resolve();

	constructor(parts: SourcesParts) {
		this.#parts = parts;
	}

	/** Those to be asked; read again only after a change on any node. */
	async current(): Promise<readonly Directory[]> {
		const stamp = await readStamp(this.#parts.database.db, STAMP);
		if (this.#known?.stamp !== stamp) {
			const directories = this.#open();
			const known = { stamp, directories };
			this.#known = known;
			directories.catch(() => {
				if (this.#known === known) this.#known = undefined;
			});
		}
		return this.#known?.directories ?? [];
	}

	async list(): Promise<ListedDirectory[]> {
		const { db } = this.#parts.database;
		const counts = await db
			.selectFrom('contact')
			.select((select) => ['source', select.fn.countAll<number>().as('entries')])
			.groupBy('source')
			.execute();
		const rows = await presentRows(db);
		return rows.map((row) => {
			const source = readSource(row.data);
			const { entries = 0 } = counts.find((count) => count.source === row.id) ?? {};
			return {
				source,
				hasPassword: row.password_sealed !== null,
				state: {
					...readState(row, source.kind === 'carddav' ? Number(entries) : null),
					unreadable: readSyncState(row).unreadable.map(lastSegment)
				}
			};
		});
	}

	/** How each source is called, by id: what everybody may know of it. */
	async names(): Promise<Record<string, string>> {
		const rows = await presentRows(this.#parts.database.db);
		return Object.fromEntries(
			rows.map(({ id, data }): [string, string] => [id, readSource(data).name])
		);
	}

	/** Takes effect on all nodes with the next lookup. */
	async do(command: DirectoryCommand): Promise<DirectoryDone> {
		const done = await this.#parts.database.inTransaction(async (tx) => {
			// First: of two administrators at the same moment the second sees what the first did.
			await writeStamp(tx, STAMP);
			return command.do === 'save' ? this.#save(tx, command) : this.#mark(tx, command);
		});
		if (done.ok) this.#parts.changed();
		return done;
	}

	/** Asks a source with settings that need not be saved; a password left out is the saved one. */
	async try({ source, password }: DirectoryTrial): Promise<TrialResult | undefined> {
		const given = password ?? (await this.#savedPassword(source));
		if (given === undefined) return undefined;
		return source.kind === 'ldap'
			? tryLdap(source, given)
			: tryCardDav(source, { ...source, password: given }, this.#closing.signal);
	}

	async close(): Promise<void> {
		this.#closing.abort();
		await Promise.all([...this.#ldap.values()].map((directory) => directory.close()));
		await this.#noting;
	}

	async #open(): Promise<readonly Directory[]> {
		const { database, sealer } = this.#parts;
		const rows = await presentRows(database.db);
		const kept = new Set<string>();
		const directories = rows.map((row) => {
			const source = readSource(row.data);
			if (source.kind === 'carddav') return this.#fetched(source.id);
			// One that has not changed keeps its connection.
			const key = `${row.data} ${row.password_sealed}`;
			kept.add(key);
			const open = this.#ldap.get(key) ?? createLdapDirectory(source, openPassword(sealer, row));
			this.#ldap.set(key, open);
			return this.#watched(source, open);
		});
		for (const [key, directory] of this.#ldap) {
			if (kept.has(key)) continue;
			this.#ldap.delete(key);
			void directory.close();
		}
		return directories;
	}

	/** What was fetched answers while its server is away; but that nobody is known is then not certain. */
	#fetched(id: string): Directory {
		const { db } = this.#parts.database;
		const directory = tableDirectory(db, id);
		const whyUncertain = async () => {
			const row = await db
				.selectFrom('directory_source')
				.select(['error', 'answered_at'])
				.where('id', '=', id)
				.executeTakeFirst();
			return row?.error ?? (row?.answered_at === null ? 'not fetched yet' : undefined);
		};
		return {
			...directory,
			async find(e164) {
				const answer = await directory.find(e164);
				const error = answer.status === 'found' ? undefined : await whyUncertain();
				return error === undefined ? answer : { source: id, status: 'failed', error };
			},
			async search(words, limit) {
				const found = await directory.search(words, limit);
				const error = found.length > 0 ? undefined : await whyUncertain();
				if (error !== undefined) throw new Error(error);
				return found;
			}
		};
	}

	#watched(source: LdapSource, directory: Directory): Directory {
		const watch = async <Answer>(asked: Promise<Answer>): Promise<Answer> => {
			try {
				const answer = await asked;
				this.#note(source.id, undefined);
				return answer;
			} catch (error) {
				this.#note(source.id, error);
				throw error;
			}
		};
		return {
			source: source.id,
			find: (e164) => watch(directory.find(e164)),
			search: (words, limit) => watch(directory.search(words, limit))
		};
	}

	/** Writes down how a source is doing, where that is news; nobody who asks waits for it. */
	#note(id: string, problem: unknown): void {
		const { database, now, onError } = this.#parts;
		const at = now();
		const error = problem === undefined ? '' : String(problem);
		const last = this.#noted.get(id);
		if (last?.error === error && at - last.at < NOTE_EVERY_MS) return;
		this.#noted.set(id, { at, error });
		const { db } = database;
		this.#noting = this.#noting
			.then(() =>
				db
					.updateTable('directory_source')
					.set(problem === undefined ? answered(at) : failed(problem, at))
					.where('id', '=', id)
					.execute()
			)
			.catch(onError);
	}

	async #save(
		tx: Transaction<Schema>,
		{ source, base, password }: Extract<DirectoryCommand, { do: 'save' }>
	): Promise<DirectoryDone> {
		const { sealer, now } = this.#parts;
		const { id } = source;
		const row = await tx
			.selectFrom('directory_source')
			.select(['data', 'removed_at', 'password_sealed'])
			.where('id', '=', id)
			.executeTakeFirst();
		const before = row && row.removed_at === null ? readSource(row.data) : undefined;
		const present = new Map(before ? [[id, before]] : []);
		const isTaken = row !== undefined && row.removed_at !== null;
		if (isTaken || changedElsewhere([{ id, base }], present).length > 0) {
			return { ok: false, code: 'changed-elsewhere' };
		}
		const keepsPassword = password === undefined && row?.password_sealed != null;
		if (keepsPassword && before && !asksSamePlace(before, source)) {
			return { ok: false, code: 'password-needed' };
		}
		const values = {
			data: JSON.stringify(source),
			password_sealed: keepsPassword
				? row.password_sealed
				: sealPassword(sealer, id, password ?? ''),
			// All is fetched again: another numbering plan makes other numbers.
			...{ sync_state: null, error: null, failed_since: null, ...NOT_LEASED },
			next_sync_at: source.kind === 'carddav' ? now() : null
		};
		this.#noted.delete(id);
		await tx
			.insertInto('directory_source')
			.values({ id, ...values })
			.onConflict((conflict) => conflict.column('id').doUpdateSet(values))
			.execute();
		return { ok: true };
	}

	async #mark(
		tx: Transaction<Schema>,
		command: Exclude<DirectoryCommand, { do: 'save' }>
	): Promise<DirectoryDone> {
		const { id } = command;
		const now = this.#parts.now();
		const isFetched = await tx
			.selectFrom('directory_source')
			.select('next_sync_at')
			.where('id', '=', id)
			.executeTakeFirst();
		const due = { next_sync_at: isFetched?.next_sync_at == null ? null : now };
		const changes = {
			remove: { removed_at: now, ...NOT_LEASED },
			restore: { removed_at: null, ...due },
			sync: due
		};
		const marked = await tx
			.updateTable('directory_source')
			.set(changes[command.do])
			.where('id', '=', id)
			.where('removed_at', command.do === 'restore' ? 'is not' : 'is', null)
			.returning('id')
			.execute();
		return marked.length > 0 ? { ok: true } : { ok: false, code: 'unknown-source' };
	}

	/** Undefined where the saved one was given for another place. */
	async #savedPassword(source: DirectorySource): Promise<string | undefined> {
		const { database, sealer } = this.#parts;
		const row = (await presentRows(database.db)).find(({ id }) => id === source.id);
		if (!row || row.password_sealed === null) return '';
		return asksSamePlace(readSource(row.data), source) ? openPassword(sealer, row) : undefined;
	}
}

const NOT_LEASED = { lease_owner: null, leased_until: null };
