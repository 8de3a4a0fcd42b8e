import type { Telephone } from '#phone/telephone.ts';

const TELEPHONY_PAGE = 0x0b;

interface HeadsetsParts {
	/** Undefined where the browser has no WebHID. */
	readonly hid: HID | undefined;
	complain(problem: string): void;
}

interface Operated {
	readonly device: HIDDevice;
	release(): Promise<void>;
}

/**
 * Headsets whose buttons the person has allowed the app to use; the browser remembers them. All tabs know
 * them, and the one that has the telephone operates them.
 */
export class Headsets {
	readonly #parts: HeadsetsParts;
	readonly #stop = new AbortController();
	/** The browser tells of plugs, but not of devices that another tab was allowed to use. */
	readonly #tabs = new BroadcastChannel('anteroom-headsets');
	#operated: readonly Operated[] = [];
	#present = $state.raw<readonly HIDDevice[]>([]);
	#isKept = $state(false);
	#phone: Telephone | undefined;
	#work = Promise.resolve();

	constructor(parts: HeadsetsParts) {
		this.#parts = parts;
	}

	get isSupported(): boolean {
		return this.#parts.hid !== undefined;
	}

	/** Allowed and plugged in. */
	get present(): readonly HIDDevice[] {
		return this.#present;
	}

	/** Another program or the system keeps a device to itself. */
	get isKept(): boolean {
		return this.#isKept;
	}

	start(): void {
		const { signal } = this.#stop;
		this.#parts.hid?.addEventListener('connect', () => this.#look(), { signal });
		this.#parts.hid?.addEventListener('disconnect', () => this.#look(), { signal });
		this.#tabs.addEventListener('message', () => this.#look());
		this.#look();
	}

	/** This tab has the telephone from now on. */
	lead(phone: Telephone): void {
		this.#phone = phone;
		this.#look();
	}

	/** Lets the person choose a headset; call it in a user gesture. */
	async connect(): Promise<void> {
		const filters = [{ usagePage: TELEPHONY_PAGE }];
		await this.#parts.hid?.requestDevice({ filters });
		this.#changed();
	}

	/** Gives the permission back. */
	async forget(device: HIDDevice): Promise<void> {
		await this.#release(device);
		await device.forget();
		this.#changed();
	}

	async close(): Promise<void> {
		this.#stop.abort();
		this.#tabs.close();
		await this.#work;
		await Promise.all(this.#operated.map(({ device }) => this.#release(device)));
	}

	#changed(): void {
		this.#tabs.postMessage('changed');
		this.#look();
	}

	/** One look after the other: none may open what another is about to close. */
	#look(): void {
		this.#work = this.#work
			.then(() => this.#follow())
			.catch((error: unknown) => this.#parts.complain(`headset: ${String(error)}`));
	}

	async #follow(): Promise<void> {
		const allowed = (await this.#parts.hid?.getDevices()) ?? [];
		if (this.#stop.signal.aborted) return;
		this.#present = allowed.filter(({ collections }) =>
			collections.some(({ usagePage }) => usagePage === TELEPHONY_PAGE)
		);
		for (const { device } of this.#operated) {
			if (!this.#present.includes(device)) await this.#release(device);
		}
		this.#isKept = false;
		const phone = this.#phone;
		if (!phone || this.#present.length === 0) return;
		const { operateHeadset } = await import('./operate-headset.svelte.ts');
		for (const device of this.#present) {
			if (this.#operated.some((other) => other.device === device)) continue;
			try {
				const release = await operateHeadset(device, phone, this.#parts.complain);
				if (release) this.#operated = [...this.#operated, { device, release }];
			} catch {
				this.#isKept = true;
			}
		}
	}

	async #release(device: HIDDevice): Promise<void> {
		const operated = this.#operated.find((other) => other.device === device);
		this.#operated = this.#operated.filter((other) => other !== operated);
		await operated?.release();
	}
}
