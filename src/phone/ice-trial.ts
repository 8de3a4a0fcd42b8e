import { isIceRefusal, isTurnUrl } from '#domain/ice-servers.ts';

/** What became of a question to one STUN or TURN server; `code` and `said` are the server's own. */
export type IceTrial =
	| { readonly ok: true; readonly ms: number }
	| { readonly ok: false; readonly why: 'unreachable' | 'invalid' }
	| { readonly ok: false; readonly why: 'refused'; readonly code: number; readonly said: string };

/** Browsers give up a silent server after about 10 s. */
const LIMIT_MS = 12_000;

/**
 * Asks one server as a call would: TURN must give a relayed address; STUN must answer. `server` has one
 * address, with its credentials. Never rejects; settles after 12 s at most.
 */
export async function tryIceServer(server: RTCIceServer & { urls: string }): Promise<IceTrial> {
	const isTurn = isTurnUrl(server.urls);
	const startedAt = performance.now();
	let connection: RTCPeerConnection;
	try {
		connection = new RTCPeerConnection({
			iceServers: [server],
			iceTransportPolicy: isTurn ? 'relay' : 'all'
		});
	} catch {
		return { ok: false, why: 'invalid' };
	}
	let timer: ReturnType<typeof setTimeout> | undefined;
	const trial = new Promise<IceTrial>((resolve) => {
		const answered = () => resolve({ ok: true, ms: performance.now() - startedAt });
		let failure: IceTrial | undefined;
		const give = () => resolve(failure ?? { ok: false, why: 'unreachable' });
		timer = setTimeout(give, LIMIT_MS);
		connection.addEventListener('icecandidate', ({ candidate }) => {
			if (candidate?.type === (isTurn ? 'relay' : 'srflx')) answered();
		});
		connection.addEventListener('icecandidateerror', ({ errorCode, errorText }) => {
			// One network of several may lead nowhere: only an answer is the server's word.
			if (isIceRefusal(errorCode)) {
				failure = { ok: false, why: 'refused', code: errorCode, said: errorText };
			} else failure ??= { ok: false, why: 'unreachable' };
		});
		connection.addEventListener('icegatheringstatechange', () => {
			if (connection.iceGatheringState !== 'complete') return;
			// Without NAT the address that STUN sees is one's own, and browsers do not show it twice.
			if (!isTurn && !failure) answered();
			else give();
		});
	});
	try {
		connection.createDataChannel('trial');
		await connection.setLocalDescription();
		return await trial;
	} catch {
		return { ok: false, why: 'invalid' };
	} finally {
		clearTimeout(timer);
		connection.close();
	}
}
