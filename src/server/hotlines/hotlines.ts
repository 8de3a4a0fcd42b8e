import { promisify } from 'node:util';
import { gzip, type ZlibOptions } from 'node:zlib';
import type { Transaction } from 'kysely';
import * as v from 'valibot';
import { HotlineIndex } from '#domain/hotline-index.ts';
import { storedHotlineSchema, type Hotline } from '#domain/hotline.ts';
import type { HotlineChange } from '#domain/hotline-change.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import { changedElsewhere } from '#server/database/changed-elsewhere.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';
import { readStamp, writeStamp } from '#server/database/stamp.ts';

/** The companies in whose name the phone is answered; all accounts of the installation share them. */
export interface Hotlines {
	/** All of them as they are now. */
	current(): Promise<HotlineSnapshot>;
	/** Another one after each change, on every node. */
	stamp(): Promise<string>;
	/** Adds hotlines after the present ones. */
	add(hotlines: readonly Hotline[]): Promise<void>;
	/**
	 * Adds, replaces and removes, all or nothing. Where somebody has changed one of them since it was
	 * read, nothing is done: the ids say which.
	 */
	change(change: HotlineChange): Promise<HotlinesChanged>;
}

/** All hotlines at one moment, in the order that people gave them. */
export class HotlineSnapshot {
	readonly stamp: string;
	readonly hotlines: readonly Hotline[];
	readonly #indexes = new Map<string, HotlineIndex>();
	#compressed: Promise<Buffer> | undefined;

	constructor(stamp: string, hotlines: readonly Hotline[]) {
		this.stamp = stamp;
		this.hotlines = hotlines;
	}

	/** `{ stamp, hotlines }` as JSON in gzip (RFC 1952): written once, however many phones ask for it. */
	compressed(): Promise<Buffer> {
		const { stamp, hotlines } = this;
		this.#compressed ??= compress(JSON.stringify({ stamp, hotlines }), { level: 1 });
		return this.#compressed;
	}

	/** By which number a hotline is found under an account's numbering plan. */
	index(plan: NumberingPlan): HotlineIndex {
		const key = JSON.stringify(plan);
		const made = this.#indexes.get(key) ?? new HotlineIndex(this.hotlines, plan);
		if (this.#indexes.size >= MAX_PLANS) this.#indexes.clear();
		this.#indexes.set(key, made);
		return made;
	}
}

type HotlinesChanged =
	| { readonly ok: true; readonly stamp: string }
	| { readonly ok: false; readonly changedElsewhere: readonly string[] };

const compress = promisify<string, ZlibOptions, Buffer>(gzip);

/** The `installation` row with the stamp. */
const STAMP = 'hotlines-stamp';
/** SQLite and PostgreSQL both bind as many ids at once. */
const CHUNK = 500;
/** Accounts of one office share few numbering plans. */
const MAX_PLANS = 20;

export function createHotlines({ db, inTransaction }: Database): Hotlines {
	/** Thousands of hotlines are read and indexed once for each change, not for each call. */
	let known: HotlineSnapshot | undefined;
	return {
		async current() {
			const stamp = await readStamp(db, STAMP);
			if (known?.stamp === stamp) return known;
			const rows = await db
				.selectFrom('hotline')
				.select('data')
				.orderBy('position')
				.orderBy('id')
				.execute();
			known = new HotlineSnapshot(
				stamp,
				rows.map(({ data }) => read(data))
			);
			return known;
		},
		stamp: () => readStamp(db, STAMP),
		add: (hotlines) => inTransaction((tx) => addHotlines(tx, hotlines)),
		change: (change) => inTransaction((tx) => changeHotlines(tx, change))
	};
}

/** Adds hotlines after the present ones, within a transaction under way. */
export async function addHotlines(
	tx: Transaction<Schema>,
	hotlines: readonly Hotline[]
): Promise<void> {
	const { last } = await tx
		.selectFrom('hotline')
		.select((select) => select.fn.max('position').as('last'))
		.executeTakeFirstOrThrow();
	const rows = hotlines.map((hotline, index) => ({
		id: hotline.id,
		data: JSON.stringify(hotline),
		position: (last ?? 0) + 1 + index
	}));
	for (let start = 0; start < rows.length; start += CHUNK) {
		await tx
			.insertInto('hotline')
			.values(rows.slice(start, start + CHUNK))
			.execute();
	}
	await writeStamp(tx, STAMP);
}

async function changeHotlines(
	tx: Transaction<Schema>,
	{ save, remove }: HotlineChange
): Promise<HotlinesChanged> {
	// Before anything is read: of two administrators at the same moment the second sees what the first did.
	const stamp = await writeStamp(tx, STAMP);
	const seen = [
		...save.map(({ hotline, base }) => ({ id: hotline.id, base })),
		...remove.map((hotline) => ({ id: hotline.id, base: hotline }))
	];
	const present = await presentHotlines(
		tx,
		seen.map(({ id }) => id)
	);
	const others = changedElsewhere(seen, present);
	if (others.length > 0) return { ok: false, changedElsewhere: others };

	for (const { id } of remove) await tx.deleteFrom('hotline').where('id', '=', id).execute();
	for (const { hotline } of save.filter(({ base }) => base !== null)) {
		await tx
			.updateTable('hotline')
			.set({ data: JSON.stringify(hotline) })
			.where('id', '=', hotline.id)
			.execute();
	}
	const fresh = save.filter(({ base }) => base === null).map(({ hotline }) => hotline);
	if (fresh.length > 0) await addHotlines(tx, fresh);
	return { ok: true, stamp: fresh.length > 0 ? await readStamp(tx, STAMP) : stamp };
}

async function presentHotlines(
	tx: Transaction<Schema>,
	ids: readonly string[]
): Promise<Map<string, Hotline>> {
	const present = new Map<string, Hotline>();
	for (let start = 0; start < ids.length; start += CHUNK) {
		const rows = await tx
			.selectFrom('hotline')
			.select(['id', 'data'])
			.where('id', 'in', ids.slice(start, start + CHUNK))
			.execute();
		for (const { id, data } of rows) present.set(id, read(data));
	}
	return present;
}

function read(data: string): Hotline {
	return v.parse(storedHotlineSchema, JSON.parse(data));
}
