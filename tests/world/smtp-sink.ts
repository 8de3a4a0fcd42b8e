import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that takes everything and remembers it, on loopback. */
export interface SmtpSink {
	readonly port: number;
	/** The sources of all messages taken, in the order in which it said 250. */
	readonly messages: readonly string[];
	close(): Promise<void>;
}

/** @param taken told of each message just before it says 250 */
export async function startSmtpSink(taken: () => void = () => {}): Promise<SmtpSink> {
	const messages: string[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		logger: false,
		onData(stream, _session, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				messages.push(Buffer.concat(chunks).toString());
				taken();
				done(null);
			});
		}
	});
	// Clients that are killed leave in the middle: that is what they are here for.
	server.on('error', () => undefined);
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	return {
		port: (server.server.address() as AddressInfo).port,
		messages,
		close: () => new Promise<void>((resolve) => server.close(() => resolve()))
	};
}
