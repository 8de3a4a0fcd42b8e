import { createSocket } from 'node:dgram';

const ANSWER_LIMIT_MS = 500;

/** Sends one datagram from a loopback address and gives the first one that comes back; rejects after half a second. */
export function askByUdp(
	port: number,
	question: (ownPort: number) => string | Buffer,
	from = '127.0.0.1'
): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = createSocket('udp4');
		const limit = setTimeout(() => finish(() => reject(new Error('no answer'))), ANSWER_LIMIT_MS);
		const finish = (settle: () => void) => {
			clearTimeout(limit);
			socket.close();
			settle();
		};
		socket.once('error', (error) => finish(() => reject(error)));
		socket.once('message', (answer) => finish(() => resolve(answer.toString())));
		socket.bind(0, from, () => {
			socket.send(question(socket.address().port), port, '127.0.0.1');
		});
	});
}
