/**
 * What happens to one call in a page:
 * `invite` the socket hands the INVITE to the page, before any listener of the page hears of it;
 * `on-invite` the phone is told (noted by the bare phone only);
 * `shown` the call window stands in the document; `painted` the frame with it has been drawn;
 * `answer` the person's click; `unmute` the page is told that there is sound; `audio` the first of the far side's
 * sound is played (noted by `heard`).
 * Of a call that is made: `dial` the person's click, `sent` the page hands the INVITE to the socket.
 */
export type Moment =
	'invite' | 'on-invite' | 'shown' | 'painted' | 'answer' | 'unmute' | 'audio' | 'dial' | 'sent';

interface Probe {
	note(moment: Moment): void;
	/** Resolves once it has happened since the last `forget`. */
	when(moment: Moment): Promise<void>;
	/** Resolves once the far side's sound has been played for a while, and notes when that began. */
	heard(): Promise<void>;
	/** What has happened since the last `forget`: ms on the page's clock. */
	times(): Partial<Record<Moment, number>>;
	/** The next call is measured. */
	forget(): void;
}

declare global {
	interface Window {
		bench: Probe;
	}
}

/**
 * Watches a page from inside, the same way in the product and in the bare phone. To be given to
 * `addInitScript`: it runs in the page, before any script of it, and can use nothing from here.
 */
export function installProbe(): void {
	const times = new Map<Moment, number>();
	const waiting = new Map<Moment, () => void>();
	let receiver: RTCRtpReceiver | undefined;
	const note = (moment: Moment, at = performance.now()) => {
		if (times.has(moment)) return;
		times.set(moment, at);
		waiting.get(moment)?.();
	};
	window.bench = {
		note,
		when: (moment) =>
			times.has(moment)
				? Promise.resolve()
				: new Promise((resolve) => waiting.set(moment, resolve)),
		async heard() {
			/** Of Opus in RTP (RFC 7587 §4.1), samples for each ms. */
			const samplesPerMs = 48;
			let played = 0;
			let at = 0;
			while (played < 100 * samplesPerMs) {
				const stats = await receiver?.getStats();
				const inbound = [...(stats?.values() ?? [])].find(({ type }) => type === 'inbound-rtp');
				played = inbound?.jitterBufferEmittedCount ?? 0;
				at = inbound?.timestamp ?? 0;
			}
			note('audio', at - performance.timeOrigin - played / samplesPerMs);
		},
		times: () => Object.fromEntries(times),
		forget() {
			times.clear();
			waiting.clear();
		}
	};

	window.WebSocket = class extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols);
			this.addEventListener('message', ({ data }) => {
				if (typeof data === 'string' && data.startsWith('INVITE ')) note('invite');
			});
		}

		override send(data: Parameters<WebSocket['send']>[0]): void {
			if (typeof data === 'string' && data.startsWith('INVITE ')) note('sent');
			super.send(data);
		}
	};

	window.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(configuration?: RTCConfiguration) {
			super(configuration);
			this.addEventListener('track', (event) => {
				receiver = event.receiver;
				event.track.addEventListener('unmute', () => note('unmute'));
			});
		}
	};

	addEventListener(
		'click',
		({ target }) => {
			if (!(target instanceof Element)) return;
			if (target.closest('[data-testid=call-window]')) note('answer');
			else if (target.closest('button')) note('dial');
		},
		{ capture: true }
	);

	const drawn = new MessageChannel();
	drawn.port1.onmessage = () => note('painted');
	new MutationObserver(() => {
		if (times.has('shown') || !document.querySelector('[data-testid=call-window]')) return;
		note('shown');
		// A message that is sent within a frame's callbacks arrives when that frame has been painted.
		requestAnimationFrame(() => drawn.port2.postMessage(undefined));
	}).observe(document, { childList: true, subtree: true });
}
