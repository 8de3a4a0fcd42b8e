import { createTransport } from 'nodemailer';
import type { Database } from '#server/database/open-database.ts';
import type { OutgoingMessage, Sender } from '#server/outbox/sender.ts';
import { mailOptions } from './mail-message.ts';
import { readSms } from './sms-message.ts';

/** Older messages go when there are more: the tray is for looking, not for keeping. */
const KEPT = 500;

interface TrayRow {
	readonly id: string;
	readonly channel: string;
	/** UTC epoch ms. */
	readonly createdAt: number;
	readonly sender: string;
	readonly recipient: string;
	readonly subject: string;
}

/** The demo's outgoing messages, kept instead of being sent into the world. */
export interface Tray {
	/** Newest first. */
	list(): Promise<readonly TrayRow[]>;
	/** With its source as it would have left (RFC 5322 for mail, the text alone for text messages). */
	get(id: string): Promise<(TrayRow & { readonly source: string }) | undefined>;
}

const COLUMNS = ['id', 'channel', 'created_at', 'sender', 'recipient', 'subject'] as const;

export function createTray({ db }: Database): Tray {
	return {
		async list() {
			const rows = await db
				.selectFrom('tray_message')
				.select(COLUMNS)
				.orderBy('created_at', 'desc')
				.limit(KEPT)
				.execute();
			return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at }));
		},
		async get(id) {
			const row = await db
				.selectFrom('tray_message')
				.selectAll()
				.where('id', '=', id)
				.executeTakeFirst();
			if (!row) return undefined;
			const { created_at, ...rest } = row;
			return { ...rest, createdAt: created_at };
		}
	};
}

/** What goes into the tray of one message. */
interface Kept {
	readonly sender: string;
	readonly recipient: string;
	readonly subject: string;
	readonly source: string;
}

/** Puts mail into the tray. */
export function createTraySender(database: Database): Sender {
	const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
	return traySender(database, 'mail', async (message) => {
		const options = mailOptions(message);
		const { message: source, envelope } = await composer.sendMail(options);
		return {
			sender: envelope.from || '',
			recipient: envelope.to.join(', '),
			subject: options.subject ?? '',
			source: String(source)
		};
	});
}

/** Puts text messages into the tray. */
export function createSmsTraySender(database: Database): Sender {
	return traySender(database, 'sms', async ({ payload }) => {
		const { from, to, text } = readSms(payload);
		return { sender: from, recipient: to, subject: text, source: text };
	});
}

/** The same message twice is one row: here "exactly once" can be had. */
function traySender(
	{ db }: Database,
	channel: string,
	compose: (message: OutgoingMessage) => Promise<Kept>
): Sender {
	return {
		channel,
		concurrency: 1,
		async send(message) {
			try {
				await db
					.insertInto('tray_message')
					.values({
						id: message.id,
						channel,
						created_at: message.createdAt,
						...(await compose(message))
					})
					.onConflict((conflict) => conflict.column('id').doNothing())
					.execute();
				const kept = db
					.selectFrom('tray_message')
					.select('id')
					.orderBy('created_at', 'desc')
					.limit(KEPT);
				await db.deleteFrom('tray_message').where('id', 'not in', kept).execute();
				return { ok: true, response: 'kept in the message tray of the demo' };
			} catch (error) {
				return { ok: false, permanent: false, error: String(error) };
			}
		},
		close: async () => undefined
	};
}
