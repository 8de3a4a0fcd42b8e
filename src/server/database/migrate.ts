import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { contactSchema } from '#domain/contact.ts';
import { searchTextOf } from '#domain/contact-search.ts';
import { Migrator, type Migration } from 'kysely/migration';
import type { Engine } from './engine.ts';
import { createFirstTables } from './migrations/0001-first-tables.ts';
import { addJoinedJournal } from './migrations/0002-joined-journal.ts';
import { addPbxEvents } from './migrations/0003-pbx-events.ts';
import { addDeliveryReceipts } from './migrations/0004-delivery-receipts.ts';
import { addChannelPauses } from './migrations/0005-channel-pauses.ts';
import { addPictures } from './migrations/0006-pictures.ts';
import { addContactSources } from './migrations/0007-contact-sources.ts';
import { addDirectories } from './migrations/0008-directories.ts';
import { addContactChoices } from './migrations/0009-contact-choices.ts';
import { addPushDevices } from './migrations/0010-push-devices.ts';

/**
 * Brings the tables up to this version. Imported by name instead of being searched for in a folder:
 * what runs is what the type checker saw. Kysely holds its own lock (an advisory lock on PostgreSQL,
 * BEGIN IMMEDIATE on SQLite), so any number of nodes can start at once.
 *
 * @throws where a migration fails: a half-known database is no place to keep calls in.
 */
export async function migrate<Tables>(db: Kysely<Tables>, engine: Engine): Promise<void> {
	const { error } = await migratorOf(db, engine).migrateToLatest();
	if (error !== undefined) throw error;
}

/** Knows every step from empty tables to those of this version. */
export function migratorOf<Tables>(db: Kysely<Tables>, engine: Engine): Migrator {
	const migrations: Record<string, Migration> = {
		'0001-first-tables': { up: (db) => createFirstTables(db, engine) },
		'0002-joined-journal': { up: addJoinedJournal },
		'0003-pbx-events': { up: addPbxEvents },
		'0004-delivery-receipts': { up: addDeliveryReceipts },
		'0005-channel-pauses': { up: addChannelPauses },
		'0006-pictures': { up: addPictures },
		'0007-contact-sources': { up: (db) => addContactSources(db, storedSearchText) },
		'0008-directories': { up: addDirectories },
		'0009-contact-choices': { up: addContactChoices },
		'0010-push-devices': { up: addPushDevices }
	};
	return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
}

function storedSearchText(data: string): string {
	return searchTextOf(v.parse(contactSchema, JSON.parse(data)));
}
