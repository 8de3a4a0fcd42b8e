import type { CallEvent, IncomingParties } from '#domain/call.ts';
import type { EndCause } from '#domain/call-outcome.ts';
import { emptyHotline, greetings, type Hotline, type RingTone } from '#domain/hotline.ts';
import type { MediaSample } from '#domain/media-sample.ts';
import type { Presence } from '#domain/presence.ts';
import type { Registration } from '#domain/registration.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import { defaultSettings } from '#domain/settings.ts';
import type { Audio, Line, LineCall, LineListener, ProgressTone, RingKind } from './line.ts';

/** A line that does what the test says. */
export class ScriptedLine implements Line {
	readonly listener: LineListener;
	/** Set to keep `dial` from giving a call. */
	connected = true;
	readonly dialled: { target: string; call: ScriptedCall }[] = [];
	started = 0;
	retried = 0;
	closed = false;

	constructor(listener: LineListener) {
		this.listener = listener;
	}

	start(): void {
		this.started += 1;
	}

	retry(): void {
		this.retried += 1;
	}

	/** What is watched now. */
	watched: readonly string[] = [];

	watch(numbers: readonly string[]): void {
		this.watched = numbers;
	}

	/** What the PBX is told of the person. */
	presence: Presence | undefined;

	tellPresence(presence: Presence | undefined): void {
		this.presence = presence;
	}

	/** How often. */
	prepared = 0;

	prepareCall(): void {
		this.prepared += 1;
	}

	/** What has been asked for. */
	readonly pickedUp: string[] = [];

	pickUp(number: string): boolean {
		if (this.connected) this.pickedUp.push(number);
		return this.connected;
	}

	dial(target: string): { callId: string; call: LineCall } | undefined {
		if (!this.connected) return undefined;
		const call = new ScriptedCall();
		this.dialled.push({ target, call });
		return { callId: `out-${this.dialled.length}`, call };
	}

	async close(): Promise<void> {
		this.closed = true;
	}

	registration(state: Registration): void {
		this.listener.registration(state);
	}

	/** Lets a call ring. */
	ring(parties: IncomingParties): ScriptedCall {
		const call = new ScriptedCall();
		this.listener.ringing(parties, call);
		return call;
	}
}

/** One call that does what the test says, and keeps what it was told. */
export class ScriptedCall implements LineCall {
	onEvent: (event: CallEvent) => void = () => {};
	remoteAudio: MediaStream | undefined;
	readonly told: string[] = [];
	/** Whoever follows the call's media; undefined while nobody does. */
	sampled: ((sample: MediaSample) => void) | undefined;
	/** What is sent beside the microphone. */
	alsoSent: readonly MediaStream[] = [];
	transferredTo: ScriptedCall | undefined;

	sampleMedia(sampled: (sample: MediaSample) => void): () => void {
		this.sampled = sampled;
		return () => (this.sampled = undefined);
	}

	invite(): void {
		this.told.push('invite');
	}

	accept(): void {
		this.told.push('accept');
	}

	reject(statusCode: 486 | 603): void {
		this.told.push(`reject ${statusCode}`);
		this.end({ kind: 'rejected', status: statusCode });
	}

	hangUp(): void {
		this.told.push('hang up');
		this.end({ kind: 'hangup', by: 'us', reasons: [] });
	}

	mute(isMuted: boolean): void {
		this.told.push(isMuted ? 'mute' : 'unmute');
	}

	hold(isHeld: boolean): void {
		this.told.push(isHeld ? 'hold' : 'resume');
	}

	alsoSend(others: readonly MediaStream[]): void {
		this.alsoSent = others;
	}

	sendDigits(digits: string): void {
		this.told.push(`digits ${digits}`);
	}

	transfer(target: string): void {
		this.told.push(`transfer ${target}`);
	}

	transferTo(other: ScriptedCall, to: string): void {
		this.transferredTo = other;
		this.told.push(`transfer to ${to}`);
	}

	useMicrophone(): void {
		this.told.push('use microphone');
	}

	abort(): void {
		this.told.push('abort');
		this.end({ kind: 'failed', failure: 'transport' });
	}

	progress(at: number): void {
		this.onEvent({ type: 'progress', at });
	}

	connect(at: number): void {
		this.remoteAudio ??= new MediaStream();
		this.onEvent({ type: 'connected', at });
	}

	end(cause: EndCause, at = this.clock()): void {
		this.onEvent({ type: 'ended', at, cause });
	}

	/** When the next end is, for ends that the phone itself asks for. UTC epoch ms. */
	clock: () => number = () => START + 3_000;
}

/** Sounds nothing, and says what would sound. */
export class SilentAudio implements Audio {
	kind: RingKind = 'silent';
	tone: RingTone = 'standard';
	progressTone: ProgressTone = 'silent';
	readonly playing = new Map<string, MediaStream>();
	closed = false;

	ring(kind: RingKind, tone: RingTone): void {
		this.kind = kind;
		this.tone = tone;
	}

	progress(tone: ProgressTone): void {
		this.progressTone = tone;
	}

	play(callId: string, stream: MediaStream): void {
		this.playing.set(callId, stream);
	}

	stop(callId: string): void {
		this.playing.delete(callId);
	}

	close(): void {
		this.closed = true;
	}
}

/** When test calls begin: 11 o'clock in Berlin. UTC epoch ms. */
export const START = Date.parse('2026-03-11T10:00:00Z');

export const PRACTICE: Hotline = {
	...emptyHotline('practice'),
	name: 'Dr. Weber, practice',
	company: 'Praxis Dr. Weber',
	numbers: ['+49 30 23125 100'],
	greeting: {
		de: greetings(
			'Praxis Dr. Weber, {{ user.name }}.{% if caller.isKnown %} Guten Tag, {{ caller.name }}!{% endif %}'
		),
		en: greetings(
			'Dr. Weber’s practice, {{ user.name }}.{% if caller.isKnown %} Hello, {{ caller.name }}!{% endif %}'
		)
	},
	notes: 'Emergencies: put through at once.',
	color: '#0f766e'
};

/** Anna's session, in English or German, with one hotline. */
export function sessionOf(locale: 'de' | 'en' = 'en'): SessionInfo {
	return {
		account: { id: 'anna', name: 'Anna Krüger', email: 'anna@demo.example', role: 'user' },
		sip: {
			server: '/sip',
			user: 'anna',
			domain: 'demo.example',
			authorizationUser: 'anna',
			password: 'secret-of-a-test',
			displayName: 'Anna Krüger'
		},
		settings: defaultSettings('anna@demo.example', {
			locale,
			timeZone: 'Europe/Berlin',
			country: 'DE'
		}),
		contactSources: {},
		contactChoices: {},
		hotlinesStamp: 'first',
		hotlines: [PRACTICE]
	};
}

/** A call from Erika's number to the practice; `differences` replace parts of it. */
export function incoming(differences: Partial<IncomingParties> = {}): IncomingParties {
	return {
		id: crypto.randomUUID(),
		callId: `in-${crypto.randomUUID()}`,
		startedAt: START,
		direction: 'incoming',
		caller: {
			kind: 'number',
			number: { raw: '+493023125010', e164: '+493023125010' },
			source: 'from'
		},
		called: {
			number: { raw: '+493023125100', e164: '+493023125100' },
			source: 'header',
			header: 'X-Hotline',
			divertedFrom: []
		},
		...differences
	};
}
