import { randomUUID } from 'node:crypto';
import { exampleCall } from '#domain/example-calls.ts';
import { composeMail } from '#domain/notification-message.ts';
import { composeSms } from '#domain/notification-sms.ts';
import type { Settings } from '#domain/settings.ts';
import type { TestChannel, TestResult } from '#domain/test-message.ts';
import { PRODUCT, type MessageParts } from '#server/intake/queue-notifications.ts';
import type { Sender } from '#server/outbox/sender.ts';

/** So many in so long a time for each account, on each node: enough to mend settings, too few to annoy anybody. */
const MAX_MESSAGES = 5;
const WINDOW_MS = 60_000;
/** Shorter than the app waits for this server, so that it hears why. */
const ATTEMPT_MS = 12_000;

interface TestMessageParts extends MessageParts {
	readonly senders: readonly Sender[];
	readonly settings: (account: Owner) => Promise<Settings>;
	/** A channel's server has taken a message. */
	readonly delivered: (channel: TestChannel) => Promise<void>;
	readonly now: () => number;
}

interface Owner {
	readonly id: string;
	readonly email: string;
}

type Sent =
	| { readonly ok: true; readonly result: TestResult }
	| {
			readonly ok: false;
			/** `no-sender`: the installation sends nothing on this channel; `no-recipient`: the account has no address. */
			readonly code: 'no-sender' | 'no-recipient' | 'too-many-attempts';
	  };

/** Messages about a call that nobody made, sent at once by the real senders: they show whether mail and texts arrive. */
export class TestMessages {
	readonly #parts: TestMessageParts;
	readonly #sent = new Map<string, number[]>();

	constructor(parts: TestMessageParts) {
		this.#parts = parts;
	}

	/** On which channels the installation sends. */
	get channels(): readonly string[] {
		return this.#parts.senders.map(({ channel }) => channel);
	}

	/** Sends a test message to the account's own address; past the outbox, so that nothing is tried again. */
	async send(account: Owner, channel: TestChannel): Promise<Sent> {
		const { senders, now } = this.#parts;
		const sender = senders.find((each) => each.channel === channel);
		if (!sender) return { ok: false, code: 'no-sender' };
		const settings = await this.#parts.settings(account);
		const payload = channel === 'mail' ? this.#composeMail(settings) : this.#composeSms(settings);
		if (!payload) return { ok: false, code: 'no-recipient' };
		if (!this.#take(account.id)) return { ok: false, code: 'too-many-attempts' };

		const id = randomUUID();
		const domain = this.#parts.systemAddress.split('@').at(-1) ?? 'localhost';
		const result = await sender.send(
			{ id, messageId: `<${id}@${domain}>`, createdAt: now(), payload },
			AbortSignal.timeout(ATTEMPT_MS)
		);
		if (result.ok) await this.#parts.delivered(channel);
		const answer = result.ok ? result.response : result.error;
		return { ok: true, result: { delivered: result.ok, recipient: payload.to, answer } };
	}

	#composeMail(settings: Settings) {
		const { address } = settings.email;
		const { systemAddress, now } = this.#parts;
		const mail = composeMail({
			// In the caller's name the mail must come from an address that exists: the account's own.
			...exampleCall('known', now(), { number: '+491713920010', email: address }),
			...this.#facts({ ...settings, email: { ...settings.email, enabled: true } }),
			system: { name: PRODUCT, address: systemAddress }
		});
		return mail && { ...mail, subject: `Test: ${mail.subject}` };
	}

	#composeSms(settings: Settings) {
		const { number } = settings.sms;
		const { sms, now } = this.#parts;
		return composeSms({
			// No stranger's number may stand as sender of a message that the stranger did not cause.
			...exampleCall('known', now(), { number, email: settings.email.address }),
			...this.#facts({ ...settings, sms: { ...settings.sms, enabled: true } }),
			service: sms
		});
	}

	#facts(settings: Settings) {
		return { settings, product: PRODUCT, appUrl: this.#parts.appUrl };
	}

	/** False where the account has had its share. */
	#take(accountId: string): boolean {
		const at = this.#parts.now();
		const recent = (this.#sent.get(accountId) ?? []).filter((time) => at - time < WINDOW_MS);
		if (recent.length >= MAX_MESSAGES) return false;
		this.#sent.set(accountId, [...recent, at]);
		return true;
	}
}
