import PostalMime, { type Email } from 'postal-mime';
import * as v from 'valibot';
import { ask } from './ask-server.ts';

const listSchema = v.object({
	messages: v.array(
		v.object({
			id: v.string(),
			channel: v.string(),
			createdAt: v.number(),
			sender: v.string(),
			recipient: v.string(),
			subject: v.string()
		})
	)
});
const messageSchema = v.object({
	id: v.string(),
	channel: v.string(),
	sender: v.string(),
	recipient: v.string(),
	source: v.string()
});

type TrayRow = v.InferOutput<typeof listSchema>['messages'][number];

/** A message as it would have left: the raw source, and what a mail program makes of it. */
export interface TrayMessage {
	readonly id: string;
	readonly sender: string;
	readonly recipient: string;
	readonly source: string;
	/** Undefined for a text message, whose source is its text. */
	readonly mail: Email | undefined;
}

/** The demo's mail tray: what would have left the installation. */
export class MessageTray {
	#rows = $state.raw<readonly TrayRow[] | undefined>();
	#open = $state.raw<TrayMessage | undefined>();
	#failed = $state.raw(false);

	/** Newest first; undefined while the list is being fetched. */
	get rows(): readonly TrayRow[] | undefined {
		return this.#rows;
	}

	get open(): TrayMessage | undefined {
		return this.#open;
	}

	get failed(): boolean {
		return this.#failed;
	}

	async load(): Promise<void> {
		const answer = await ask(listSchema, '/api/demo/messages');
		this.#failed = !answer.ok;
		if (answer.ok) this.#rows = answer.value.messages;
	}

	async select(id: string): Promise<void> {
		const answer = await ask(messageSchema, `/api/demo/messages/${encodeURIComponent(id)}`);
		this.#failed = !answer.ok;
		if (!answer.ok) return;
		const { channel, ...message } = answer.value;
		const mail = channel === 'mail' ? await PostalMime.parse(message.source) : undefined;
		this.#open = { ...message, mail };
	}
}
