import {
	diallingCall,
	ringingCall,
	type Call,
	type CallEvent,
	type IncomingParties
} from '#domain/call.ts';
import type { CallMoment } from '#domain/call-action.ts';
import type { CallReport } from '#domain/call-report.ts';
import type { ContactChoice } from '#domain/contact-choice.ts';
import { quietUntil } from '#domain/do-not-disturb.ts';
import type { Forwarding } from '#domain/forwarding.ts';
import type { HotlineIndex } from '#domain/hotline-index.ts';
import { entryOfReport, type JournalEntry } from '#domain/journal-entry.ts';
import type { VoicemailSummary, WatchedLine } from '#domain/line-state.ts';
import type { Registration } from '#domain/registration.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import { CallActions } from './call-actions.svelte.ts';
import { callReport, journalNames, liveEntry, shortName } from './call-record.ts';
import { CallerLookUp, type CallerLookUpParts } from './caller-look-up.ts';
import { CallSounds } from './call-sounds.ts';
import { Forwarder } from './forwarder.svelte.ts';
import type { Audio, Line, LineCall, LineListener } from './line.ts';
import { OwnPresence } from './own-presence.ts';
import { PhoneCall } from './phone-call.svelte.ts';
import { SessionInUse } from './session-in-use.svelte.ts';
import { TakeOver } from './take-over.ts';
import { Talk } from './talk.ts';
import { isBusy, isDialling, type PhoneProblem, type Telephone } from './telephone.ts';

interface PhoneParts extends CallerLookUpParts {
	session: SessionInfo;
	deviceId: string;
	audio: Audio;
	makeLine: (listener: LineListener) => Line;
	/** Keeps where the PBX sends calls, for all tabs and devices. */
	keepForwarding: (forwarding: Forwarding) => void;
	/** Opens an address; `isAsked` by the person. False where the browser does not. */
	open: (address: string, isAsked: boolean) => boolean;
	recordBegin: (entry: JournalEntry, call: Call) => Promise<void>;
	recordEnd: (entry: JournalEntry, report: CallReport) => Promise<void>;
	now: () => number;
	newId: () => string;
}

/** The telephone: its registration, the calls that live, and what a person can do with them. */
export class Phone implements Telephone {
	/** What can be opened with a call. */
	readonly actions: CallActions;
	/** Hold, mute, transfer and conference. */
	readonly talk: Talk;
	/** Where the PBX sends all calls. */
	readonly forwarder: Forwarder;
	readonly #parts: PhoneParts;
	readonly #sounds: CallSounds;
	readonly #line: Line;
	readonly #presence: OwnPresence;
	readonly #takeOver: TakeOver;
	readonly #callers: CallerLookUp;
	readonly #session: SessionInUse;
	#registration = $state.raw<Registration>({ state: 'stopped' });
	#calls = $state.raw<readonly PhoneCall[]>([]);
	#problem = $state.raw<PhoneProblem | undefined>();
	#lastDialled = $state.raw('');
	#lines = $state.raw<readonly WatchedLine[]>([]);
	#voicemail = $state.raw<VoicemailSummary | undefined>();
	#presenceRefused = $state.raw(false);
	#lastFailed = $state.raw<PhoneCall | undefined>();

	constructor(parts: PhoneParts) {
		this.#parts = parts;
		this.actions = new CallActions(parts.open);
		this.talk = new Talk({
			calls: () => this.#calls,
			apply: (call, event) => this.#apply(call, event),
			now: parts.now
		});
		this.#takeOver = new TakeOver(this.talk);
		this.#sounds = new CallSounds({
			audio: parts.audio,
			calls: () => this.#calls,
			isTalking: () => this.talk.partners.length > 0,
			isQuiet: () => quietUntil(this.session.settings, parts.now()) !== undefined,
			complain: parts.complain
		});
		this.#session = new SessionInUse(parts.session);
		this.#callers = new CallerLookUp(parts, {
			calls: () => this.#calls,
			session: () => this.session,
			useSession: (session) => this.useSession(session),
			lookedUp: (call) => this.#lookedUp(call),
			notRemembered: () => (this.#problem = 'choice-not-remembered')
		});
		this.#line = parts.makeLine({
			registration: (state) => (this.#registration = state),
			ringing: (parties, line) => this.#ringing(parties, line),
			pickedUp: (parties, line) => {
				this.#ringing(parties, line);
				this.answer(parties.id);
			},
			takenOver: (parties, line, before) => this.#takenOver(parties, line, before),
			pickUpFailed: () => (this.#problem = 'not-picked-up'),
			voicemail: (summary) => (this.#voicemail = summary),
			lines: (lines) => (this.#lines = lines),
			presenceRefused: (isRefused) => (this.#presenceRefused = isRefused)
		});
		this.#presence = new OwnPresence({
			line: this.#line,
			settings: () => this.session.settings,
			isOnThePhone: () => this.busy,
			now: parts.now
		});
		this.forwarder = new Forwarder({
			line: this.#line,
			kept: () => this.session.settings.forwarding,
			keep: parts.keepForwarding
		});
		this.#watch();
		this.#presence.follow();
	}

	get session(): SessionInfo {
		return this.#session.info;
	}

	/** Settings or hotlines have changed: they hold from now on, for calls that live too. */
	useSession(session: SessionInfo): void {
		this.#session.change(session);
		this.#sounds.follow();
		this.#watch();
		this.#presence.follow();
	}

	/** By which number which hotline is found. */
	get hotlines(): HotlineIndex {
		return this.#session.hotlines;
	}

	get registration(): Registration {
		return this.#registration;
	}

	/** Calls that live, oldest first. */
	get calls(): readonly PhoneCall[] {
		return this.#calls;
	}

	/** Whom the person has called last, as dialled. */
	get lastDialled(): string {
		return this.#lastDialled;
	}

	/** An outgoing call that did not come about, until the next call or until dismissed. */
	get lastFailed(): PhoneCall | undefined {
		return this.#lastFailed;
	}

	get problem(): PhoneProblem | undefined {
		return this.#problem;
	}

	/** Whom the person had called last when the page was opened. */
	rememberDialled(number: string): void {
		this.#lastDialled ||= number;
	}

	start(): void {
		this.#line.start();
	}

	retry(): void {
		this.#line.retry();
	}

	/** A call is being made, spoken on or held. */
	get busy(): boolean {
		return isBusy(this.#calls);
	}

	/** A call is on its way and not connected yet: one at a time. */
	get isDialling(): boolean {
		return isDialling(this.#calls);
	}

	prepareCall(): void {
		// Beside a call that lives, another one is seldom.
		if (!this.busy) this.#line.prepareCall();
	}

	/**
	 * Calls a number or SIP user; who is spoken with waits on hold. False while the phone is not connected,
	 * or calls somebody already.
	 */
	dial(target: string): boolean {
		if (this.isDialling) return false;
		const dialled = this.#line.dial(target);
		if (!dialled) return false;
		this.#lastDialled = target;
		this.#call(target, dialled);
		return true;
	}

	/** The watched lines of the speed dials, as far as the PBX tells of them. */
	get lines(): readonly WatchedLine[] {
		return this.#lines;
	}

	/** Undefined where the PBX tells nothing of a voicemail box. */
	get voicemail(): VoicemailSummary | undefined {
		return this.#voicemail;
	}

	/** The PBX takes no presence. */
	get presenceRefused(): boolean {
		return this.#presenceRefused;
	}

	/** Asks for the call that rings at a watched line. Once it comes, who is spoken with waits on hold. */
	pickUp(number: string): void {
		if (!this.isDialling && this.#line.pickUp(number)) this.dismiss();
	}

	/**
	 * Answers a ringing call. Whoever is spoken with waits on hold: two callers must never hear what is said
	 * to one of them. A call that is only being made ends. A call that does not ring is left as it is.
	 */
	answer(id: string): void {
		const call = this.#find(id);
		if (call?.call.state !== 'ringing') return;
		for (const { call: other } of this.#calls) {
			if (other.state === 'dialling' || other.state === 'alerting') this.hangUp(other.id);
		}
		this.talk.turnTo(id);
		this.#problem = undefined;
		this.#accept(call);
	}

	decline(id: string): void {
		this.#find(id)?.line.reject(603);
	}

	hangUp(id: string): void {
		this.#find(id)?.line.hangUp();
	}

	/** Says which contact a caller is; the choice holds at once, whether or not the server remembers it. */
	chooseContact(id: string, choice: ContactChoice | undefined): void {
		const call = this.#find(id);
		if (call) this.#callers.choose(call, choice);
	}

	/** Puts the messages of the last call away. */
	dismiss(): void {
		this.#lastFailed = undefined;
		this.#problem = undefined;
	}

	/** Says that something about the device is wrong; the call goes on. */
	report(problem: PhoneProblem): void {
		this.#problem = problem;
	}

	/** There is a microphone again: what was said about it holds no longer. */
	microphoneFound(): void {
		if (this.#problem?.startsWith('microphone-')) this.#problem = undefined;
	}

	/** The page goes away: what lives ends here, and is recorded while there is still time. */
	leave(): void {
		for (const { line } of this.#calls) line.abort('transport');
	}

	async close(): Promise<void> {
		this.leave();
		this.#presence.close();
		await this.#line.close();
		this.#parts.audio.close();
	}

	#watch(): void {
		const { speedDials } = this.session.settings;
		this.#line.watch(speedDials.filter(({ watched }) => watched).map(({ number }) => number));
	}

	#call(dialled: string, { callId, call: line }: { callId: string; call: LineCall }): void {
		this.dismiss();
		const { now, newId } = this.#parts;
		const facts = { id: newId(), callId, startedAt: now(), dialled };
		this.talk.turnTo(facts.id);
		this.#add(new PhoneCall(diallingCall(facts), line));
		line.invite();
	}

	#find(id: string): PhoneCall | undefined {
		return this.#calls.find((call) => call.id === id);
	}

	#ringing(parties: IncomingParties, line: LineCall): void {
		const hotline = this.hotlines.find(parties.called)?.hotline;
		const call = new PhoneCall(ringingCall(parties), line, hotline);
		this.#add(call);
		this.#callers.begin(call);
		if (!call.looking) this.#act('ringing', call);
	}

	#accept(call: PhoneCall): void {
		this.#apply(call, { type: 'accept', at: this.#parts.now() });
		call.line.accept();
	}

	#takenOver(parties: IncomingParties, line: LineCall, replaced: LineCall): void {
		const before = this.#calls.find((call) => call.line === replaced);
		// A call between no people, such as that of a feature code.
		if (!before) return line.reject(486);
		// Whom we were only calling has put nobody through.
		const isSpoken = before.call.state === 'connected';
		const transferredBy = isSpoken ? shortName(before) : parties.transferredBy;
		this.#ringing({ ...parties, transferredBy }, line);
		const call = this.#find(parties.id);
		if (!call) return;
		if (this.#takeOver.begin(call, before)) this.answer(call.id);
		else this.#accept(call);
	}

	/** All sources have answered, after 3 s at most: only now it is clear whether the caller is one of several. */
	#lookedUp(call: PhoneCall): void {
		this.#act('ringing', call);
		if (call.call.state === 'connected') this.#act('answered', call);
	}

	/** What goes wrong with it must not keep the call from being answered. */
	#act(moment: CallMoment, call: PhoneCall): void {
		if (moment === 'ringing' && call.call.state !== 'ringing') return;
		this.actions
			.at(moment, call, this.session)
			.catch((error: unknown) => this.#parts.complain(`action: ${String(error)}`));
	}

	#add(call: PhoneCall): void {
		call.line.onEvent = (event) => this.#apply(call, event);
		this.#calls = [...this.#calls, call];
		this.#sounds.follow();
		this.#presence.follow();
		this.#record(this.#parts.recordBegin(liveEntry(call), call.call));
	}

	#apply(call: PhoneCall, event: CallEvent): void {
		const illegal = call.move(event);
		if (illegal) this.#parts.complain(`illegal call event: ${illegal}`);
		const { state } = call.call;
		if (state === 'connected' && event.type === 'connected' && !call.looking) {
			this.#act('answered', call);
		}
		if (state === 'connected' && event.type === 'connected') call.followSound();
		if (state === 'ended') this.#end(call);
		this.talk.after(call, event);
		this.#takeOver.after(call, event);
		// After that: who is held at once is not heard for a moment before.
		if (state !== 'ended') this.#sounds.follow();
		this.#presence.follow();
	}

	#end(call: PhoneCall): void {
		if (!this.#calls.includes(call) || call.call.state !== 'ended') return;
		call.stopLookUp();
		call.sound.stop();
		if (call.call.connectedAt !== undefined) this.#act('ended', call);
		this.#calls = this.#calls.filter((other) => other !== call);
		const { direction, outcome } = call.call;
		const isFailed = direction === 'outgoing' && outcome !== 'answered' && outcome !== 'cancelled';
		if (isFailed) this.#lastFailed = call;
		this.#sounds.end(call, isFailed);
		const { newId, deviceId } = this.#parts;
		const { numbering } = this.session.settings;
		const report = callReport(call.call, newId(), deviceId, numbering, call.contact);
		const { summary } = call.sound;
		const entry = {
			...entryOfReport(report, journalNames(call)),
			...(summary && { quality: summary })
		};
		this.#record(this.#parts.recordEnd(entry, report));
	}

	#record(written: Promise<void>): void {
		written.catch((error: unknown) => {
			this.#problem = 'not-recorded';
			this.#parts.complain(`journal: ${String(error)}`);
		});
	}
}
