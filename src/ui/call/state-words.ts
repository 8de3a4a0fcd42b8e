import type { ShownCall, Telephone } from '#phone/telephone.ts';
import type { Messages } from '#i18n/en.ts';

/** How far a call is, and, once it is connected, who hears whom. */
export function stateWords({ call, id }: ShownCall, phone: Telephone, t: Messages): string {
	switch (call.state) {
		case 'ringing':
			return t.call.incoming;
		case 'answering':
			return t.call.answering;
		case 'dialling':
			return t.call.dialling;
		case 'alerting':
			return t.call.alerting;
		case 'ended':
			return t.call.connected;
	}
	const { transfer, held, muted } = call;
	if (call.isInterrupted) return t.talk.interrupted;
	if (transfer && transfer.state !== 'failed') {
		return t.talk.transferring[transfer.state](transfer.to);
	}
	if (held.byUs) return t.talk.onHold;
	if (held.byThem) return t.talk.heldByThem;
	if (muted) return t.talk.muted;
	const { partners } = phone.talk;
	if (partners.length > 1 && partners.some((one) => one.id === id)) return t.talk.conference;
	// Only beside others is it worth saying who hears us.
	return phone.calls.length > 1 ? t.talk.hearsYou : t.call.connected;
}
