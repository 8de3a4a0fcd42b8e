import { transition, type Call, type CallEvent, type IncomingParties } from '#domain/call.ts';
import type { CallQuality } from '#domain/call-quality.ts';
import type { ContactChoice } from '#domain/contact-choice.ts';
import type { SoundProblem } from '#domain/one-way-audio.ts';
import { certainContact, type Contact, type SourceAnswer } from '#domain/contact.ts';
import { earlierParties, type EarlierCalls } from '#domain/earlier-calls.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import type { Hotline } from '#domain/hotline.ts';
import { CallSound } from './call-sound.svelte.ts';
import type { LineCall } from './line.ts';
import type { ShownCall } from './telephone.ts';

/** One call as the screen shows it: its state, the hotline, what the contact sources have said so far. */
export class PhoneCall implements ShownCall {
	readonly line: LineCall;
	/** The hotline that was called; undefined where none matches. */
	readonly hotline: Hotline | undefined;
	/** Who calls whom: stays the same through the call, whatever its state. */
	readonly parties: IncomingParties | undefined;
	/** How well it sounds. */
	readonly sound = new CallSound();
	#call = $state.raw() as Call;
	#answers = $state.raw<readonly SourceAnswer[]>([]);
	#looking = $state.raw(false);
	#earlier = $state.raw<EarlierCalls | undefined>();
	#choice = $state.raw<ContactChoice | undefined>();
	#contact = $derived(certainContact(this.#answers, this.#choice));
	#stopLookUp: () => void = () => {};
	#sentAlso: readonly MediaStream[] = [];

	constructor(call: Call, line: LineCall, hotline?: Hotline) {
		this.#call = call;
		this.parties = call.direction === 'incoming' ? call : undefined;
		this.line = line;
		this.hotline = hotline;
	}

	get id(): string {
		return this.#call.id;
	}

	get call(): Call {
		return this.#call;
	}

	get isHeldByUs(): boolean {
		return this.#call.state === 'connected' && this.#call.held.byUs;
	}

	/** The far side has been asked to speak with somebody else, and no answer has come. */
	get isTransferring(): boolean {
		if (this.#call.state !== 'connected') return false;
		const { transfer } = this.#call;
		return transfer !== undefined && transfer.state !== 'failed';
	}

	/** Lets the far side hear these calls too; none: us alone. */
	sendAlso(others: readonly PhoneCall[]): void {
		const streams = others.flatMap(({ line }) => line.remoteAudio ?? []);
		const isSame = streams.length === this.#sentAlso.length;
		if (isSame && streams.every((stream, at) => stream === this.#sentAlso[at])) return;
		this.#sentAlso = streams;
		this.line.alsoSend(streams);
	}

	/** What the contact sources have said so far. */
	get answers(): readonly SourceAnswer[] {
		return this.#answers;
	}

	/** Contact sources have been asked, and not all of them have answered. */
	get looking(): boolean {
		return this.#looking;
	}

	get choice(): ContactChoice | undefined {
		return this.#choice;
	}

	/** Says whom the caller's number means; undefined: nobody has said. */
	choose(choice: ContactChoice | undefined): void {
		this.#choice = choice;
	}

	/** Whom the number means: the chosen one, or the first certain match. */
	get contact(): Contact | undefined {
		return this.#contact;
	}

	/** What the journal tells of the caller; undefined until it has been read. */
	get earlier(): EarlierCalls | undefined {
		return this.#earlier;
	}

	/** Moves the call by one event; returns what was illegal about it, if anything. */
	move(event: CallEvent): string | undefined {
		const moved = transition(this.#call, event);
		this.#call = moved.call;
		return moved.ok ? undefined : moved.illegal;
	}

	/** Of the last seconds; undefined while there is nothing to judge. */
	get quality(): CallQuality | undefined {
		return this.sound.quality;
	}

	/** What keeps one side from hearing the other. */
	get soundProblem(): SoundProblem | undefined {
		return this.sound.problem;
	}

	/** Follows how the conversation sounds, until it ends. */
	followSound(): void {
		this.sound.follow(
			(sampled) => this.line.sampleMedia(sampled),
			() => {
				const call = this.#call;
				const isConnected = call.state === 'connected';
				return {
					isHeld: !isConnected || call.held.byUs || call.held.byThem,
					isMuted: isConnected && call.muted
				};
			}
		);
	}

	/** Asks the contact sources; `ask` is told where answers go and returns how to stop. */
	lookUp(
		ask: (answered: (answers: readonly SourceAnswer[], isPending?: boolean) => void) => () => void
	): void {
		this.#looking = true;
		this.#stopLookUp = ask((answers, isPending = false) => {
			this.#looking = isPending;
			this.#answers = answers;
		});
	}

	/** Reads what came before of the caller and, where a certain contact is known, of its other numbers. */
	async readEarlier(
		read: (parties: readonly string[], before: number) => Promise<EarlierCalls>,
		plan: NumberingPlan
	): Promise<void> {
		if (!this.parties) return;
		const { contact } = this;
		const parties = earlierParties(this.parties.caller, contact, plan);
		if (parties.length === 0) return;
		const earlier = await read(parties, this.parties.startedAt);
		// An answer that knows fewer of the caller's numbers may come late.
		if (contact === this.contact) this.#earlier = earlier;
	}

	/** A late answer would say something else than what has been written down. */
	stopLookUp(): void {
		this.#stopLookUp();
		this.#looking = false;
	}
}
