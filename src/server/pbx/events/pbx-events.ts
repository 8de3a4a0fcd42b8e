import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { calledNumber } from '#domain/called-number.ts';
import { callerIdentity } from '#domain/caller-identity.ts';
import { internalMark } from '#domain/internal-caller.ts';
import {
	headersOf,
	newsOf,
	pbxEventSchema,
	reportOfEvents,
	type PbxEvent,
	type ReadPbxEvent
} from '#domain/pbx-event.ts';
import type { JoinedCall } from '#domain/notification-rules.ts';
import type { Settings } from '#domain/settings.ts';
import { readSettingsOf } from '#server/accounts/settings.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Intake } from '#server/intake/intake.ts';
import { RINGING_TTL_S, type RingingPush } from '#server/push/ringing-push.ts';
import { PbxEventStore } from './event-store.ts';
import { judgeSignature, type SignedRequest } from './signature.ts';

/** What a PBX is answered. `detail` is a path into the body: no value, and nothing secret. */
export type PbxAnswer =
	| { readonly ok: true; readonly status: 'stored' | 'known' }
	| { readonly ok: false; readonly code: PbxRefusal; readonly detail?: string };
export type PbxRefusal =
	'bad-signature' | 'stale-timestamp' | 'invalid-json' | 'invalid-body' | 'unknown-user';

interface PbxEventsParts {
	readonly database: Database;
	readonly intake: Pick<Intake, 'receive'>;
	/** Tells devices whose app may be closed. */
	readonly ringing: Pick<RingingPush, 'tell'>;
	/** Shared with the PBX. */
	readonly secret: string;
	readonly now: () => number;
}

/** Where a PBX tells of calls that perhaps no browser saw. */
export interface PbxEvents {
	/** Judges and stores one event; what it says of its call is reported when this resolves. May come again. */
	receive(request: SignedRequest): Promise<PbxAnswer>;
}

interface Account {
	readonly id: string;
	readonly email: string;
}

export function createPbxEvents({
	database,
	intake,
	ringing,
	secret,
	now
}: PbxEventsParts): PbxEvents {
	const store = new PbxEventStore(database);

	/** True where the event was new. `sentAt`: by the PBX's clock, UTC epoch ms. */
	async function take(event: PbxEvent, account: Account, sentAt: number): Promise<boolean> {
		const key = { accountId: account.id, eventId: event.eventId, callId: event.callId };
		const settings = await readSettingsOf(database.db, account);
		const said = readEvent(event, settings);
		const read = (await isKnownWithheld(database, key)) ? { ...said, caller: WITHHELD } : said;
		const isNew = await store.add(key, read, now());
		// Also for one that is known: the process may have died between storing it and reporting the call.
		const [first = read, ...others] = await store.ofCall(account.id, event.callId);
		const isLive = sentAt - event.at < RINGING_TTL_S * 1_000;
		const news = isNew && isLive ? newsOf(read, [first, ...others]) : undefined;
		if (news) ringing.tell({ ...key, ...read, settings }, news);
		const report = reportOfEvents([first, ...others], {
			callId: event.callId,
			reportId: reportIdOf(event)
		});
		if (report) {
			const { answers } = await intake.receive(account, [report]);
			const refused = answers.find(({ status }) => status === 'refused');
			if (refused) throw new Error(`a PBX event made no valid report: ${JSON.stringify(refused)}`);
		}
		if (event.type === 'ended') await store.prune(now());
		return isNew;
	}

	return {
		async receive(request) {
			const verdict = judgeSignature(request, secret, now());
			if (verdict !== 'good') return { ok: false, code: verdict };
			const parsed = parse(request.body);
			if (!parsed.ok) return parsed;
			const accounts = await accountsOf(database, parsed.event);
			if (accounts.length === 0) return { ok: false, code: 'unknown-user' };
			let isNew = false;
			const sentAt = Number(request.timestamp) * 1_000;
			for (const account of accounts) {
				isNew = (await take(parsed.event, account, sentAt)) || isNew;
			}
			return { ok: true, status: isNew ? 'stored' : 'known' };
		}
	};
}

function parse(
	body: Uint8Array
): { readonly ok: true; readonly event: PbxEvent } | (PbxAnswer & { ok: false }) {
	let json: unknown;
	try {
		// Not fatal: a display name in another encoding must not lose the call.
		json = JSON.parse(new TextDecoder().decode(body));
	} catch {
		return { ok: false, code: 'invalid-json' };
	}
	const parsed = v.safeParse(pbxEventSchema, json);
	if (parsed.success) return { ok: true, event: parsed.output };
	const [issue] = parsed.issues;
	const detail = v.getDotPath(issue) ?? undefined;
	return { ok: false, code: 'invalid-body', ...(detail !== undefined && { detail }) };
}

/** Every account that has this telephone. */
async function accountsOf({ db }: Database, { user, domain }: PbxEvent): Promise<Account[]> {
	const rows = await db
		.selectFrom('sip_account')
		.innerJoin('user', 'user.id', 'sip_account.account_id')
		.select(['user.id', 'user.email', 'sip_account.domain'])
		.where('sip_account.user', '=', user)
		.orderBy('user.id')
		.execute();
	// Host names are compared without case (RFC 3261 §19.1.4), user parts with it.
	return rows.filter((row) => row.domain.toLowerCase() === domain);
}

const WITHHELD = { kind: 'withheld' } as const;

/** A device has reported the caller as withheld: what the PBX still says of them is not kept. */
async function isKnownWithheld(
	{ db }: Database,
	{ accountId, callId }: { readonly accountId: string; readonly callId: string }
): Promise<boolean> {
	const call = await db
		.selectFrom('call')
		.select('joined')
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.where('direction', '=', 'incoming')
		.executeTakeFirst();
	return call !== undefined && (JSON.parse(call.joined) as JoinedCall).caller.kind === 'withheld';
}

/** Reads caller and called number as the account's own phone would; what is withheld ends here. */
function readEvent(event: PbxEvent, settings: Settings): ReadPbxEvent {
	const headers = headersOf(event);
	const called = calledNumber(headers, settings);
	const parties = {
		at: event.at,
		caller: callerIdentity(headers, settings.numbering),
		called: { ...called, divertedFrom: [...called.divertedFrom] },
		...internalMark(headers, settings.internalHeader)
	};
	if (event.type !== 'ended') return { ...parties, type: event.type };
	const { type, reason, ringMs } = event;
	return { ...parties, type, reason, ...(ringMs !== undefined && { ringMs }) };
}

/** The same for an event that comes again: a UUID (RFC 9562 §5.8) of the event's own id and call. */
function reportIdOf({ callId, eventId }: PbxEvent): string {
	const hex = createHash('sha256')
		.update(JSON.stringify([callId, eventId]))
		.digest('hex');
	const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
	return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
