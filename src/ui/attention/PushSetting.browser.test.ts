import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { PushDevice } from '#domain/push-device.ts';
import type { PushDevices, PushProblem, PushState } from '#phone/push-devices.svelte.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import PushSetting from './PushSetting.svelte';

const DESK: PushDevice = {
	...{ id: '1', deviceId: 'own', name: 'Firefox, Linux' },
	...{ madeAt: Date.UTC(2026, 2, 9), usedAt: null }
};
const MOBILE: PushDevice = {
	...{ id: '2', deviceId: 'other', name: 'Chrome, Android' },
	...{ madeAt: Date.UTC(2026, 2, 9), usedAt: Date.UTC(2026, 2, 9, 9, 30) }
};

function devices(state: PushState, problem?: PushProblem) {
	return {
		...{ state, problem, isOn: state === 'on', isWorking: false, devices: [DESK, MOBILE] },
		isOwn: ({ deviceId }: PushDevice) => deviceId === 'own',
		load: vi.fn(async () => {}),
		turnOn: vi.fn(async () => {}),
		turnOff: vi.fn(async () => {}),
		rename: vi.fn(async () => {}),
		remove: vi.fn(async () => {})
	};
}

function show(pushDevices: ReturnType<typeof devices>, locale: 'en' | 'de' = 'en') {
	return renderIn(locale, PushSetting, { pushDevices: pushDevices as unknown as PushDevices });
}

test('lists the devices, which are renamed and removed', async () => {
	const pushDevices = devices('on');
	await show(pushDevices);
	await expect.element(page.getByText('this device', { exact: true })).toBeVisible();
	await expect.element(page.getByText(/Told last: /)).toBeVisible();
	const name = page.getByLabelText('Name of Chrome, Android');
	await name.fill('  My mobile ');
	await page.getByRole('heading', { name: 'Your devices' }).click();
	expect(pushDevices.rename).toHaveBeenCalledExactlyOnceWith(MOBILE, 'My mobile');
	await page.getByRole('button', { name: 'Remove Chrome, Android' }).click();
	expect(pushDevices.remove).toHaveBeenCalledExactlyOnceWith(MOBILE);
	await expectAccessible();
});

test('is turned on and off by its switch', async () => {
	const off = devices('off');
	const first = await show(off);
	await page.getByRole('switch').click();
	expect(off.turnOn).toHaveBeenCalledOnce();
	await first.unmount();
	const on = devices('on');
	await show(on);
	await page.getByRole('switch').click();
	expect(on.turnOff).toHaveBeenCalledOnce();
});

test.each([
	['blocked', /Mitteilungen sind für diese Adresse gesperrt/],
	['unsupported', /zuerst auf den Home-Bildschirm/]
] as const)('says what to do where it is %s', async (state, words) => {
	await show(devices(state), 'de');
	await expect.element(page.getByText(words)).toBeVisible();
	await expect.element(page.getByRole('switch')).toBeDisabled();
});

test.each([
	['no-push-service', /does not reach its maker’s push service/],
	['endpoint-refused', /This server does not send to the push service/],
	['too-many-devices', /You have 20 devices already/],
	['server', /The server does not answer/]
] as const)('says that it failed: %s', async (problem, words) => {
	await show(devices('off', problem));
	await expect.element(page.getByRole('alert').getByText(words)).toBeVisible();
});
