import { lookUp, type ContactSource } from '#contacts/lookup.ts';
import { MOST_EARLIER_CALLS, summariseEarlier } from '#domain/earlier-calls.ts';
import type { Forwarding } from '#domain/forwarding.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import { ProgressTone } from '#media/progress-tone.ts';
import type { RemoteAudio } from '#media/remote-audio.ts';
import type { Ringtone } from '#media/ringtone.ts';
import type { CallStore } from '#storage/call-store.ts';
import { syncLater } from './background-sync.ts';
import { hotlineNames } from './call-record.ts';
import { IceServers } from './ice-servers.ts';
import type { OwnLine } from './create-line.ts';
import { JournalSync } from './journal-sync.ts';
import { LiveCalls } from './live-calls.ts';
import type { Audio, CallMicrophone } from './line.ts';
import { broadcastPhone } from './phone-broadcast.svelte.ts';
import type { PhoneChannel } from './phone-channel.ts';
import { Phone } from './phone.svelte.ts';
import { ReportSender } from './report-sender.ts';
import {
	fetchChanges,
	fetchIceSettings,
	fetchStatuses,
	sendChoice,
	sendMarks,
	sendReports
} from './server-api.ts';
import type { SoundState } from './sound-state.svelte.ts';

interface LeadParts {
	readonly session: SessionInfo;
	/** The line that this tab has. */
	readonly line: OwnLine;
	readonly deviceId: string;
	readonly store: CallStore;
	/** Who is asked for a caller's number. */
	readonly sources: readonly ContactSource[];
	readonly ringtone: Ringtone;
	readonly remote: RemoteAudio;
	readonly sound: SoundState;
	/** The stream to send on a call; without tracks the call is listen-only. */
	microphone: CallMicrophone;
	readonly channel: PhoneChannel;
	open(address: string, isAsked: boolean): boolean;
	/** Keeps where the PBX sends calls, for all tabs and devices. */
	keepForwarding(forwarding: Forwarding): void;
	/** The server does not know the session any more. */
	signedOut(): void;
	complain(problem: string): void;
}

/** What one tab does for all of them: it registers, records, and brings to the server what waits for it. */
export interface Lead {
	readonly phone: Phone;
	/** The journal has something for the server. */
	wake(): void;
	close(): Promise<void>;
}

/** The composition root of the leading tab: a phone with real adapters, its reports on their way. */
export function startLead(parts: LeadParts): Lead {
	const { session, deviceId, store, sources, ringtone, remote, sound, channel } = parts;
	const { open, signedOut, complain } = parts;
	const ice = new IceServers({ fetch: fetchIceSettings, now: Date.now });
	const sync = new JournalSync({
		unsentMarks: (limit) => store.unsentMarks(limit),
		sendMarks,
		settleMarks: (marks) => store.settleMarks(marks),
		knownChange: () => store.knownChange(),
		changes: fetchChanges,
		merge: (changes) =>
			store.merge(changes, (called) => hotlineNames(phone.hotlines.find(called)?.hotline)),
		stranded: () => void syncLater(),
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
		stranded: () => void syncLater(),
		now: Date.now,
		complain
	});
	const phone: Phone = new Phone({
		session,
		deviceId,
		audio: browserAudio(ringtone, remote, sound),
		makeLine: (listener) =>
			parts.line.take(listener, {
				settings: () => phone.session.settings,
				microphone: parts.microphone,
				ice: () => ice.forCall(),
				report: (problem) => phone.report(problem)
			}),
		lookUp: (e164, answered) => lookUp(e164, sources, answered),
		rememberChoice: async (e164, choice) => (await sendChoice(e164, choice)).ok,
		keepForwarding: (forwarding) => parts.keepForwarding(forwarding),
		open,
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
	const wake = () => {
		sync.wake();
		reports.wake();
	};
	const stopBroadcast = broadcastPhone({ phone, channel, unheard: () => sound.unheard, wake });
	const leave = () => {
		phone.leave();
		stopBroadcast();
	};
	const warn = (event: BeforeUnloadEvent) => {
		if (phone.busy) event.preventDefault();
	};
	addEventListener('pagehide', leave);
	addEventListener('beforeunload', warn);
	void store.lastDialled().then(
		(number = '') => phone.rememberDialled(number),
		() => {}
	);
	ice.start();
	phone.start();
	live.start();
	reports.start();
	sync.start();
	return {
		phone,
		wake,
		async close() {
			removeEventListener('pagehide', leave);
			removeEventListener('beforeunload', warn);
			stopBroadcast();
			await phone.close();
			ice.close();
			live.close();
			reports.close();
			sync.close();
		}
	};
}

function browserAudio(ringtone: Ringtone, remote: RemoteAudio, sound: SoundState): Audio {
	const progress = new ProgressTone();
	return {
		progress(tone) {
			if (tone === 'silent') progress.stop();
			else progress.start(tone);
		},
		ring(kind, tone) {
			sound.ringing = { kind, tone };
			if (kind === 'silent') ringtone.stop();
			else ringtone.start(kind === 'ring' ? tone : kind);
		},
		play: (callId, stream) => remote.play(callId, stream),
		stop: (callId) => remote.stop(callId),
		close() {
			remote.close();
			void progress.close();
		}
	};
}
