import { SessionState, type Inviter, type Session, type UserAgent } from 'sip.js';
import { SessionDialog, type OutgoingRequestMessage } from 'sip.js/lib/core';

/** What sip.js answers itself where nobody does: after half a minute, or without a connection. */
const UNANSWERED = [408, 503];

/**
 * Ends calls, and says so again on the next connection where this one was lost before the answer came: the
 * far side would listen into silence, or ring on. sip.js sends each request once.
 */
export class UnheardEnds {
	readonly #byes = new Set<Session>();
	readonly #cancels = new Set<Inviter>();

	/** Ends a call that is spoken on (BYE). */
	async bye(session: Session): Promise<void> {
		this.#byes.add(session);
		const heard = () => void this.#byes.delete(session);
		await session.bye({
			requestDelegate: {
				onAccept: heard,
				onReject: ({ message: { statusCode = 500 } }) => {
					if (!UNANSWERED.includes(statusCode)) heard();
				}
			}
		});
	}

	/** Gives up a call that is being made (CANCEL). */
	async cancel(inviter: Inviter): Promise<void> {
		this.#cancels.add(inviter);
		inviter.stateChange.addListener((state) => {
			if (state === SessionState.Terminated) this.#cancels.delete(inviter);
		});
		await inviter.cancel();
	}

	/** There is a connection again. Ends that were heard after all are answered with 481, and no harm is done. */
	sayAgain({ userAgentCore: core }: UserAgent): void {
		for (const { dialog } of this.#byes) {
			if (dialog instanceof SessionDialog) core.request(dialog.createOutgoingRequestMessage('BYE'));
		}
		for (const inviter of this.#cancels) core.request(cancelOf(inviter));
		this.#byes.clear();
		this.#cancels.clear();
	}
}

/** As sip.js makes it (RFC 3261 §9.1), with the Via of the user agent that has called, by which it is known. */
function cancelOf({ request, userAgent }: Inviter): OutgoingRequestMessage {
	const { ruri, from, to, toTag, fromTag, callId, cseq, branch, headers } = request;
	const message = userAgent.userAgentCore.makeOutgoingRequestMessage(
		...(['CANCEL', ruri, from.uri, to.uri] as const),
		{ callId, cseq, ...(toTag && { toTag }), ...(fromTag && { fromTag }) }
	);
	message.branch = branch;
	if (headers['Route']) message.headers['Route'] = headers['Route'];
	return message;
}
