import type { ReadPbxEvent } from '#domain/pbx-event.ts';
import type { Database } from '#server/database/open-database.ts';

/** Longer than a call lasts and than a PBX goes on trying to deliver an event. */
const KEPT_MS = 2 * 86_400_000;

interface EventKey {
	readonly accountId: string;
	readonly eventId: string;
	/** SIP Call-ID. */
	readonly callId: string;
}

/** What PBXes said of calls, kept until nothing of the call can come any more. */
export class PbxEventStore {
	readonly #db: Database['db'];

	constructor({ db }: Database) {
		this.#db = db;
	}

	/** On disk when it resolves, to true where the event was new. The first of two with the same id counts. */
	async add({ accountId, eventId, callId }: EventKey, event: ReadPbxEvent, now: number) {
		const added = await this.#db
			.insertInto('pbx_event')
			.values({
				account_id: accountId,
				event_id: eventId,
				call_id: callId,
				data: JSON.stringify(event),
				received_at: now
			})
			.onConflict((conflict) => conflict.columns(['account_id', 'event_id']).doNothing())
			.returning('event_id')
			.executeTakeFirst();
		return added !== undefined;
	}

	/** All events of one call. */
	async ofCall(accountId: string, callId: string): Promise<ReadPbxEvent[]> {
		const rows = await this.#db
			.selectFrom('pbx_event')
			.select('data')
			.where('account_id', '=', accountId)
			.where('call_id', '=', callId)
			.orderBy('received_at')
			.orderBy('event_id')
			.execute();
		// Parsed when it was received; written by us since.
		return rows.map(({ data }) => JSON.parse(data) as ReadPbxEvent);
	}

	/** Forgets old events: their calls have long been reported, by ids that do not count twice. */
	async prune(now: number): Promise<void> {
		await this.#db
			.deleteFrom('pbx_event')
			.where('received_at', '<', now - KEPT_MS)
			.execute();
	}
}
