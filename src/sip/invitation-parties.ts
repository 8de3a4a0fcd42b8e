import type { Invitation } from 'sip.js';
import type { IncomingParties } from '#domain/call.ts';
import { calledNumber } from '#domain/called-number.ts';
import { callerIdentity } from '#domain/caller-identity.ts';
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
