import { Inviter, type Invitation, type Session, type UserAgent } from 'sip.js';
import type { SessionDescriptionHandlerFactory } from 'sip.js/lib/platform/web';
import type { QuickIceHandler } from './quick-ice.ts';

interface MediaAheadParts {
	make(agent: UserAgent): QuickIceHandler;
	/** A microphone opens without anybody being asked: an offer can be made before there is one. */
	isMicrophoneSure(): boolean;
}

/** Who calls is shown first. */
const SHOWN_MS = 50;
/** Who was about to call has thought better of it; and addresses do not hold for ever. */
const SPARE_MS = 30_000;

/**
 * Makes the media of an agent's calls, and does ahead what takes its time: of a call that rings all but the
 * answer, and of a call that somebody is about to make the offer. No microphone is opened before the call.
 */
export class MediaAhead {
	readonly #parts: MediaAheadParts;
	readonly #ringing = new Map<Session, QuickIceHandler>();
	readonly #soon = new Map<Session, ReturnType<typeof setTimeout>>();
	#spare: QuickIceHandler | undefined;
	#limit: ReturnType<typeof setTimeout> | undefined;

	constructor(parts: MediaAheadParts) {
		this.#parts = parts;
	}

	/** What a session asks for its media. */
	readonly factory: SessionDescriptionHandlerFactory = (session) =>
		(session instanceof Inviter ? this.#takeSpare() : this.#takeRinging(session)) ??
		this.#parts.make(session.userAgent);

	/** A call rings and may be answered; `ended` is to be said of it. */
	ringing(invitation: Invitation): void {
		const { body } = invitation;
		if (!body) return;
		const prepare = () => {
			const media = this.#parts.make(invitation.userAgent);
			this.#ringing.set(invitation, media);
			media.prepareAnswer(body);
		};
		this.#soon.set(invitation, setTimeout(prepare, SHOWN_MS));
	}

	/** The call has ended, whether or not its media has been asked for. */
	ended(session: Session): void {
		this.#takeRinging(session)?.close();
	}

	/** Somebody is about to call. Said again, it changes nothing. */
	prepareOffer(agent: UserAgent): void {
		if (this.#spare || !this.#parts.isMicrophoneSure()) return;
		const spare = this.#parts.make(agent);
		this.#spare = spare;
		this.#limit = setTimeout(() => this.dropOffer(), SPARE_MS);
		spare.prepareOffer().catch(() => {
			// The call itself may have more luck, or says what is wrong.
			if (spare === this.#spare) this.dropOffer();
		});
	}

	/** What was prepared for a call to be made does not hold any longer: the network is another one. */
	dropOffer(): void {
		this.#takeSpare()?.close();
	}

	#takeSpare(): QuickIceHandler | undefined {
		const spare = this.#spare;
		this.#spare = undefined;
		clearTimeout(this.#limit);
		return spare;
	}

	#takeRinging(session: Session): QuickIceHandler | undefined {
		clearTimeout(this.#soon.get(session));
		this.#soon.delete(session);
		const media = this.#ringing.get(session);
		this.#ringing.delete(session);
		return media;
	}
}
