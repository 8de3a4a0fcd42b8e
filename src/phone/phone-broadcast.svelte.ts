import type { PhoneChannel, PhoneCommand, PhoneCommands, Ringing } from './phone-channel.ts';
import type { ShownCall, Telephone } from './telephone.ts';

interface BroadcastParts {
	readonly phone: Telephone;
	readonly channel: PhoneChannel;
	/** What this tab should sound like and may not. */
	readonly unheard: () => Ringing;
	/** The journal has something for the server. */
	readonly wake: () => void;
}

/** Shows the leading tab's telephone to the browser's other tabs, and does what they ask for. Returns how to stop. */
export function broadcastPhone({ phone, channel, unheard, wake }: BroadcastParts): () => void {
	const { talk } = phone;
	const commands: PhoneCommands = {
		retry: () => phone.retry(),
		prepareCall: () => phone.prepareCall(),
		dial: (target) => phone.dial(target),
		answer: (id) => phone.answer(id),
		decline: (id) => phone.decline(id),
		hangUp: (id) => phone.hangUp(id),
		dismiss: () => phone.dismiss(),
		leave: () => phone.leave(),
		hold: (id) => talk.hold(id),
		resume: (id) => talk.resume(id),
		merge: () => talk.merge(),
		mute: (id, isMuted) => talk.mute(id, isMuted),
		sendDigits: (id, text) => talk.sendDigits(id, text),
		transfer: (id, target) => talk.transfer(id, target),
		transferTo: (id, otherId, to) => talk.transferTo(id, otherId, to),
		takeBack: (id) => talk.takeBack(id),
		dismissTransfer: (id) => talk.dismissTransfer(id),
		chooseContact: (id, choice) => phone.chooseContact(id, choice),
		dismissOffer: (callId) => phone.actions.dismiss(callId),
		pickUp: (number) => phone.pickUp(number),
		beginForwarding: (number) => phone.forwarder.begin(number),
		endForwarding: () => phone.forwarder.end(),
		dismissForwarding: () => phone.forwarder.dismiss(),
		wake
	};
	const post = () =>
		channel.postMessage({
			type: 'image',
			image: {
				registration: phone.registration,
				calls: phone.calls.map(dataOf),
				lastDialled: phone.lastDialled,
				lastFailed: phone.lastFailed && dataOf(phone.lastFailed),
				problem: phone.problem,
				offers: phone.actions.offers,
				lines: phone.lines,
				voicemail: phone.voicemail,
				presenceRefused: phone.presenceRefused,
				forwardingStep: phone.forwarder.step,
				unheard: unheard()
			}
		});
	channel.onmessage = ({ data }) => {
		if (data.type === 'hello') post();
		if (data.type === 'command') carryOut(commands, data.command);
	};
	// Whatever is read for the image: a change of it is told once, after all that changes together.
	const stop = $effect.root(() => {
		$effect(post);
	});
	return () => {
		stop();
		channel.onmessage = null;
		channel.postMessage({ type: 'gone' });
	};
}

function carryOut(commands: PhoneCommands, { name, args }: PhoneCommand): void {
	Reflect.apply(commands[name], commands, args);
}

function dataOf(call: ShownCall): ShownCall {
	const { id, parties, hotline, answers, looking, choice, contact, earlier } = call;
	const { isHeldByUs, isTransferring, quality, soundProblem } = call;
	const shown = { id, parties, hotline, answers, looking, choice, contact, earlier };
	return { ...shown, call: call.call, isHeldByUs, isTransferring, quality, soundProblem };
}
