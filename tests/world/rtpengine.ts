import { freePort } from './free-port.ts';
import { startPeer, untilReady, type PeerProcess } from './peer-process.ts';
import { askByUdp } from './udp-question.ts';

/** The media relay between WebRTC and plain RTP. */
export interface Rtpengine {
	readonly process: PeerProcess;
	/** Where its "ng" control protocol listens, on loopback. */
	readonly controlPort: number;
}

/** Starts rtpengine on loopback only, in user space, and answers when it has answered a ping. */
export async function startRtpengine(): Promise<Rtpengine> {
	const controlPort = await freePort();
	const process = startPeer('rtpengine', 'rtpengine', [
		...['--config-file=none', '--foreground', '--log-stderr', '--log-level=5', '--table=-1'],
		...['--interface=127.0.0.1', `--listen-ng=127.0.0.1:${controlPort}`],
		...['--port-min=20000', '--port-max=29999', '--delete-delay=0']
	]);
	await untilReady(process, async () => {
		const answer = await askByUdp(controlPort, () => 'c1 d7:command4:pinge');
		return answer.includes('pong');
	});
	return { process, controlPort };
}
