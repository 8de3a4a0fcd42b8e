import type { CalledNumber } from './called-number.ts';
import type { CallChange, JournalEntry, JournalNames } from './journal-entry.ts';
import { transferNames } from './transfer-names.ts';

/**
 * The entry that this device keeps once the server has told of a change. The server knows what all devices
 * reported, so its facts replace this device's, but for a call that still lives here or whose report
 * has not left yet: those the server will hear of. Names stay as they were when it rang,
 * but for that of a caller who was withheld on another device.
 */
export function mergeChange(
	before: JournalEntry | undefined,
	{ status, facts, contact }: CallChange,
	isReportWaiting: boolean,
	hotlineOf: (called: CalledNumber) => JournalNames['hotline']
): JournalEntry {
	if (before && (before.endedAt === undefined || isReportWaiting)) return { ...before, status };
	const hotline =
		before?.hotline ?? (facts.direction === 'incoming' ? hotlineOf(facts.called) : undefined);
	const isWithheld = facts.direction === 'incoming' && facts.caller.kind === 'withheld';
	const known = isWithheld ? undefined : (before?.contact ?? contact);
	return {
		...facts,
		callId: status.callId,
		status,
		...(hotline && { hotline }),
		...(known && { contact: known }),
		// Another device, or the PBX, knows how it ended.
		...(before?.interrupted && before.endedAt === facts.endedAt && { interrupted: true }),
		...(before?.quality && { quality: before.quality }),
		// As this device saw it; servers of older versions know nothing of it.
		...transferNames(before ?? {}, facts),
		...(before?.refused !== undefined && { refused: before.refused }),
		...(before?.pendingMark && { pendingMark: before.pendingMark })
	};
}
