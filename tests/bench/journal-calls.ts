import { DEMO_HOTLINES } from '#server/demo-seed/demo-directory.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { EXCEPTIONS, type Decision, type JoinedCall } from '#domain/notification-rules.ts';
import type { Processed } from '#domain/processed.ts';

const EMAIL = 'anna@demo.example';
/** The bundled SQLite takes so many values in one statement at the least. */
const ROWS_AT_ONCE = 500;
const CALLERS = 1_000;
const HOTLINES = DEMO_HOTLINES.map(({ number }) => number);

/** The SIP Call-ID of the oldest call. */
export const OLDEST = callIdOf(0);
/** Whom every second thousandth call comes from, as the journal's search finds them. */
export const CALLER = { name: 'Mustermann 501', number: '40 66969 501' };

/**
 * Puts calls of a long time, one a minute, into a demo's database beside its running server: of each five
 * one was made, one answered, one answered elsewhere, two missed, of which few are still open.
 */
export async function fillJournal(dataFolder: string, calls: number): Promise<void> {
	const database = await openDatabase({ dataFolder });
	try {
		const { id } = await database.db
			.selectFrom('user')
			.select('id')
			.where('email', '=', EMAIL)
			.executeTakeFirstOrThrow();
		// Above the calls that the bench makes itself: what is in sight depends on these alone.
		const now = Date.now() + 3_600_000;
		for (let first = 0; first < calls; first += ROWS_AT_ONCE) {
			const size = Math.min(ROWS_AT_ONCE, calls - first);
			const rows = Array.from({ length: size }, (_, at) => rowOf(first + at, calls, now));
			await database.inTransaction(async (tx) => {
				await tx
					.insertInto('call')
					.values(rows.map((row) => ({ account_id: id, ...row })))
					.execute();
			});
		}
	} finally {
		await database.close();
	}
}

/** @param age 0 for the newest */
function kindOf(age: number): 'outgoing' | 'answered' | 'answered-elsewhere' | 'missed' {
	return (['outgoing', 'answered', 'answered-elsewhere', 'missed', 'missed'] as const)[age % 5]!;
}

function rowOf(place: number, calls: number, now: number) {
	const age = calls - 1 - place;
	const kind = kindOf(age);
	const caller = (age * 7 + 501) % CALLERS;
	const number = `+494066969${String(caller).padStart(3, '0')}`;
	const startedAt = now - (age + 1) * 60_000;
	const endedAt = startedAt + 9_000;
	const isMissed = kind === 'missed';
	const isOpen = isMissed && age % 50 === 4;
	const processed: Processed = { at: endedAt, kind: 'auto', callId: callIdOf(place + 1) };
	const phone = { raw: number, e164: number };
	const joined: JoinedCall = {
		outcome: kind === 'outgoing' ? 'answered' : kind,
		caller: { kind: 'number', number: phone, displayName: 'Mustermann', source: 'from' },
		called: {
			number: { raw: HOTLINES[age % 3]!, e164: HOTLINES[age % 3]! },
			source: 'to',
			header: 'To',
			divertedFrom: []
		},
		startedAt,
		endedAt,
		ringMs: 4_000
	};
	return {
		call_id: callIdOf(place),
		direction: kind === 'outgoing' ? ('outgoing' as const) : ('incoming' as const),
		outcome: joined.outcome,
		caller_key: kind === 'outgoing' ? null : number,
		party_key: number,
		started_at: startedAt,
		ended_at: endedAt,
		connected_at: joined.outcome === 'answered' ? startedAt + 4_000 : null,
		ring_ms: 4_000,
		joined: JSON.stringify(kind === 'outgoing' ? { dialled: phone } : joined),
		decided_at: kind === 'outgoing' ? null : endedAt,
		decision: kind === 'outgoing' ? null : JSON.stringify(decisionOf(isMissed)),
		notified: 0 as const,
		processed_at: isMissed && !isOpen ? endedAt : null,
		processed_by: isMissed && !isOpen ? JSON.stringify(processed) : null,
		contact: JSON.stringify({ name: `Mustermann ${caller}`, company: '' }),
		changed_at: place + 1
	};
}

/** As long as those that the server writes. */
function decisionOf(isMissed: boolean): Decision {
	if (!isMissed) return { notify: false, notUnanswered: 'answered', verdicts: [] };
	return {
		notify: false,
		verdicts: EXCEPTIONS.map((exception) => ({
			exception,
			enabled: true,
			matches: exception === 'shortRing',
			code: exception === 'shortRing' ? 'too-short' : 'outside',
			inputs: { caller: '+494066969501', ringMs: 4_000, shortRingMs: 5_000 }
		}))
	};
}

function callIdOf(place: number): string {
	return `${place}@pbx.example`;
}
