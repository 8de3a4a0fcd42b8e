import { BlockList, isIP } from 'node:net';

/** Which push services may be asked: those of the world, and those on this machine (tests, the demo). */
export interface PushReach {
	readonly world: boolean;
	readonly loopback: boolean;
}

/** IPv4 networks that are no server's in the world (RFC 6890, IANA's registry of special-purpose addresses). */
const SPECIAL_IPV4 =
	'0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4';
/** All other IPv6 is special; within it so is what stands for other networks: Teredo, documentation, 6to4. */
const GLOBAL_IPV6 = '2000::/3';
const SPECIAL_IPV6 = '2001::/23 2001:db8::/32 2002::/16 3fff::/20';

const loopback = list('ipv4', '127.0.0.0/8');
loopback.addAddress('::1', 'ipv6');
const specialIpv4 = list('ipv4', SPECIAL_IPV4);
const globalIpv6 = list('ipv6', GLOBAL_IPV6);
const specialIpv6 = list('ipv6', SPECIAL_IPV6);

/**
 * Where a browser wants to get its messages; undefined where nothing may be sent there. A browser can claim
 * anything: a request that this server makes must not reach what stands behind the firewall with it.
 */
export function pushEndpoint(text: string, reach: PushReach): URL | undefined {
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	if (url.username !== '' || url.password !== '' || url.hash !== '') return undefined;
	const host = url.hostname.replace(/^\[|\]$/g, '');
	if (isIP(host) && isLoopback(host)) return reach.loopback ? url : undefined;
	// Whether the name leads to an address of the world is judged when it is known: see push-request.ts.
	const isNamed = isIP(host) === 0 && /^[^.]+(\.[^.]+)+$/.test(host);
	const isOfTheWorld = url.protocol === 'https:' && url.port === '' && isNamed;
	return isOfTheWorld && reach.world ? url : undefined;
}

/** True where a name may lead to this IP address. */
export function isReachable(address: string, reach: PushReach): boolean {
	return (reach.world && isOfTheWorld(address)) || (reach.loopback && isLoopback(address));
}

function isLoopback(address: string): boolean {
	return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function isOfTheWorld(address: string): boolean {
	if (isIP(address) === 4) return !specialIpv4.check(address, 'ipv4');
	return globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6');
}

function list(family: 'ipv4' | 'ipv6', networks: string): BlockList {
	const made = new BlockList();
	for (const network of networks.split(' ')) {
		const [address = '', prefix] = network.split('/');
		made.addSubnet(address, Number(prefix), family);
	}
	return made;
}
