import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** The network between a browser and a server that speaks UDP: it can lose what it carries. */
export interface UdpProxy {
	readonly port: number;
	/** Every so manieth datagram is lost, each way counted for itself; undefined: none. */
	losesEach: number | undefined;
	stop(): Promise<void>;
}

/** Starts on loopback, to this port on loopback. */
export async function startUdpProxy(target: number): Promise<UdpProxy> {
	const near = createSocket('udp4');
	const far = new Map<string, Socket>();
	const carried = { there: 0, back: 0 };
	const isLost = (way: keyof typeof carried) => {
		carried[way] += 1;
		return proxy.losesEach !== undefined && carried[way] % proxy.losesEach === 0;
	};
	/** Each port of the browser's has one of its own towards the server, which tells them apart by it. */
	const towards = (address: string, port: number) => {
		const known = far.get(`${address} ${port}`);
		if (known) return known;
		const socket = createSocket('udp4').on('message', (bytes) => {
			if (!isLost('back')) near.send(bytes, port, address);
		});
		far.set(`${address} ${port}`, socket);
		return socket;
	};
	near.on('message', (bytes, { address, port }) => {
		const socket = towards(address, port);
		if (!isLost('there')) socket.send(bytes, target, '127.0.0.1');
	});
	near.bind(0, '127.0.0.1');
	await once(near, 'listening');
	const proxy: UdpProxy = {
		port: near.address().port,
		losesEach: undefined,
		async stop() {
			for (const socket of far.values()) socket.close();
			near.close();
			await once(near, 'close');
		}
	};
	return proxy;
}
