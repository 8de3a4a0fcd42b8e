import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A port that is free for UDP and TCP at this loopback address at the time of asking. */
export async function freePort(address = '127.0.0.1'): Promise<number> {
	for (;;) {
		const tcp = createServer().listen(0, address);
		await once(tcp, 'listening');
		const { port } = tcp.address() as AddressInfo;
		const free = await isFreeForUdp(port, address);
		tcp.close();
		await once(tcp, 'close');
		if (free) return port;
	}
}

/** A free port whose successor is free too: programs that speak TLS as well take that one for it. */
export async function freePortPair(address = '127.0.0.1'): Promise<number> {
	for (;;) {
		const port = await freePort(address);
		if (await isFreeForTcp(port + 1, address)) return port;
	}
}

async function isFreeForTcp(port: number, address: string): Promise<boolean> {
	const tcp = createServer();
	try {
		tcp.listen(port, address);
		await once(tcp, 'listening');
		tcp.close();
		await once(tcp, 'close');
		return true;
	} catch {
		return false;
	}
}

async function isFreeForUdp(port: number, address: string): Promise<boolean> {
	const udp = createSocket('udp4');
	try {
		udp.bind(port, address);
		await once(udp, 'listening');
		return true;
	} catch {
		return false;
	} finally {
		udp.close();
	}
}
