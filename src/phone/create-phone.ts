import { lookUp } from '#contacts/lookup.ts';
import { serverSource } from '#contacts/server-source.ts';
import { MOST_EARLIER_CALLS, summariseEarlier } from '#domain/earlier-calls.ts';
import type { RingTone } from '#domain/hotline.ts';
import { remotePartyOf, type OwnNetwork } from '#domain/journal-filter.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import type { Settings } from '#domain/settings.ts';
import { mix } from '#media/mix.ts';
import { RemoteAudio } from '#media/remote-audio.ts';
import { Ringtone } from '#media/ringtone.ts';
import { SipLine } from '#sip/sip-line.ts';
import { CallStore } from '#storage/call-store.ts';
import { DeviceStore } from '#storage/device-store.ts';
import { watchActivity } from './activity.ts';
import type { SearchedContacts } from './contact-search.svelte.ts';
import { createDeviceSound } from './create-device-sound.ts';
import { createLocalFolders } from './create-local-folders.ts';
import { hotlineNames } from './call-record.ts';
import { JournalSync } from './journal-sync.ts';
import { Journal } from './journal.svelte.ts';
import { LiveCalls } from './live-calls.ts';
import type { DeviceSound } from './device-sound.svelte.ts';
import type { Audio, Line, LineListener } from './line.ts';
import type { LocalFolders } from './local-folders.svelte.ts';
import { openAddress } from './open-address.ts';
import { PausedChannels } from './paused-channels.svelte.ts';
import { Phone } from './phone.svelte.ts';
import { ReportSender } from './report-sender.ts';
import {
	fetchChanges,
	fetchStatuses,
	sayActive,
	sendMarks,
	sendReports,
	sendRetry
} from './server-api.ts';
import { Session } from './session.svelte.ts';
import { SettingsChanges } from './settings-changes.ts';
import { SoundState } from './sound-state.svelte.ts';

/** Everything a signed-in person works with. */
export interface Desk {
	readonly phone: Phone;
	readonly journal: Journal;
	readonly pausedChannels: PausedChannels;
	readonly folders: LocalFolders;
	/** The contacts of those folders. */
	readonly localContacts: SearchedContacts;
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

export function createSession(): Session {
	const store = new DeviceStore();
	return new Session(store, new SettingsChanges(store));
}

/**
 * The composition root: a phone with real adapters, registered, its reports on their way. `signedOut`
 * is told when the server no longer takes reports because it does not know the session any more;
 * `navigate` shows a page of the app.
 */
export async function createDesk(
	session: SessionInfo,
	signedOut: () => void,
	navigate: (path: string) => void
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
	const remote = new RemoteAudio();
	const deviceSound = await createDeviceSound({ ringtone, remote, phone: () => phone, complain });
	const sync = new JournalSync({
		unsentMarks: (limit) => store.unsentMarks(limit),
		sendMarks,
		settleMarks: (marks) => store.settleMarks(marks),
		knownChange: () => store.knownChange(),
		changes: fetchChanges,
		merge: (changes) =>
			store.merge(changes, (called) => hotlineNames(phone.hotlines.find(called)?.hotline)),
		complain
	});
	const reports = new ReportSender({
		unsent: (limit) => store.unsent(limit),
		async settle(ids) {
			await store.settle(ids);
			sync.wake();
		},
		refuse: (report, code) => store.refuse(report, code),
		undecided: (since) => store.undecided(since),
		applyStatuses: (statuses) => store.applyStatuses(statuses),
		send: async (waiting) => {
			const answer = await sendReports(waiting);
			if (!answer.ok && answer.failure.kind === 'refused' && answer.failure.status === 401) {
				signedOut();
			}
			return answer;
		},
		statuses: fetchStatuses,
		now: Date.now,
		complain
	});
	const phone: Phone = new Phone({
		session,
		deviceId,
		audio: browserAudio(ringtone, remote),
		makeLine: (listener) =>
			sipLine(
				session.sip,
				() => phone.session.settings,
				listener,
				() => deviceSound.openForCall()
			),
		lookUp: (e164, answered) => lookUp(e164, [local.contacts, serverSource], answered),
		open: (address, isAsked) => openAddress(address, isAsked, navigate),
		earlierCalls: async (parties, before) =>
			summariseEarlier(await store.callsWith(parties, before, MOST_EARLIER_CALLS)),
		recordBegin: (entry, call) => live.begin(entry, call),
		recordEnd: (entry, report) => live.end(entry, report),
		now: Date.now,
		newId: () => crypto.randomUUID(),
		complain
	});
	const live: LiveCalls = new LiveCalls({
		accountId: session.account.id,
		deviceId,
		plan: () => phone.session.settings.numbering,
		calls: () => phone.calls,
		begin: (entry, call, at) => store.begin(entry, call, at),
		seen: (calls, at) => store.seen(calls, at),
		name: (callId, names) => store.name(callId, names),
		unended: () => store.unended(),
		async finish(entry, report) {
			await store.finish(entry, report);
			reports.wake();
		},
		now: Date.now,
		newId: () => crypto.randomUUID(),
		complain
	});
	const journal = new Journal({
		watch: (page, changed, failed) => store.watch(page, changed, failed),
		watchContacts: (search, changed, failed) => store.watchContacts(search, changed, failed),
		remoteParty: (entry) => remotePartyOf(entry, network),
		async mark(mark) {
			await store.mark(mark);
			sync.wake();
		},
		async retryMessage(callId, channel) {
			const answer = await sendRetry(callId, channel);
			sync.wake();
			reports.wake();
			return answer.ok ? undefined : answer.failure;
		},
		now: Date.now,
		newId: () => crypto.randomUUID()
	});
	const pausedChannels = new PausedChannels();
	const leave = () => phone.leave();
	addEventListener('pagehide', leave);
	const stopActivity = watchActivity(() => void sayActive());
	phone.start();
	live.start();
	reports.start();
	sync.start();
	pausedChannels.start();
	local.folders.start();
	return {
		phone,
		journal,
		pausedChannels,
		folders: local.folders,
		sound: deviceSound,
		localContacts: local.contacts,
		get ringMuted() {
			return sound.ringMuted;
		},
		unlockSound: () => void ringtone.unlock(),
		playRingTone: (tone) => ringtone.sample(tone),
		useSession(changed) {
			phone.useSession(changed);
			network = ownNetwork(changed);
			local.folders.usePlan(network.plan);
		},
		async close() {
			removeEventListener('pagehide', leave);
			stopActivity();
			await phone.close();
			live.close();
			reports.close();
			sync.close();
			pausedChannels.close();
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

function sipLine(
	sip: SessionInfo['sip'],
	settings: () => Settings,
	listener: LineListener,
	microphone: () => Promise<MediaStream>
): Line {
	if (!sip) return disconnectedLine(listener);
	return new SipLine(
		{
			account: { ...sip, server: absoluteServer(sip.server) },
			settings,
			microphone,
			mix
		},
		listener
	);
}

/** An account to which no telephone has been given: it says so and never connects. */
function disconnectedLine(listener: LineListener): Line {
	return {
		start: () =>
			listener.registration({ state: 'waiting', problem: 'bad-settings', retryAt: Infinity }),
		retry: () => {},
		dial: () => undefined,
		close: async () => {}
	};
}

/** A path alone means this app's own origin. */
export function absoluteServer(server: string): string {
	if (!server.startsWith('/')) return server;
	return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${server}`;
}

function browserAudio(ringtone: Ringtone, remote: RemoteAudio): Audio {
	return {
		ring(kind, tone) {
			if (kind === 'silent') ringtone.stop();
			else ringtone.start(kind === 'ring' ? tone : kind);
		},
		play: (callId, stream) => remote.play(callId, stream),
		stop: (callId) => remote.stop(callId),
		close: () => remote.close()
	};
}

/** Broken assumptions go where a developer looks; the person has been told in the app already. */
function complain(problem: string): void {
	reportError(new Error(problem));
}
