import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const OWN_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
/** Signs of a proxy in front: behind one, everybody seems to come from this machine. */
const FORWARDING = /^(forwarded|via|x-real-ip|x-forwarded(-.*)?|cf-connecting-ip|true-client-ip)$/;

/**
 * Why a demo request is refused; undefined where it is fine. The demo's passwords are known to
 * everybody, so only this machine's own browsers may reach it: no other address, no foreign host name
 * that a page has pointed at 127.0.0.1 (DNS rebinding), no proxy.
 */
export function demoRefusal(request: IncomingMessage): string | undefined {
	if (!LOOPBACK.test(request.socket.remoteAddress ?? '')) {
		return 'The demo answers this machine only.';
	}
	if (!OWN_HOST.test(request.headers.host ?? '')) {
		return 'The demo answers under localhost, 127.0.0.1 and [::1] only.';
	}
	const proxy = Object.keys(request.headers).find((name) => FORWARDING.test(name));
	return proxy === undefined
		? undefined
		: `The demo does not work behind a proxy (the request has a ${proxy} header).`;
}
