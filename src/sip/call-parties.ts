import type { Invitation } from 'sip.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core';
import type { IncomingParties } from '#domain/call.ts';
import { calledNumber } from '#domain/called-number.ts';
import { callerIdentity } from '#domain/caller-identity.ts';
import type { DialogElement } from '#domain/dialog-info.ts';
import { internalMark } from '#domain/internal-caller.ts';
import { referrer } from '#domain/referrer.ts';
import type { Settings } from '#domain/settings.ts';
import type { SipHeaders } from '#domain/sip-message.ts';

/** Reads who calls and which number was dialled from an INVITE. `now` in UTC epoch ms. */
export function invitationParties(
	invitation: Invitation,
	settings: Settings,
	id: string,
	now: number
): IncomingParties {
	const { request } = invitation;
	const headers: SipHeaders = {
		requestUri: request.ruri?.toString() ?? '',
		all: (name) => request.getHeaders(name)
	};
	return {
		id,
		callId: request.callId,
		startedAt: now,
		direction: 'incoming',
		caller: callerIdentity(headers, settings.numbering),
		called: calledNumber(headers, settings),
		...internalMark(headers, settings.internalHeader),
		transferredBy: referrer(headers)
	};
}

/**
 * Who calls whom in a call that the PBX has given us: as it said of the line, and who calls as its answer says
 * where it does (RFC 3325). `now` in UTC epoch ms.
 */
export function pickedUpParties(
	{ remoteName, remoteIdentity }: DialogElement,
	answer: IncomingResponseMessage,
	line: { readonly number: string; readonly domain: string },
	settings: Settings,
	now: number
): IncomingParties {
	const name = remoteName.replace(/["\\]/g, '');
	const told: Record<string, string> = {
		From: remoteIdentity && `"${name}" <${remoteIdentity}>`,
		To: `<sip:${line.number}@${line.domain}>`
	};
	const headers: SipHeaders = {
		requestUri: '',
		all: (field) => {
			const said = told[field] ?? '';
			if (said !== '') return [said];
			return field in told ? [] : answer.getHeaders(field);
		}
	};
	return {
		id: crypto.randomUUID(),
		callId: answer.callId,
		startedAt: now,
		direction: 'incoming',
		caller: callerIdentity(headers, settings.numbering),
		called: calledNumber(headers, settings)
	};
}
