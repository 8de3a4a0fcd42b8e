import type { ContactChoice } from '#domain/contact-choice.ts';
import { dtmfDigits } from '#domain/dtmf.ts';
import type { HotlineIndex } from '#domain/hotline-index.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import type { ForwardingCommands } from './forwarder.svelte.ts';
import {
	SILENT,
	type PhoneChannel,
	type PhoneCommand,
	type PhoneCommands,
	type PhoneImage,
	type Ringing
} from './phone-channel.ts';
import { SessionInUse } from './session-in-use.svelte.ts';
import { isBusy, isDialling, type TalkCommands, type Telephone } from './telephone.ts';

interface MirrorParts {
	readonly session: SessionInfo;
	readonly channel: PhoneChannel;
	/** Opens an address; `isAsked` by the person. False where the browser does not. */
	open(address: string, isAsked: boolean): boolean;
	/** Rings in place of a leading tab that may not make a sound. */
	ring(ringing: Ringing): void;
}

/** A leading tab that has said nothing for so long does not run, or is of another version of the app. */
const SILENCE_MS = 3_000;

const NOTHING: PhoneImage = {
	registration: { state: 'connecting' },
	calls: [],
	lastDialled: undefined,
	lastFailed: undefined,
	problem: undefined,
	offers: [],
	lines: [],
	voicemail: undefined,
	presenceRefused: false,
	forwardingStep: undefined,
	unheard: SILENT
};

/** The telephone of another tab: shows what that one tells, and asks it for what the person wants. */
export class MirroredPhone implements Telephone {
	readonly actions: Telephone['actions'];
	readonly talk: TalkCommands;
	readonly forwarder: ForwardingCommands;
	readonly #parts: MirrorParts;
	#image = $state.raw(NOTHING);
	readonly #session: SessionInUse;
	#silence: ReturnType<typeof setTimeout> | undefined;

	constructor(parts: MirrorParts) {
		this.#parts = parts;
		this.#session = new SessionInUse(parts.session);
		this.actions = this.#mirrorActions();
		this.talk = this.#mirrorTalk();
		this.forwarder = this.#mirrorForwarder();
	}

	start(): void {
		this.#parts.channel.onmessage = ({ data }) => {
			if (data.type === 'image') this.#show(data.image);
			// Another tab leads in a moment, and says how things stand then.
			if (data.type === 'gone') this.#show(NOTHING);
		};
		this.retry();
	}

	close(): void {
		clearTimeout(this.#silence);
		this.#parts.channel.onmessage = null;
		this.#parts.ring(SILENT);
	}

	get session(): SessionInfo {
		return this.#session.info;
	}

	get hotlines(): HotlineIndex {
		return this.#session.hotlines;
	}

	get registration() {
		return this.#image.registration;
	}

	get calls() {
		return this.#image.calls;
	}

	get lastDialled() {
		return this.#image.lastDialled;
	}

	get lastFailed() {
		return this.#image.lastFailed;
	}

	get problem() {
		return this.#image.problem;
	}

	get lines() {
		return this.#image.lines;
	}

	get voicemail() {
		return this.#image.voicemail;
	}

	get presenceRefused() {
		return this.#image.presenceRefused;
	}

	pickUp(number: string): void {
		this.send('pickUp', number);
	}

	get busy(): boolean {
		return isBusy(this.calls);
	}

	get isDialling(): boolean {
		return isDialling(this.calls);
	}

	useSession(session: SessionInfo): void {
		this.#session.change(session);
	}

	retry(): void {
		this.#parts.channel.postMessage({ type: 'hello' });
		this.send('retry');
		clearTimeout(this.#silence);
		this.#silence = setTimeout(() => {
			const registration = { state: 'waiting', problem: 'other-tab', retryAt: Infinity } as const;
			this.#image = { ...NOTHING, registration };
		}, SILENCE_MS);
	}

	prepareCall(): void {
		this.send('prepareCall');
	}

	/** Whether it comes about is shown by the calls, as the other tab tells it. */
	dial(target: string): boolean {
		if (this.registration.state !== 'registered' || this.isDialling) return false;
		this.send('dial', target);
		return true;
	}

	answer(id: string): void {
		this.send('answer', id);
	}

	decline(id: string): void {
		this.send('decline', id);
	}

	hangUp(id: string): void {
		this.send('hangUp', id);
	}

	chooseContact(id: string, choice: ContactChoice | undefined): void {
		this.send('chooseContact', id, choice);
	}

	dismiss(): void {
		this.send('dismiss');
	}

	leave(): void {
		this.send('leave');
	}

	/** Asks the leading tab for something. */
	send<Name extends keyof PhoneCommands>(
		name: Name,
		...args: Parameters<PhoneCommands[Name]>
	): void {
		const command = { name, args } as PhoneCommand;
		this.#parts.channel.postMessage({ type: 'command', command });
	}

	#mirrorActions(): Telephone['actions'] {
		const image = () => this.#image;
		return {
			get offers() {
				return image().offers;
			},
			choose: ({ callId }, { address }) => {
				if (this.#parts.open(address, true)) this.send('dismissOffer', callId);
			},
			dismiss: (callId) => this.send('dismissOffer', callId)
		};
	}

	#mirrorForwarder(): ForwardingCommands {
		const image = () => this.#image;
		return {
			get step() {
				return image().forwardingStep;
			},
			begin: (number) => this.send('beginForwarding', number),
			end: () => this.send('endForwarding'),
			dismiss: () => this.send('dismissForwarding')
		};
	}

	#mirrorTalk(): TalkCommands {
		const calls = () => this.calls;
		return {
			get partners() {
				return calls().filter(({ call, isHeldByUs }) => call.state === 'connected' && !isHeldByUs);
			},
			hold: (id) => this.send('hold', id),
			resume: (id) => this.send('resume', id),
			merge: () => this.send('merge'),
			mute: (id, isMuted) => this.send('mute', id, isMuted),
			sendDigits: (id, text) => {
				this.send('sendDigits', id, text);
				return dtmfDigits(text);
			},
			transfer: (id, target) => this.send('transfer', id, target),
			transferTo: (id, otherId, to) => this.send('transferTo', id, otherId, to),
			takeBack: (id) => this.send('takeBack', id),
			dismissTransfer: (id) => this.send('dismissTransfer', id)
		};
	}

	#show(image: PhoneImage): void {
		clearTimeout(this.#silence);
		const { offers } = this.#image;
		this.#image = image;
		this.#parts.ring(image.unheard);
		for (const { callId, action } of image.offers) {
			if (action.kind !== 'open' || offers.some((known) => known.callId === callId)) continue;
			// The leading tab is not in sight; this one may be.
			if (this.#parts.open(action.target.address, false)) this.send('dismissOffer', callId);
		}
	}
}
