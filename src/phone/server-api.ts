import * as v from 'valibot';
import type { CallReport, CallReportAnswers } from '#domain/call-report.ts';
import type { ContactChoice } from '#domain/contact-choice.ts';
import {
	callChangesSchema,
	callStatusSchema,
	type CallChanges,
	type CallStatus
} from '#domain/journal-entry.ts';
import { iceSettingsSchema, type IceSettings } from '#domain/ice-servers.ts';
import type { CallMark } from '#domain/processed.ts';
import { ask, type ServerAnswer } from './ask-server.ts';

const answerSchema = v.variant('status', [
	v.object({ status: v.literal('stored') }),
	v.object({ status: v.literal('refused'), code: v.string(), detail: v.string() })
]);

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
