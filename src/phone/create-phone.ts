import { serverSource } from '#contacts/server-source.ts';
import type { Forwarding } from '#domain/forwarding.ts';
import type { RingTone } from '#domain/hotline.ts';
import { remotePartyOf, type OwnNetwork } from '#domain/journal-filter.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import { RemoteAudio } from '#media/remote-audio.ts';
import { Ringtone } from '#media/ringtone.ts';
import { CallStore } from '#storage/call-store.ts';
import { DeviceStore } from '#storage/device-store.ts';
import { watchActivity } from './activity.ts';
import { createDeviceSound } from './create-device-sound.ts';
import { startLead, type Lead } from './create-lead.ts';
import type { OwnLine } from './create-line.ts';
import { createLocalFolders } from './create-local-folders.ts';
import type { SearchedContacts } from './contact-search.svelte.ts';
import { Headsets } from './headset/headsets.svelte.ts';
import { Journal } from './journal.svelte.ts';
import type { DeviceSound } from './device-sound.svelte.ts';
import type { LocalFolders } from './local-folders.svelte.ts';
import { MirroredPhone } from './mirrored-phone.svelte.ts';
import { nextTask } from './next-task.ts';
import { Notifications } from './notifications.svelte.ts';
import { openAddress } from './open-address.ts';
import { PausedChannels } from './paused-channels.svelte.ts';
import { openPhoneChannel } from './phone-channel.ts';
import { PhoneInUse } from './phone-in-use.svelte.ts';
import { PushDevices } from './push-devices.svelte.ts';
import { followPushChoices } from './push-choices.ts';
import { sayActive, sendRetry } from './server-api.ts';
import { SoundState } from './sound-state.svelte.ts';
import type { Telephone } from './telephone.ts';

/** Everything a signed-in person works with. */
export interface Desk {
	/** Another one once this tab leads. */
	readonly phone: Telephone;
	/** The telephone is this tab's own: calls end with it. */
	readonly leads: boolean;
	readonly journal: Journal;
	readonly pausedChannels: PausedChannels;
	readonly folders: LocalFolders;
	/** The contacts of those folders. */
	readonly localContacts: SearchedContacts;
	readonly notifications: Notifications;
	/** Which devices are told of calls while the app is closed. */
	readonly pushDevices: PushDevices;
	/** Whose buttons command the phone. */
	readonly headsets: Headsets;
	/** Microphone, speaker and bell of this computer. */
	readonly sound: DeviceSound;
	/** The browser keeps a ringing phone silent until the person touches the page. */
	readonly ringMuted: boolean;
	/** Allows sound; call it in a user gesture (the browsers' autoplay policy). */
	unlockSound(): void;
	/** Lets a ring tone be heard once. */
	playRingTone(tone: RingTone): void;
	/** Goes on with changed settings or hotlines of the same account and telephone; calls are not touched. */
	useSession(session: SessionInfo): void;
	close(): Promise<void>;
}

/**
 * The composition root: the telephone of this tab, which is a real one in one tab of the browser and
 * shows that one in all others. `line` is the account's, and closes with the desk. `signedOut` is told when the server no longer takes reports because it
 * does not know the session any more; `navigate` shows a page of the app; `keepForwarding` saves where
 * the PBX sends calls.
 */
export async function createDesk(
	session: SessionInfo,
	line: OwnLine,
	signedOut: () => void,
	navigate: (path: string) => void,
	keepForwarding: (forwarding: Forwarding) => void
): Promise<Desk> {
	let network = ownNetwork(session);
	const store = new CallStore(session.account.id, () => network);
	const deviceId = await new DeviceStore()
		.deviceId(crypto.randomUUID())
		// Without storage (private window, full disk) the phone still works; its id lasts for this page.
		.catch(() => crypto.randomUUID());
	const local = createLocalFolders(session.account.id, () => network.plan, complain);
	const sound = new SoundState();
	const ringtone = new Ringtone((muted) => (sound.ringMuted = muted));
	ringtone.prepare();
	let lead: Lead | undefined;
	const remote = new RemoteAudio();
	const deviceSound = await createDeviceSound({
		ringtone,
		remote,
		phone: () => lead?.phone,
		complain
	});
	await nextTask();
	const channel = openPhoneChannel(session.account.id);
	const open = (address: string, isAsked: boolean) => openAddress(address, isAsked, navigate);
	const mirror = new MirroredPhone({
		session,
		channel,
		open,
		ring({ kind, tone }) {
			if (kind === 'silent') ringtone.stop();
			else ringtone.start(kind === 'ring' ? tone : kind);
		}
	});
	const inUse = new PhoneInUse(mirror);
	const headsets = new Headsets({ hid: 'hid' in navigator ? navigator.hid : undefined, complain });
	headsets.start();
	mirror.start();
	await nextTask();
	line.whenLeading(() => {
		mirror.close();
		const { session: latest } = mirror;
		lead = startLead({
			...{ session: latest, line, deviceId, store, ringtone, remote, sound, channel },
			microphone: deviceSound.forCalls,
			sources: [local.contacts, serverSource],
			...{ open, signedOut, keepForwarding, complain }
		});
		inUse.current = lead.phone;
		headsets.lead(lead.phone);
	});
	await nextTask();
	const wake = () => {
		if (lead) lead.wake();
		else mirror.send('wake');
	};
	const journal = new Journal({
		watch: (page, changed, failed) => store.watch(page, changed, failed),
		watchContacts: (search, changed, failed) => store.watchContacts(search, changed, failed),
		watchOpen: (changed, failed) => store.watchOpen(changed, failed),
		remoteParty: (entry) => remotePartyOf(entry, network),
		async mark(mark) {
			await store.mark(mark);
			wake();
		},
		async retryMessage(callId, channel) {
			const answer = await sendRetry(callId, channel);
			wake();
			return answer.ok ? undefined : answer.failure;
		},
		now: Date.now,
		newId: () => crypto.randomUUID()
	});
	await nextTask();
	const pausedChannels = new PausedChannels();
	const notifications = new Notifications();
	const pushDevices = new PushDevices({ accountId: session.account.id, deviceId });
	void pushDevices.renew();
	const unfollowPush = followPushChoices(navigate);
	const stopActivity = watchActivity(() => void sayActive());
	pausedChannels.start();
	local.folders.start();
	return {
		get phone() {
			return inUse.current;
		},
		get leads() {
			return lead !== undefined;
		},
		journal,
		pausedChannels,
		notifications,
		pushDevices,
		headsets,
		folders: local.folders,
		sound: deviceSound,
		localContacts: local.contacts,
		get ringMuted() {
			return sound.ringMuted;
		},
		unlockSound: () => void ringtone.unlock(),
		playRingTone: (tone) => ringtone.sample(tone),
		useSession(changed) {
			inUse.current.useSession(changed);
			network = ownNetwork(changed);
			local.folders.usePlan(network.plan);
		},
		async close() {
			stopActivity();
			mirror.close();
			await headsets.close();
			await lead?.close();
			await line.close();
			channel.close();
			pausedChannels.close();
			notifications.close();
			unfollowPush();
			local.close();
			deviceSound.close();
			journal.close();
			await ringtone.close();
			store.close();
		}
	};
}

function ownNetwork({ settings, sip }: SessionInfo): OwnNetwork {
	return { plan: settings.numbering, sipDomain: sip?.domain ?? '' };
}

/** Broken assumptions go where a developer looks; the person has been told in the app already. */
function complain(problem: string): void {
	reportError(new Error(problem));
}
