import type { Kysely } from 'kysely';
import type { PausedChannel, PauseReason } from '#domain/channel-pause.ts';
import { probePause } from '#domain/retry-schedule.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';

interface Refusal {
	readonly channel: string;
	readonly reason: PauseReason;
	/** The server's own words. */
	readonly error: string;
}

/** When a paused channel is tried next, UTC epoch ms, and how often it has been tried. */
export interface ProbeTurn {
	readonly channel: string;
	readonly probes: number;
	readonly nextProbeAt: number;
}

interface Viewer {
	readonly id: string;
	readonly role: string;
}

/**
 * Which channels are paused. In the database, so that many nodes together try a refused login no more
 * often than one would, and each of them can say why messages wait.
 */
export class ChannelPauses {
	readonly #db: Kysely<Schema>;

	constructor({ db }: Database) {
		this.#db = db;
	}

	/** Undefined where the channel is not paused. */
	async turnOf(channel: string): Promise<ProbeTurn | undefined> {
		const row = await this.#db
			.selectFrom('channel_pause')
			.select(['channel', 'probes', 'next_probe_at'])
			.where('channel', '=', channel)
			.executeTakeFirst();
		return row && { channel, probes: row.probes, nextProbeAt: row.next_probe_at };
	}

	/** Pauses a channel, or notes what its server says now. `now`: UTC epoch ms. */
	async pause({ channel, reason, error }: Refusal, now: number): Promise<void> {
		await this.#db
			.insertInto('channel_pause')
			.values({
				channel,
				reason,
				error,
				since: now,
				probes: 0,
				next_probe_at: now + probePause(0)
			})
			.onConflict((conflict) => conflict.column('channel').doUpdateSet({ reason, error }))
			.execute();
	}

	/** True where the turn is the caller's: of several nodes, one tries. */
	async takeTurn({ channel, probes, nextProbeAt }: ProbeTurn, now: number): Promise<boolean> {
		const taken = await this.#db
			.updateTable('channel_pause')
			.set({ probes: probes + 1, next_probe_at: now + probePause(probes + 1) })
			.where('channel', '=', channel)
			.where('probes', '=', probes)
			.where('next_probe_at', '=', nextProbeAt)
			.returning('channel')
			.execute();
		return taken.length > 0;
	}

	/** The channel works again. */
	async lift(channel: string): Promise<void> {
		await this.#db.deleteFrom('channel_pause').where('channel', '=', channel).execute();
	}

	/** The pauses that concern somebody: those for which own messages wait; administrators see all. */
	async shownTo({ id, role }: Viewer): Promise<PausedChannel[]> {
		const isAdmin = role === 'admin';
		const pauses = await this.#db.selectFrom('channel_pause').selectAll().execute();
		if (pauses.length === 0) return [];
		const counts = await this.#db
			.selectFrom('outbox')
			.select((select) => [
				'channel',
				select.fn.countAll<number>().as('all'),
				select.fn.countAll<number>().filterWhere('account_id', '=', id).as('own')
			])
			.where('state', '=', 'waiting')
			.groupBy('channel')
			.execute();
		return pauses.flatMap(({ channel, reason, since, error, next_probe_at: nextProbeAt }) => {
			const { own = 0, all = 0 } = counts.find((count) => count.channel === channel) ?? {};
			if (!isAdmin && own === 0) return [];
			const shown = { channel, reason, since, answer: error, waiting: own };
			return [isAdmin ? { ...shown, installation: { waiting: all, nextProbeAt } } : shown];
		});
	}
}
