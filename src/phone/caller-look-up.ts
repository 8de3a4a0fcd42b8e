import type { ContactChoice } from '#domain/contact-choice.ts';
import type { SourceAnswer } from '#domain/contact.ts';
import type { EarlierCalls } from '#domain/earlier-calls.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import type { PhoneCall } from './phone-call.svelte.ts';

export interface CallerLookUpParts {
	/** Asks every contact source for a number in E.164; returns how to stop. */
	lookUp(
		e164: string,
		answered: (answers: readonly SourceAnswer[], isPending?: boolean) => void
	): () => void;
	/** Has the server remember whom a number in E.164 means; false where it did not. Never rejects. */
	rememberChoice(e164: string, choice: ContactChoice | undefined): Promise<boolean>;
	/** What the journal tells of parties (`partyOf`) before a moment (UTC epoch ms). */
	earlierCalls(parties: readonly string[], before: number): Promise<EarlierCalls>;
	/** Told of broken assumptions (an illegal move, a full disk); must not throw. */
	complain(problem: string): void;
}

interface CallerLookUpOwner {
	calls(): readonly PhoneCall[];
	session(): SessionInfo;
	useSession(session: SessionInfo): void;
	/** All sources have answered, after 3 s at most: only now it is clear whether the caller is one of several. */
	lookedUp(call: PhoneCall): void;
	notRemembered(): void;
}

/** Finds out who calls: from the contact sources, from what the person has chosen, and from the journal. */
export class CallerLookUp {
	readonly #parts: CallerLookUpParts;
	readonly #owner: CallerLookUpOwner;
	#remembered = Promise.resolve();

	constructor(parts: CallerLookUpParts, owner: CallerLookUpOwner) {
		this.#parts = parts;
		this.#owner = owner;
	}

	begin(call: PhoneCall): void {
		const e164 = e164Of(call);
		if (e164) {
			call.choose(this.#owner.session().contactChoices[e164]);
			call.lookUp((answered) =>
				this.#parts.lookUp(e164, (answers, isPending) => {
					const { contact, looking } = call;
					answered(answers, isPending);
					if (call.contact !== contact) this.#readEarlier(call);
					if (looking && !call.looking) this.#owner.lookedUp(call);
				})
			);
		}
		this.#readEarlier(call);
	}

	/** Says which contact a caller is; the choice holds at once, whether or not the server remembers it. */
	choose(chosen: PhoneCall, choice: ContactChoice | undefined): void {
		const e164 = e164Of(chosen);
		if (e164 === undefined) return;
		const { calls, session, useSession, notRemembered } = this.#owner;
		for (const call of calls()) {
			if (e164Of(call) !== e164) continue;
			const { contact } = call;
			call.choose(choice);
			if (call.contact !== contact) this.#readEarlier(call);
		}
		const others = Object.entries(session().contactChoices).filter(([each]) => each !== e164);
		const contactChoices = Object.fromEntries(choice ? [...others, [e164, choice]] : others);
		useSession({ ...session(), contactChoices });
		// One after the other: of two choices the later must win on the server too.
		this.#remembered = this.#remembered.then(async () => {
			if (!(await this.#parts.rememberChoice(e164, choice))) notRemembered();
		});
	}

	/** A journal that cannot be read is complained of where it is shown; the call goes on without. */
	#readEarlier(call: PhoneCall): void {
		call
			.readEarlier(this.#parts.earlierCalls, this.#owner.session().settings.numbering)
			.catch((error: unknown) => this.#parts.complain(`earlier calls: ${String(error)}`));
	}
}

function e164Of({ parties }: PhoneCall): string | undefined {
	return parties?.caller.kind === 'number' ? parties.caller.number.e164 : undefined;
}
