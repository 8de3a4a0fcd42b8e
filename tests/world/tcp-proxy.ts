import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The network between a browser and a server: it can be lost in the ways in which networks are. */
export interface TcpProxy {
	readonly port: number;
	/** Where connections go; undefined: they are refused. */
	target: number | undefined;
	/** Drops what is sent, both ways, and tells nobody: a half-open connection. New ones get no answer. */
	swallows: boolean;
	/** Ends all connections. */
	cut(): void;
	stop(): Promise<void>;
}

/** Starts on loopback, to this port on loopback. */
export async function startTcpProxy(target?: number): Promise<TcpProxy> {
	const sockets = new Set<Socket>();
	const keep = (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => {}).on('close', () => sockets.delete(socket));
	};
	const server = createServer((near) => {
		keep(near);
		if (proxy.swallows) {
			near.resume();
			return;
		}
		if (proxy.target === undefined) {
			near.destroy();
			return;
		}
		const far = connect(proxy.target, '127.0.0.1');
		keep(far);
		for (const [from, to] of [
			[near, far],
			[far, near]
		] as const) {
			// What was swallowed once is missing in the stream: such a connection never works again.
			let isBroken = false;
			from.on('data', (bytes) => {
				isBroken ||= proxy.swallows;
				if (!isBroken) to.write(bytes);
			});
			from.on('close', () => {
				if (!isBroken && !proxy.swallows) to.destroy();
			});
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const cut = () => {
		for (const socket of sockets) socket.destroy();
	};
	const proxy: TcpProxy = {
		port: (server.address() as AddressInfo).port,
		target,
		swallows: false,
		cut,
		async stop() {
			cut();
			server.close();
			await once(server, 'close');
		}
	};
	return proxy;
}
