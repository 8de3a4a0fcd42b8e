import type { ActionTarget, CallAction, CallMoment } from '#domain/call-action.ts';
import { mayAnswer } from '#domain/hotline.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import type { PhoneCall } from './phone-call.svelte.ts';
import { contextWith } from './window-facts.ts';

/** What a person can open with a call, because it could not be opened by itself or is not clear. */
export interface ActionOffer {
	readonly callId: string;
	readonly action: Exclude<CallAction, { kind: 'none' }>;
}

/** A call that has ended may leave its offer; more of them would only be in the way. */
const MOST_OFFERS = 3;

/**
 * Opens what the account wants to see of a caller. `open` says whether it could: a browser that blocks
 * it, or a page that is not left by itself, leaves an offer.
 */
export class CallActions {
	readonly #open: (address: string, isAsked: boolean) => boolean;
	#offers = $state.raw<readonly ActionOffer[]>([]);

	constructor(open: (address: string, isAsked: boolean) => boolean) {
		this.#open = open;
	}

	get offers(): readonly ActionOffer[] {
		return this.#offers;
	}

	/** A call has come to a moment at which something may be opened; rejects where what decides cannot be loaded. */
	async at(moment: CallMoment, phoneCall: PhoneCall, session: SessionInfo): Promise<void> {
		const { parties, hotline, answers, choice, id } = phoneCall;
		const { actions } = session.settings;
		if (!parties || actions[moment].kind === 'none') return;
		// Whose calls others answer is not of interest until one answers it nevertheless.
		const isOthers = hotline !== undefined && !mayAnswer(hotline, session.account.id);
		if (isOthers && moment === 'ringing') return;
		const { decideAction } = await import('#domain/call-action.ts');
		const action = decideAction({
			moment,
			actions,
			caller: parties.caller,
			answers,
			choice,
			context: (contact) => contextWith(phoneCall, parties, contact, session)
		});
		if (action.kind === 'none') return;
		this.dismiss(id);
		if (action.kind === 'open' && this.#open(action.target.address, false)) return;
		this.#offers = [...this.#offers, { callId: id, action }].slice(-MOST_OFFERS);
	}

	/** The person has chosen what to open. */
	choose(offer: ActionOffer, target: ActionTarget): void {
		if (this.#open(target.address, true)) this.dismiss(offer.callId);
	}

	dismiss(callId: string): void {
		this.#offers = this.#offers.filter((offer) => offer.callId !== callId);
	}
}
