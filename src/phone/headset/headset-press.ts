import type { ShownCall, Telephone } from '#phone/telephone.ts';
import type { HeadsetLight, HeadsetPress } from './telephony-reports.ts';

/** What the lights of a headset show of the calls; its switches are to agree with it. */
export function lightsFor({ calls, talk }: Telephone): Record<HeadsetLight, boolean> {
	const lives = calls.filter(({ call }) => call.state !== 'ringing');
	const connected = lives.filter(({ call }) => call.state === 'connected');
	const isHeld = connected.length > 0 && connected.length === lives.length;
	return {
		offHook: lives.length > 0,
		ring: calls.some(({ call }) => call.state === 'ringing'),
		mute: talk.partners.some(isMuted),
		hold: isHeld && talk.partners.length === 0
	};
}

/**
 * Does what a button means now. A switch that only agrees with its light has followed it, and means nothing;
 * every press does one thing at most, so that none answers a call and ends one.
 */
export function press(phone: Telephone, pressed: HeadsetPress): void {
	const lights = lightsFor(phone);
	const ringing = phone.calls.find(({ call }) => call.state === 'ringing');
	const partner = phone.talk.partners.at(-1);
	switch (pressed.button) {
		case 'hook':
			if ('isOn' in pressed && pressed.isOn === lights.offHook) return;
			if (lights.offHook) end(phone);
			else if (ringing) phone.answer(ringing.id);
			return;
		case 'mute':
			if (!partner || ('isOn' in pressed && pressed.isOn === lights.mute)) return;
			phone.talk.mute(partner.id, !lights.mute);
			return;
		case 'drop':
			if (lights.offHook) end(phone);
			else if (ringing) phone.decline(ringing.id);
			return;
		case 'flash':
			if (ringing) phone.answer(ringing.id);
			else turn(phone);
			return;
		case 'redial':
			if (phone.calls.length === 0 && phone.lastDialled) phone.dial(phone.lastDialled);
	}
}

/** Whoever is being called, answered or spoken with; who waits on hold goes on waiting. */
function end(phone: Telephone): void {
	const coming = phone.calls.find(
		({ call }) => call.state !== 'ringing' && call.state !== 'connected'
	);
	for (const { id } of coming ? [coming] : phone.talk.partners) phone.hangUp(id);
}

/** Speaks with who waits, or lets the partner wait. */
function turn({ calls, talk }: Telephone): void {
	const waiting = calls.find((call) => call.isHeldByUs && !call.isTransferring);
	const partner = talk.partners.at(-1);
	if (waiting) talk.resume(waiting.id);
	else if (partner) talk.hold(partner.id);
}

function isMuted({ call }: ShownCall): boolean {
	return call.state === 'connected' && call.muted;
}
