import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Phone } from '#phone/phone.svelte.ts';
import { incoming, ScriptedLine, sessionOf, SilentAudio, START } from '#phone/test-line.ts';
import { Headsets } from './headsets.svelte.ts';
import { KEY_UNIT, MIXED_HEADSET } from './sample-headsets.ts';

/** A device that says what the test has it say, and keeps the last report of its lights. */
class FakeDevice extends EventTarget {
	readonly productName = 'Desk headset';
	readonly collections: HIDCollectionInfo[];
	opened = false;
	isKept = false;
	lights: number | undefined;

	constructor(collections: HIDCollectionInfo[]) {
		super();
		this.collections = collections;
	}

	async open() {
		if (this.isKept) throw new DOMException('kept', 'NotAllowedError');
		this.opened = true;
	}

	async close() {
		this.opened = false;
	}

	forget = vi.fn(async () => hid.unplug(this));

	async sendReport(_id: number, data: Uint8Array) {
		this.lights = data[1];
	}

	/** The person works the buttons. */
	say(reportId: number, byte: number) {
		const data = new DataView(new Uint8Array([byte]).buffer);
		this.dispatchEvent(Object.assign(new Event('inputreport'), { reportId, data }));
		flushSync();
	}
}

class FakeHid extends EventTarget {
	plugged: FakeDevice[] = [];
	getDevices = async () => this.plugged;
	requestDevice = vi.fn(async () => this.plugged);

	plug(device: FakeDevice) {
		this.plugged = [...this.plugged, device];
		this.dispatchEvent(new Event('connect'));
	}

	unplug(device: FakeDevice) {
		device.opened = false;
		this.plugged = this.plugged.filter((other) => other !== device);
		this.dispatchEvent(new Event('disconnect'));
	}
}

// Bits of the mixed headset's input report, and of its lights.
const [HOOK, MUTE, FLASH, REDIAL] = [1, 2, 4, 8];
const [OFF_HOOK, RING, MUTED, HELD] = [2, 4, 8, 16];
const MIXED = 0x20;

let hid: FakeHid;
let line: ScriptedLine;
let phone: Phone;
let headsets: Headsets;
let complaints: string[];

beforeEach(() => {
	hid = new FakeHid();
	complaints = [];
	phone = new Phone({
		session: sessionOf(),
		deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
		audio: new SilentAudio(),
		makeLine: (listener) => (line = new ScriptedLine(listener)),
		lookUp: () => () => {},
		rememberChoice: async () => true,
		keepForwarding: () => {},
		open: () => true,
		earlierCalls: async () => ({ count: 0, isCapped: false, open: 0, last: [] }),
		recordBegin: async () => {},
		recordEnd: async () => {},
		now: () => START,
		newId: () => crypto.randomUUID(),
		complain: (problem) => complaints.push(problem)
	});
	headsets = opened();
});

afterEach(async () => {
	await headsets.close();
	expect(complaints).toEqual([]);
});

function opened(): Headsets {
	const made = new Headsets({
		hid: hid as unknown as HID,
		complain: (problem) => complaints.push(problem)
	});
	made.start();
	return made;
}

async function plugged(collections = MIXED_HEADSET): Promise<FakeDevice> {
	const device = new FakeDevice(collections);
	headsets.lead(phone);
	hid.plug(device);
	await expect.poll(() => device.opened).toBe(true);
	// Its buttons are heard once the lights have been told.
	if (collections === MIXED_HEADSET) await expect.poll(() => device.lights).toBe(0);
	return device;
}

const states = () => phone.calls.map(({ call }) => call.state);

test('the hook answers and hangs up; what only follows its light does nothing', async () => {
	const device = await plugged();
	const wire = line.ring(incoming());
	await expect.poll(() => device.lights).toBe(RING);
	device.say(MIXED, HOOK);
	expect(wire.told).toEqual(['accept']);
	await expect.poll(() => device.lights).toBe(OFF_HOOK);
	wire.connect(START);
	device.say(MIXED, HOOK);
	expect(states()).toEqual(['connected']);
	device.say(MIXED, 0);
	expect(wire.told).toEqual(['accept', 'hang up']);
	await expect.poll(() => device.lights).toBe(0);

	// Answered and ended in the window: the headset's hook follows, and ends nothing else.
	const second = line.ring(incoming());
	phone.answer(phone.calls[0]?.id ?? '');
	device.say(MIXED, HOOK);
	second.connect(START);
	phone.hangUp(phone.calls[0]?.id ?? '');
	const third = line.ring(incoming());
	device.say(MIXED, 0);
	expect(third.told).toEqual([]);
	expect(states()).toEqual(['ringing']);
});

test('one press of a key that springs back answers and does not hang up; drop declines', async () => {
	const device = await plugged(KEY_UNIT);
	const wire = line.ring(incoming());
	// The unit has no lights by which it could be seen that its buttons are heard.
	const press = () => {
		device.say(0, 0);
		device.say(0, 1);
		return wire.told;
	};
	await expect.poll(press).toEqual(['accept']);
	device.say(0, 1);
	device.say(0, 0);
	expect(wire.told).toEqual(['accept']);
	wire.connect(START);
	device.say(0, 1);
	expect(wire.told).toEqual(['accept', 'hang up']);
	const declined = line.ring(incoming());
	device.say(0, 4);
	expect(declined.told).toEqual(['reject 603']);
});

test('mute is the same on both sides; flash holds, resumes, and takes a second call', async () => {
	const device = await plugged();
	const wire = line.ring(incoming());
	device.say(MIXED, HOOK);
	wire.connect(START);
	device.say(MIXED, HOOK | MUTE);
	await expect.poll(() => device.lights).toBe(OFF_HOOK | MUTED);
	phone.talk.mute(phone.calls[0]?.id ?? '', false);
	await expect.poll(() => device.lights).toBe(OFF_HOOK);
	expect(wire.told).toEqual(['accept', 'mute', 'unmute']);

	device.say(MIXED, HOOK | FLASH);
	await expect.poll(() => device.lights).toBe(OFF_HOOK | HELD);
	device.say(MIXED, HOOK);
	device.say(MIXED, HOOK | FLASH);
	await expect.poll(() => device.lights).toBe(OFF_HOOK);
	const second = line.ring(incoming());
	device.say(MIXED, HOOK);
	device.say(MIXED, HOOK | FLASH);
	expect(second.told).toEqual(['accept']);
	expect(wire.told.slice(3)).toEqual(['hold', 'resume', 'hold']);
});

test('redial calls the last number again, and only where nothing goes on', async () => {
	const device = await plugged();
	device.say(MIXED, REDIAL);
	expect(line.dialled).toEqual([]);
	phone.dial('030 23125-010');
	device.say(MIXED, REDIAL);
	expect(line.dialled).toHaveLength(1);
	phone.hangUp(phone.calls[0]?.id ?? '');
	device.say(MIXED, REDIAL);
	expect(line.dialled.map(({ target }) => target)).toEqual(['030 23125-010', '030 23125-010']);
});

test('lifting the headset when nobody calls is taken back', async () => {
	const device = await plugged();
	device.lights = undefined;
	device.say(MIXED, HOOK);
	expect(phone.calls).toEqual([]);
	await expect.poll(() => device.lights).toBe(0);
});

test('only the tab with the telephone opens a headset; all know of it', async () => {
	const device = new FakeDevice(MIXED_HEADSET);
	hid.plugged = [device];
	const other = opened();
	await headsets.connect();
	expect(hid.requestDevice).toHaveBeenCalledWith({ filters: [{ usagePage: 0x0b }] });
	await expect.poll(() => other.present).toEqual([device]);
	expect(device.opened).toBe(false);
	other.lead(phone);
	await expect.poll(() => device.opened).toBe(true);
	await other.close();
	expect(device.opened).toBe(false);
});

test('unplugged and plugged again it works on; disconnected it is given back', async () => {
	const device = await plugged();
	hid.unplug(device);
	await expect.poll(() => headsets.present).toEqual([]);
	hid.plug(device);
	await expect.poll(() => device.opened).toBe(true);
	await headsets.forget(device as unknown as HIDDevice);
	expect(device.forget).toHaveBeenCalledOnce();
	await expect.poll(() => headsets.present).toEqual([]);
});

test('a device that another program keeps is told of', async () => {
	const device = new FakeDevice(MIXED_HEADSET);
	device.isKept = true;
	headsets.lead(phone);
	hid.plug(device);
	await expect.poll(() => headsets.isKept).toBe(true);
});
