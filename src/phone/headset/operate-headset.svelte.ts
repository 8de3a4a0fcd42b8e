import type { Telephone } from '#phone/telephone.ts';
import { lightsFor, press } from './headset-press.ts';
import { lightReports, pressesIn, telephonyReports } from './telephony-reports.ts';

/**
 * Lets the buttons of a device command the phone, and its lights follow the calls, until stopped. Undefined
 * for a device without telephone buttons; rejects where the browser or another program keeps it (WebHID).
 */
export async function operateHeadset(
	device: HIDDevice,
	phone: Telephone,
	complain: (problem: string) => void
): Promise<(() => Promise<void>) | undefined> {
	const reports = telephonyReports(device.collections);
	if (!reports) return undefined;
	if (!device.opened) await device.open();
	let before: Readonly<Record<number, Uint8Array>> = {};
	let sent = Promise.resolve();
	const show = (lights: ReturnType<typeof lightsFor>) => {
		for (const [id, bytes] of lightReports(reports, lights)) {
			// One after the other: the last word holds.
			sent = sent.then(() =>
				// A device that has just been unplugged tells of it by itself.
				device.sendReport(id, bytes).catch((error: unknown) => {
					if (device.opened) complain(`headset: ${String(error)}`);
				})
			);
		}
	};
	const take = ({ reportId, data }: HIDInputReportEvent) => {
		const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
		const presses = pressesIn(reports, reportId, bytes, before[reportId] ?? new Uint8Array());
		before = { ...before, [reportId]: bytes };
		for (const each of presses) press(phone, each);
		// A press that changed nothing must not leave the device in another state than the phone.
		if (presses.length > 0) show(lightsFor(phone));
	};
	device.addEventListener('inputreport', take);
	const stopShowing = $effect.root(() => {
		$effect(() => show(lightsFor(phone)));
	});
	return async () => {
		stopShowing();
		device.removeEventListener('inputreport', take);
		if (!device.opened) return;
		show({ offHook: false, ring: false, mute: false, hold: false });
		await sent;
		await device.close();
	};
}
