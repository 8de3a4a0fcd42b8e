import { Inviter, SessionState, type Invitation, type Session } from 'sip.js';
import { readReplaces, type ReplacedDialog } from '#domain/replaces.ts';

/**
 * Which of our calls an INVITE asks to take the place of (Replaces, RFC 3891 §3); undefined where it asks for none.
 * A status where it cannot be had: 400 for a malformed request, 481 where Call-ID and both tags are not those of a call
 * that is connected, or that we are making, and 486 where it has been answered meanwhile. sip.js's own matching takes
 * calls that still ring here too, and throws at what is malformed.
 */
export function replacedSession(
	{ request }: Invitation,
	sessions: Iterable<Session>
): Session | number | undefined {
	const headers = request.getHeaders('Replaces');
	if (headers.length === 0) return undefined;
	const asked = headers.length === 1 ? readReplaces(headers[0] ?? '') : undefined;
	if (!asked) return 400;
	for (const session of sessions) {
		if (isConnected(session, asked)) return asked.isEarlyOnly ? 486 : session;
		if (isBeingMade(session, asked)) return session;
	}
	return 481;
}

function isConnected({ state, dialog }: Session, asked: ReplacedDialog): boolean {
	return (
		state === SessionState.Established &&
		dialog?.callId === asked.callId &&
		dialog.localTag === asked.localTag &&
		dialog.remoteTag === asked.remoteTag
	);
}

/** Each phone that rings has a dialog of its own with us. */
function isBeingMade(session: Session, { callId, localTag, remoteTag }: ReplacedDialog): boolean {
	if (!(session instanceof Inviter) || session.state !== SessionState.Establishing) return false;
	const { request, userAgent } = session;
	if (request.callId !== callId || request.fromTag !== localTag) return false;
	return userAgent.userAgentCore.dialogs.has(callId + localTag + remoteTag);
}
