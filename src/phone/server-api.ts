import * as v from 'valibot';
import { API_VERSION_HEADER } from '#domain/api-version.ts';
import type { CallReport, CallReportAnswers } from '#domain/call-report.ts';
import type { ContactChoice } from '#domain/contact-choice.ts';
import { storedHotlineSchema } from '#domain/hotline.ts';
import {
	callChangesSchema,
	callStatusSchema,
	type CallChanges,
	type CallStatus
} from '#domain/journal-entry.ts';
import { iceSettingsSchema, type IceSettings } from '#domain/ice-servers.ts';
import type { CallMark } from '#domain/processed.ts';
import { serverSessionSchema, type SessionInfo } from '#domain/session-info.ts';
import { serverVersion } from './server-version.ts';

/**
 * What can go wrong between the app and its server; `code` is the server's own where it gave one. A server
 * of another version (`serverVersion`) is as good as away: what it refuses may be right for the next one.
 */
export type ServerFailure =
	| { readonly kind: 'unreachable'; readonly isOtherVersion?: boolean }
	| { readonly kind: 'refused'; readonly status: number; readonly code: string };

export type ServerAnswer<Value> =
	| { readonly ok: true; readonly value: Value; readonly isOtherVersion?: boolean }
	| { readonly ok: false; readonly failure: ServerFailure };

const hotlinesSchema = v.object({ stamp: v.string(), hotlines: v.array(storedHotlineSchema) });
const TIME_LIMIT_MS = 15_000;
const errorSchema = v.object({ code: v.string() });
const answerSchema = v.variant('status', [
	v.object({ status: v.literal('stored') }),
	v.object({ status: v.literal('refused'), code: v.string(), detail: v.string() })
]);

/** One request to the app's own server, its answer parsed. Never rejects. */
export async function ask<Schema extends v.GenericSchema>(
	schema: Schema,
	path: string,
	init: { method?: string; body?: unknown } = {}
): Promise<ServerAnswer<v.InferOutput<Schema>>> {
	try {
		const response = await fetch(path, {
			method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
			signal: AbortSignal.timeout(TIME_LIMIT_MS),
			...(init.body === undefined
				? {}
				: { headers: { 'content-type': 'application/json' }, body: JSON.stringify(init.body) })
		});
		serverVersion.heard(response.headers.get(API_VERSION_HEADER));
		const text = await response.text();
		const value: unknown = text === '' ? undefined : JSON.parse(text);
		if (!response.ok && (response.status === 401 || !serverVersion.differs)) {
			const said = v.safeParse(errorSchema, value);
			const code = said.success ? said.output.code : `http-${response.status}`;
			return { ok: false, failure: { kind: 'refused', status: response.status, code } };
		}
		if (response.ok) return { ok: true, value: v.parse(schema, value), ...version() };
	} catch {
		// Not reached, or not understood.
	}
	return { ok: false, failure: { kind: 'unreachable', ...version() } };
}

function version(): { isOtherVersion?: true } {
	return serverVersion.differs ? { isOtherVersion: true } : {};
}

/** The session; the hotlines in it are sent only where they are other than those that are known. */
export async function fetchSession(
	remembered: Promise<SessionInfo | undefined>
): Promise<ServerAnswer<SessionInfo>> {
	const [session, known] = await Promise.all([
		ask(serverSessionSchema, '/api/session'),
		remembered
	]);
	if (!session.ok) return session;
	const { value } = session;
	if (known?.hotlinesStamp === value.hotlinesStamp) {
		return { ok: true, value: { ...value, hotlines: known.hotlines } };
	}
	const list = await fetchHotlines();
	if (!list.ok) return list;
	const { stamp, hotlines } = list.value;
	return { ok: true, value: { ...value, hotlinesStamp: stamp, hotlines } };
}

function fetchHotlines(): Promise<ServerAnswer<v.InferOutput<typeof hotlinesSchema>>> {
	return ask(hotlinesSchema, '/api/hotlines');
}

export function sendReports(
	reports: readonly CallReport[]
): Promise<ServerAnswer<CallReportAnswers>> {
	return ask(v.object({ answers: v.array(answerSchema) }), '/api/reports', { body: { reports } });
}

export async function fetchStatuses(
	callIds: readonly string[]
): Promise<ServerAnswer<{ calls: CallStatus[] }>> {
	const ids = callIds.map((id) => `ids=${encodeURIComponent(id)}`).join('&');
	return ask(v.object({ calls: v.array(callStatusSchema) }), `/api/calls?${ids}`);
}

/** What changed of the account's calls after a change number, one page. */
export function fetchChanges(since: number): Promise<ServerAnswer<CallChanges>> {
	return ask(callChangesSchema, `/api/calls?changed-since=${since}`);
}

export function sendMarks(marks: readonly CallMark[]): Promise<ServerAnswer<undefined>> {
	return ask(v.undefined(), '/api/processed-calls', { body: { marks } });
}

/** Sends a message that was given up once more. */
export function sendRetry(callId: string, channel: string): Promise<ServerAnswer<undefined>> {
	return ask(v.undefined(), '/api/message-retries', { body: { callId, channel } });
}

/** Remembers whom a number means to the account; undefined forgets it. */
export function sendChoice(
	e164: string,
	choice: ContactChoice | undefined
): Promise<ServerAnswer<undefined>> {
	const body = choice ? { e164, choice } : { e164 };
	return ask(v.undefined(), '/api/contact-choices', { method: choice ? 'PUT' : 'DELETE', body });
}

export async function sayActive(): Promise<void> {
	await ask(v.undefined(), '/api/activity', { method: 'POST' });
}

/** STUN and TURN servers, with new credentials. */
export function fetchIceSettings(): Promise<ServerAnswer<IceSettings>> {
	return ask(iceSettingsSchema, '/api/ice-servers');
}
