import type { Transaction } from 'kysely';
import * as v from 'valibot';
import { hotlineSchema, type Hotline } from '#domain/hotline.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';

/** The companies in whose name the phone is answered; all accounts of the installation share them. */
export interface Hotlines {
	/** In the order that people gave them. */
	list(): Promise<readonly Hotline[]>;
	/** Adds hotlines after the present ones. */
	add(hotlines: readonly Hotline[]): Promise<void>;
}

export function createHotlines({ db, inTransaction }: Database): Hotlines {
	return {
		async list() {
			const rows = await db
				.selectFrom('hotline')
				.select('data')
				.orderBy('position')
				.orderBy('id')
				.execute();
			return rows.map(({ data }) => v.parse(hotlineSchema, JSON.parse(data)));
		},
		add: (hotlines) => inTransaction((tx) => addHotlines(tx, hotlines))
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
	if (rows.length > 0) await tx.insertInto('hotline').values(rows).execute();
}
