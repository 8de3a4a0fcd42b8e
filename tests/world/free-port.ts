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
