import type {
	RingingChoice,
	RingingNotification,
	RingingOver
} from '#domain/ringing-notification.ts';
import { keepHere, keptHere } from './kept-here.ts';

/** Whether calls are shown by the operating system while the app is not in front. */
export type NotificationState =
	/** The browser cannot. */
	| 'unsupported'
	/** The person, or an administrator, has forbidden it in the browser. */
	| 'blocked'
	| 'unasked'
	| 'off'
	| 'on';

/** In localStorage: this device's own wish. */
const WISH = 'anteroom-notifications';
/** The person has said "not now". */
const REFUSED = 'anteroom-notifications-refused';

/** Notifications of ringing calls on this device (Notifications API, shown by the service worker). */
export class Notifications {
	#permission = $state<NotificationPermission | undefined>(permission());
	#isWanted = $state(keptHere(WISH) !== 'off');
	#isRefused = $state(keptHere(REFUSED) !== undefined);
	#stop = new AbortController();

	constructor() {
		void this.#follow();
	}

	get state(): NotificationState {
		switch (this.#permission) {
			case undefined:
				return 'unsupported';
			case 'denied':
				return 'blocked';
			case 'default':
				return 'unasked';
			case 'granted':
				return this.#isWanted ? 'on' : 'off';
		}
	}

	/** Nobody has been asked on this device, nor said that it is not to be asked. */
	get isOpen(): boolean {
		return this.state === 'unasked' && !this.#isRefused;
	}

	/** Asks for permission where there is none yet; call it in a user gesture. */
	async turnOn(): Promise<void> {
		this.#isWanted = true;
		keepHere(WISH, 'on');
		if (this.#permission === 'default') this.#permission = await Notification.requestPermission();
	}

	turnOff(): void {
		this.#isWanted = false;
		keepHere(WISH, 'off');
	}

	/** Is not to be offered again; the settings still have it. */
	refuse(): void {
		this.#isRefused = true;
		keepHere(REFUSED, 'yes');
	}

	/** Shows a call, or one thing more of it, unless some window of the app has the focus. */
	show(call: Omit<RingingNotification, 'type'>): void {
		if (this.state === 'on') tell({ type: 'ringing', ...call });
	}

	over(callId: string): void {
		if (this.#permission === 'granted') tell({ type: 'ringing-over', callId });
	}

	/** Calls `chosen` with what the person chooses in a notification; returns how to stop. */
	onChoice(chosen: (choice: RingingChoice) => void): () => void {
		if (!('serviceWorker' in navigator)) return () => {};
		const take = ({ data }: MessageEvent<RingingChoice | undefined>) => {
			if (data?.type === 'ringing-choice') chosen(data);
		};
		navigator.serviceWorker.addEventListener('message', take);
		return () => navigator.serviceWorker.removeEventListener('message', take);
	}

	close(): void {
		this.#stop.abort();
	}

	/** The permission can be changed in the browser's own settings at any time. */
	async #follow(): Promise<void> {
		const status = await navigator.permissions
			?.query({ name: 'notifications' })
			.catch(() => undefined);
		status?.addEventListener('change', () => (this.#permission = permission()), {
			signal: this.#stop.signal
		});
	}
}

function permission(): NotificationPermission | undefined {
	const isPossible = 'Notification' in globalThis && 'serviceWorker' in navigator;
	return isPossible ? Notification.permission : undefined;
}

function tell(message: RingingNotification | RingingOver): void {
	void navigator.serviceWorker
		.getRegistration()
		.then((registration) => registration?.active?.postMessage(message));
}
