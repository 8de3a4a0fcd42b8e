import type { Kysely } from 'kysely';
import { callerKey } from '#domain/caller-identity.ts';
import type { SourceAnswer } from '#domain/contact.ts';
import type { HotlineIndex } from '#domain/hotline-index.ts';
import { mailRecipient } from '#domain/notification-message.ts';
import { settingsFor } from '#domain/notification-recipient.ts';
import type { JoinedCall } from '#domain/notification-rules.ts';
import { isSmsWanted, type SmsService } from '#domain/notification-sms.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import { readCallerAgain, replayCalls, type Replay } from '#domain/replay-calls.ts';
import type { Settings } from '#domain/settings.ts';
import { readSettingsOf } from '#server/accounts/settings.ts';
import type { Schema } from '#server/database/schema.ts';
import { lastDecided, pastNotifications } from './decided-calls.ts';

/** Numbers that only a new numbering plan completes are looked up, so many and not all at once. */
const MOST_LOOKUPS = 24;
const LOOKUPS_AT_ONCE = 8;

interface ReplayParts {
	readonly db: Kysely<Schema>;
	readonly hotlines: () => Promise<{ index(plan: NumberingPlan): HotlineIndex }>;
	/** Asks every directory for a number in E.164. */
	readonly lookUp: (e164: string) => Promise<readonly SourceAnswer[]>;
	/** Undefined where the installation sends no text messages. */
	readonly sms: SmsService | undefined;
}

/**
 * Decides the account's last decided calls once more with settings that are not saved, and says which would
 * be decided differently. Reads only, and locks nothing: a call decided meanwhile may be missing.
 */
export async function replayDecisions(
	parts: ReplayParts,
	account: { readonly id: string; readonly email: string },
	proposed: Settings
): Promise<Replay> {
	const { db } = parts;
	const stored = await lastDecided(db, account.id);
	const [saved, sip, hotlines, past] = [
		await readSettingsOf(db, account),
		await db
			.selectFrom('sip_account')
			.select('domain')
			.where('account_id', '=', account.id)
			.executeTakeFirst(),
		await parts.hotlines(),
		await pastNotifications(db, account.id, stored)
	];
	const readAgain = rereader(saved.numbering, proposed.numbering);
	const calls = stored.map(({ then, ...call }) => ({
		...call,
		call: { ...then, caller: readAgain(then.caller) },
		storedNumber: e164Of(then)
	}));
	const lookups = await lookUpNew(
		parts.lookUp,
		calls.flatMap(({ call, storedNumber }) => {
			const e164 = e164Of(call);
			return e164 === undefined || e164 === storedNumber ? [] : e164;
		})
	);
	const index = hotlines.index(proposed.numbering);
	const decisions = replayCalls(
		calls.map(({ call, decidedAt, decision, storedNumber }) => {
			const e164 = e164Of(call);
			const isNew = e164 !== storedNumber;
			const wanted = settingsFor(proposed, index.find(call.called)?.hotline);
			return {
				call,
				decidedAt,
				decision,
				...(isNew && { lookup: e164 === undefined ? [] : (lookups.get(e164) ?? NOT_ASKED) }),
				isAddressed: mailRecipient(wanted) !== undefined || isSmsWanted(wanted, parts.sms)
			};
		}),
		past.map(({ joined, ...each }) => ({
			...each,
			callerKey: callerKey(readAgain(joined.caller)) ?? each.callerKey
		})),
		proposed,
		sip?.domain ?? ''
	);
	const changed = stored.flatMap(({ callId, now, contact, decision: before }, at) => {
		const after = decisions[at];
		if (!after || after.notify === before.notify) return [];
		const { startedAt, outcome, caller } = now;
		return [{ callId, startedAt, outcome, caller, contact, before, after }];
	});
	return {
		calls: stored.length,
		changed: changed.toSorted((one, other) => other.startedAt - one.startedAt)
	};
}

const NOT_ASKED: readonly SourceAnswer[] = [
	{ source: 'directories', status: 'failed', error: 'too many numbers' }
];

/** Reads callers by the proposed plan. Where that is the saved one, they are as the devices read them. */
function rereader(saved: NumberingPlan, proposed: NumberingPlan) {
	const isSame =
		saved.country === proposed.country &&
		saved.areaCode === proposed.areaCode &&
		saved.mainNumber === proposed.mainNumber &&
		saved.maxExtensionDigits === proposed.maxExtensionDigits;
	return (caller: JoinedCall['caller']) => (isSame ? caller : readCallerAgain(caller, proposed));
}

function e164Of({ caller }: JoinedCall): string | undefined {
	return caller.kind === 'number' ? caller.number.e164 : undefined;
}

async function lookUpNew(lookUp: ReplayParts['lookUp'], wanted: readonly string[]) {
	const numbers = [...new Set(wanted)].slice(0, MOST_LOOKUPS);
	const found = new Map<string, readonly SourceAnswer[]>();
	while (numbers.length > 0) {
		const some = numbers.splice(0, LOOKUPS_AT_ONCE);
		await Promise.all(some.map(async (e164) => found.set(e164, await lookUp(e164))));
	}
	return found;
}
