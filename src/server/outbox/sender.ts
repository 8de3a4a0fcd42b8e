import type { PauseReason } from '#domain/channel-pause.ts';

/** A message as the outbox hands it to its channel's sender. */
export interface OutgoingMessage {
	readonly id: string;
	/** The same for every attempt: RFC 5322 §3.6.4 Message-ID, or a provider's idempotency key. */
	readonly messageId: string;
	/** When it was queued, UTC epoch ms. */
	readonly createdAt: number;
	/** What the channel's composer wrote, from JSON. */
	readonly payload: unknown;
}

export type SendResult =
	| {
			readonly ok: true;
			/** The receiving server's own words. */
			readonly response: string;
			/** By which a delivery receipt will name the message, where one can come. */
			readonly receiptKey?: string;
	  }
	| {
			readonly ok: false;
			/** Trying again cannot help. */
			readonly permanent: boolean;
			/** The installation's configuration is refused: every other message would be, too. */
			readonly misconfigured?: PauseReason;
			readonly error: string;
	  };

/** Brings the messages of one channel out of the house: SMTP, or the demo's tray. */
export interface Sender {
	readonly channel: string;
	/** How many messages may be under way at once. */
	readonly concurrency: number;
	/** Never rejects. `signal` ends an attempt that takes too long. */
	send(message: OutgoingMessage, signal: AbortSignal): Promise<SendResult>;
	close(): Promise<void>;
}
