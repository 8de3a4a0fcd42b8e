import * as v from 'valibot';
import { pushDevicesSchema, type PushDevice } from '#domain/push-device.ts';
import { ask } from './ask-server.ts';
import {
	endPush,
	newSubscription,
	pushSubscription,
	sendSubscription
} from './push-subscription.ts';

/** Whether this browser is told of calls while the app is closed. */
export type PushState =
	/** Not known yet. */
	| 'loading'
	/** The browser cannot, or not in this window. */
	| 'unsupported'
	/** The person, or an administrator, has forbidden notifications in the browser. */
	| 'blocked'
	| 'off'
	| 'on';

/** Why what was wished did not happen. */
export type PushProblem =
	/** The browser could not reach its maker's push service, or has none. */
	| 'no-push-service'
	/** The server may not send to this browser's push service. */
	| 'endpoint-refused'
	| 'too-many-devices'
	| 'server';

interface PushDevicesParts {
	readonly accountId: string;
	readonly deviceId: string;
}

/** In localStorage: the account that this browser is told of. */
const ACCOUNT = 'anteroom-push-account';
const PATH = '/api/push-devices';
const savedSchema = v.object({ id: v.string() });

/** The account's devices that are told of calls by push (Push API), this one among them. */
export class PushDevices {
	readonly #parts: PushDevicesParts;
	#state = $state<PushState>('loading');
	#problem = $state<PushProblem | undefined>();
	#devices = $state.raw<readonly PushDevice[]>([]);
	#isWorking = $state(false);
	#wish = $state<boolean | undefined>();
	#publicKey = '';

	constructor(parts: PushDevicesParts) {
		this.#parts = parts;
		if (!isSupported()) this.#state = 'unsupported';
	}

	get state(): PushState {
		return this.#state;
	}

	get problem(): PushProblem | undefined {
		return this.#problem;
	}

	/** Something is being done that takes its time. */
	get isWorking(): boolean {
		return this.#isWorking;
	}

	/** This device is told, or is about to be: what is wished shows until it has come about or has failed. */
	get isOn(): boolean {
		return this.#wish ?? this.#state === 'on';
	}

	/** All of the account's, by name. */
	get devices(): readonly PushDevice[] {
		return this.#devices;
	}

	isOwn({ deviceId }: PushDevice): boolean {
		return deviceId === this.#parts.deviceId;
	}

	/**
	 * Binds this browser's subscription to the sign-in of now, where the same account has wished for it
	 * before; one that somebody else has left behind ends. Does nothing while the server is away.
	 */
	async renew(): Promise<void> {
		if (this.#state === 'unsupported') return;
		const subscription = await pushSubscription();
		if (subscription && remembered() !== this.#parts.accountId) return endPush();
		if (!subscription || !(await this.#ask())) return;
		await this.#subscribe(nameOfBrowser()).catch(() => {});
	}

	/** Asks the server which devices there are. */
	async load(): Promise<void> {
		const isAnswered = await this.#ask();
		this.#problem = isAnswered ? undefined : 'server';
		if (this.#state === 'unsupported') return;
		const isOn = (await pushSubscription()) !== undefined;
		const isKnown = this.#devices.some((device) => this.isOwn(device));
		if (Notification.permission === 'denied') this.#state = 'blocked';
		else this.#state = isOn && (isKnown || !isAnswered) ? 'on' : 'off';
	}

	/** Asks for permission and subscribes; call it in a user gesture. `name`: of this browser, for people. */
	async turnOn(name = nameOfBrowser()): Promise<void> {
		this.#wish = true;
		await this.#work(async () => {
			if ((await Notification.requestPermission()) !== 'granted') return;
			if (this.#publicKey === '' && !(await this.#ask())) return 'server';
			return this.#subscribe(name);
		});
	}

	async turnOff(): Promise<void> {
		this.#wish = false;
		await this.#work(async () => {
			await endPush();
			const own = this.#devices.find((device) => this.isOwn(device));
			return own && this.#remove(own.id);
		});
	}

	async remove(device: PushDevice): Promise<void> {
		if (this.isOwn(device)) return this.turnOff();
		await this.#work(() => this.#remove(device.id));
	}

	async rename({ id }: PushDevice, name: string): Promise<void> {
		await this.#work(async () => {
			const answer = await ask(v.undefined(), PATH, { method: 'PATCH', body: { id, name } });
			return answer.ok ? undefined : 'server';
		});
	}

	/** What went wrong is said until the next attempt. */
	async #work(action: () => Promise<PushProblem | undefined>): Promise<void> {
		this.#isWorking = true;
		const problem = await action();
		await this.load();
		this.#problem ??= problem;
		this.#wish = undefined;
		this.#isWorking = false;
	}

	async #subscribe(name: string): Promise<PushProblem | undefined> {
		let subscription: PushSubscription;
		try {
			subscription = await newSubscription(this.#publicKey);
		} catch {
			return 'no-push-service';
		}
		const { accountId, deviceId } = this.#parts;
		const answer = await sendSubscription(savedSchema, subscription, { deviceId, name });
		if (answer.ok) {
			remember(accountId);
			return undefined;
		}
		if (answer.failure.kind === 'unreachable') return 'server';
		// The server will not use it: the browser need not keep it.
		await endPush();
		const { code } = answer.failure;
		return code === 'endpoint-refused' || code === 'too-many-devices' ? code : 'server';
	}

	async #remove(id: string): Promise<PushProblem | undefined> {
		const answer = await ask(v.undefined(), PATH, { method: 'DELETE', body: { id } });
		return answer.ok ? undefined : 'server';
	}

	async #ask(): Promise<boolean> {
		const answer = await ask(pushDevicesSchema, PATH);
		if (!answer.ok) return false;
		this.#devices = answer.value.devices;
		this.#publicKey = answer.value.publicKey;
		return true;
	}
}

/** On iPhones and iPads it is there in the installed app alone. */
function isSupported(): boolean {
	return (
		'Notification' in globalThis && 'PushManager' in globalThis && 'serviceWorker' in navigator
	);
}

const BROWSERS = [
	['Edge', /Edg(A|iOS)?\//],
	['Opera', /OPR\//],
	['Samsung Internet', /SamsungBrowser\//],
	['Firefox', /(Firefox|FxiOS)\//],
	['Chrome', /(Chrome|CriOS)\//],
	['Safari', /Safari\//]
] as const;
const SYSTEMS = [
	['Android', /Android/],
	['iPhone', /iPhone/],
	['iPad', /iPad/],
	['Windows', /Windows/],
	['ChromeOS', /CrOS/],
	['Mac', /Macintosh/],
	['Linux', /Linux/]
] as const;

/** What a person would call this browser, for want of anything better. */
function nameOfBrowser(): string {
	const { userAgent } = navigator;
	const found = [BROWSERS, SYSTEMS].map((known) => known.find(([, is]) => is.test(userAgent))?.[0]);
	return found.filter((name) => name !== undefined).join(', ') || 'Browser';
}

function remembered(): string | null {
	try {
		return localStorage.getItem(ACCOUNT);
	} catch {
		return null;
	}
}

function remember(accountId: string): void {
	try {
		localStorage.setItem(ACCOUNT, accountId);
	} catch {
		// Without storage it has to be turned on again at the next start.
	}
}
