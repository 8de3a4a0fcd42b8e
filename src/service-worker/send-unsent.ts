import { sendWaitingMarks, sendWaitingReports } from '#phone/send-waiting.ts';
import { sendMarks, sendReports } from '#phone/server-api.ts';
import { SettingsChanges } from '#phone/settings-changes.ts';
import { CallStore } from '#storage/call-store.ts';
import { DeviceStore } from '#storage/device-store.ts';

/**
 * Brings to the server what waits on this device for whoever is signed in: reports of calls, what was
 * said of calls, changed settings. For when no page is open; a page that does the same does no harm.
 *
 * @throws where something still waits: the browser tries again later
 */
export async function sendUnsent(): Promise<void> {
	const device = new DeviceStore();
	const session = await device.session();
	if (!session) return;
	const { settings, sip } = session;
	const network = { plan: settings.numbering, sipDomain: sip?.domain ?? '' };
	const store = new CallStore(session.account.id, () => network);
	try {
		const isSent =
			(await sendWaitingReports({
				unsent: (limit) => store.unsent(limit),
				settle: (ids) => store.settle(ids),
				refuse: (report, code) => store.refuse(report, code),
				send: sendReports,
				complain: (problem) => reportError(new Error(problem))
			})) &&
			(await sendWaitingMarks({
				unsentMarks: (limit) => store.unsentMarks(limit),
				sendMarks,
				settleMarks: (marks) => store.settleMarks(marks)
			}));
		const saved = await new SettingsChanges(device, () => {}).catchUp(session);
		if (!isSent || saved?.state === 'waiting') throw new Error('the server does not answer');
	} finally {
		store.close();
	}
}
