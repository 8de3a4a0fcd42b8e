import type { Call } from '#domain/call.ts';
import type { CallReport } from '#domain/call-report.ts';
import type { Contact } from '#domain/contact.ts';
import type { Hotline } from '#domain/hotline.ts';
import type { JournalEntry, JournalNames } from '#domain/journal-entry.ts';
import { parsePhoneNumber, type NumberingPlan } from '#domain/phone-number.ts';
import { reportContact } from '#domain/report-contact.ts';
import { transferNames, type TransferNames } from '#domain/transfer-names.ts';
import type { ShownCall } from './telephone.ts';

/** What the journal keeps of a call that has just begun. */
export function liveEntry(phoneCall: ShownCall): JournalEntry {
	const { call } = phoneCall;
	const { callId, startedAt } = call;
	const facts = { callId, startedAt, ...journalNames(phoneCall), ...transferNames(namesOf(call)) };
	return call.direction === 'incoming'
		? { ...facts, direction: 'incoming', caller: call.caller, called: call.called }
		: { ...facts, direction: 'outgoing', dialled: call.dialled };
}

/** Who has put a call through, to us or by us. */
function namesOf(call: Call): TransferNames {
	const isTransferred = call.state === 'ended' && call.cause.kind === 'transferred';
	return {
		transferredTo: isTransferred ? call.cause.to : undefined,
		transferredBy: call.direction === 'incoming' ? call.transferredBy : undefined
	};
}

/** Who somebody is in the journal's line of another call; undefined where nothing is known. */
export function shortName({ call, contact }: ShownCall): string | undefined {
	const known = contact?.name || contact?.company;
	if (known) return known;
	if (call.direction === 'outgoing') return call.dialled;
	const { caller } = call;
	if (caller.kind === 'number')
		return caller.displayName ?? caller.number.e164 ?? caller.number.raw;
	return caller.kind === 'user' ? (caller.displayName ?? caller.user) : undefined;
}

/** The report of an ended call to the server, with the contact that certainly has the caller's number. */
export function callReport(
	call: Extract<Call, { state: 'ended' }>,
	reportId: string,
	deviceId: string,
	plan: NumberingPlan,
	contact?: Contact
): CallReport {
	const facts = {
		version: 1,
		reportId,
		deviceId,
		callId: call.callId,
		startedAt: call.startedAt,
		endedAt: call.endedAt,
		ringMs: call.ringMs,
		...(call.connectedAt === undefined ? {} : { connectedAt: call.connectedAt }),
		...transferNames(namesOf(call))
	} as const;
	if (call.direction === 'outgoing') {
		const dialled = parsePhoneNumber(call.dialled, plan) ?? { raw: call.dialled.slice(0, 256) };
		return { ...facts, direction: 'outgoing', outcome: call.outcome, dialled };
	}
	return {
		...facts,
		direction: 'incoming',
		outcome: call.outcome,
		caller: call.caller,
		called: { ...call.called, divertedFrom: [...call.called.divertedFrom] },
		...(call.markedInternal === undefined ? {} : { markedInternal: call.markedInternal }),
		...(contact && { contact: reportContact(contact) })
	};
}

/** Names as they are known now: the journal shows them even when hotline or contact are changed later. */
export function journalNames({ hotline, contact }: ShownCall): JournalNames {
	const named = hotlineNames(hotline);
	return {
		...(named && { hotline: named }),
		...(contact && { contact: { name: contact.name, company: contact.company } })
	};
}

export function hotlineNames(hotline: Hotline | undefined): JournalNames['hotline'] {
	if (!hotline) return undefined;
	const { id, name, company, color } = hotline;
	return { id, name, company, color };
}
