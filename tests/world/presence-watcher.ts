import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { SIP_DOMAIN } from './kamailio.ts';
import { signed, statusOf, type Credentials } from './sip-socket.ts';

/** Somebody whose program shows what a user of the PBX tells of themselves. */
export interface PresenceWatcher {
	/** What each NOTIFY has said, oldest first: nothing, `closed`, `open`, `open on-the-phone`, two devices `open open`. */
	readonly told: readonly string[];
	close(): void;
}

/** Subscribes to a user's presence by WebSocket (RFC 3856), for ten minutes. */
export async function watchPresence(
	webSocket: string,
	user: string,
	watcher: Credentials
): Promise<PresenceWatcher> {
	const socket = new WebSocket(webSocket, 'sip');
	await once(socket, 'open');
	const told: string[] = [];
	const subscribed = Promise.withResolvers<void>();
	const request = subscribe(user, watcher.user);
	socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
		if (data.startsWith('NOTIFY ')) {
			told.push(inWords(data));
			socket.send(answered(data));
		} else if (statusOf(data) === 407) {
			socket.send(signed(request, data, watcher));
		} else if (statusOf(data) < 300) subscribed.resolve();
		else subscribed.reject(new Error(data));
	});
	socket.send(request);
	await subscribed.promise;
	return { told, close: () => socket.close() };
}

function subscribe(user: string, watcher: string): string {
	const id = randomUUID();
	return [
		`SUBSCRIBE sip:${user}@${SIP_DOMAIN} SIP/2.0`,
		`Via: SIP/2.0/WS browser.invalid;branch=z9hG4bK${id}`,
		'Max-Forwards: 20',
		`From: <sip:${watcher}@${SIP_DOMAIN}>;tag=${id}`,
		`To: <sip:${user}@${SIP_DOMAIN}>`,
		`Call-ID: ${id}`,
		'CSeq: 1 SUBSCRIBE',
		`Contact: <sip:${watcher}@browser.invalid;transport=ws>`,
		'Event: presence',
		'Accept: application/pidf+xml',
		'Expires: 600',
		'Content-Length: 0',
		'',
		''
	].join('\r\n');
}

function inWords(notify: string): string {
	const found = notify.matchAll(/<basic>(\w+)<\/basic>|<(?:\w+:)?(on-the-phone|busy)\s*\/>/g);
	return [...found].map(([, basic, activity]) => basic ?? activity).join(' ');
}

function answered(request: string): string {
	const [head = ''] = request.split('\r\n\r\n');
	const copied = head.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line));
	return ['SIP/2.0 200 OK', ...copied, 'Content-Length: 0', '', ''].join('\r\n');
}
