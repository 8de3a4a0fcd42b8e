import { SessionState, type Inviter, type Session } from 'sip.js';
import { SessionDialog, type OutgoingRequestMessage } from 'sip.js/lib/core';
import type { LineAgent } from './line-agent.ts';

/** What sip.js answers itself where nobody does: after half a minute, or without a connection. */
const UNANSWERED = [408, 503];
/** A peer that never acknowledges does not fill the memory. */
const MOST_REFUSALS = 50;

/** A final response to an INVITE that is none of acceptance. */
const REFUSAL = /^SIP\/2\.0 [3-6]\d\d [^]*?\r\nCSeq:\s*\d+\s+INVITE\r\n/i;

/**
 * Ends calls, and says so again on the next connection where this one was lost before the answer came: the
 * far side would listen into silence, or ring on. sip.js sends each request once.
 */
export class UnheardEnds {
	readonly #byes = new Set<Session>();
	readonly #cancels = new Set<Inviter>();
	/** Responses that refuse a call and are not acknowledged yet, by the branch of its INVITE. */
	readonly #refusals = new Map<string, string>();

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

	/** A refusal counts as heard once it is acknowledged (RFC 3261 §17.2.1). */
	sent(message: string): void {
		if (!REFUSAL.test(message)) return;
		this.#refusals.set(branchOf(message), message);
		const [oldest] = this.#refusals.keys();
		if (this.#refusals.size > MOST_REFUSALS && oldest !== undefined) this.#refusals.delete(oldest);
	}

	came(message: string): void {
		if (message.startsWith('ACK ')) this.#refusals.delete(branchOf(message));
	}

	/** There is a connection again. Ends that were heard after all are answered with 481, and no harm is done. */
	sayAgain({ agent: { userAgentCore: core }, transport }: LineAgent): void {
		const refusals = [...this.#refusals.values()];
		this.#refusals.clear();
		// Lost once more, they wait for the next one.
		for (const refusal of refusals) transport.send(refusal).catch(() => {});
		for (const { dialog } of this.#byes) {
			if (dialog instanceof SessionDialog) core.request(dialog.createOutgoingRequestMessage('BYE'));
		}
		for (const inviter of this.#cancels) core.request(cancelOf(inviter));
		this.#byes.clear();
		this.#cancels.clear();
	}
}

/** Of the topmost Via: the response's and the acknowledgement's are the INVITE's (RFC 3261 §8.2.6.2, §17.1.1.3). */
function branchOf(message: string): string {
	return /\r\nVia:[^\r\n]*?;branch=([^;,\s]+)/i.exec(message)?.[1] ?? '';
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
