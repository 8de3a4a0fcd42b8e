import type { Page } from '@playwright/test';
import { collectGarbage, metrics } from '#world/page-metrics.ts';

/** What a page holds that must be given back after each call. */
export interface LiveThings {
	readonly timers: number;
	readonly audioContexts: number;
	readonly peerConnections: number;
	readonly tracks: number;
	readonly listeners: number;
	readonly nodes: number;
	/** After a garbage collection, bytes. */
	readonly heap: number;
}

interface Counted {
	liveThings(): Pick<LiveThings, 'timers' | 'audioContexts' | 'peerConnections' | 'tracks'>;
}

/** Counts from now on, in each document that the page opens; the window says `sound` when a call's media is connected. */
export async function watchLiveThings(page: Page): Promise<() => Promise<LiveThings>> {
	await page.addInitScript(count);
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Performance.enable');
	return async () => {
		await collectGarbage(devtools);
		const counted = await page.evaluate(() => (window as unknown as Counted).liveThings());
		const metric = await metrics(devtools);
		return {
			...counted,
			listeners: metric('JSEventListeners'),
			nodes: metric('Nodes'),
			heap: metric('JSHeapUsedSize')
		};
	};
}

/** Runs in the page, before its own scripts. Strong references count what nobody has ended. */
function count(): void {
	const timers = new Set<unknown>();
	const made = { audio: new Set<AudioContext>(), peers: new Set<RTCPeerConnection>() };
	const tracks = new Set<MediaStreamTrack>();
	const { setTimeout: later, clearTimeout: forget } = window;
	const { setInterval: repeat, clearInterval: stop } = window;
	const set = (run: TimerHandler, ms?: number, ...args: unknown[]) => {
		const id: number = later(
			(...given: unknown[]) => {
				timers.delete(id);
				if (typeof run === 'function') Reflect.apply(run, window, given);
			},
			ms,
			...args
		);
		timers.add(id);
		return id;
	};
	const every = (run: TimerHandler, ms?: number, ...args: unknown[]) => {
		const id = repeat(run, ms, ...args);
		timers.add(id);
		return id;
	};
	const clear = (end: (id?: number) => void) => (id?: number) => {
		timers.delete(id);
		end.call(window, id);
	};
	Object.assign(window, {
		setTimeout: set,
		setInterval: every,
		clearTimeout: clear(forget),
		clearInterval: clear(stop),
		AudioContext: class extends AudioContext {
			constructor(options?: AudioContextOptions) {
				super(options);
				made.audio.add(this);
			}
		},
		RTCPeerConnection: class extends RTCPeerConnection {
			constructor(configuration?: RTCConfiguration) {
				super(configuration);
				made.peers.add(this);
				// Once: a connection that is found again has been there before.
				const look = () => {
					if (this.connectionState !== 'connected') return;
					this.removeEventListener('connectionstatechange', look);
					window.dispatchEvent(new Event('sound'));
				};
				this.addEventListener('connectionstatechange', look);
			}
		}
	});
	const devices = navigator.mediaDevices;
	const ask = devices.getUserMedia.bind(devices);
	devices.getUserMedia = async (constraints) => {
		const stream = await ask(constraints);
		for (const track of stream.getTracks()) tracks.add(track);
		return stream;
	};
	const { clone } = MediaStreamTrack.prototype;
	MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
		const track = Reflect.apply(clone, this, []);
		tracks.add(track);
		return track;
	};
	const keep = <Thing>(all: Set<Thing>, lives: (thing: Thing) => boolean) => {
		for (const thing of all) if (!lives(thing)) all.delete(thing);
		return all.size;
	};
	Object.assign(window, {
		liveThings: () => ({
			timers: timers.size,
			audioContexts: keep(made.audio, ({ state }) => state !== 'closed'),
			peerConnections: keep(made.peers, ({ signalingState }) => signalingState !== 'closed'),
			tracks: keep(tracks, ({ readyState }) => readyState === 'live')
		})
	});
}
