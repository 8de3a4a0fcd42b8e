import {
	browserFindings,
	echoFinding,
	found,
	registrationFindings,
	serverFindings,
	socketFinding,
	storageFindings,
	withoutSecrets,
	type Finding
} from '#domain/diagnostics.ts';
import type { SoundSettings } from '#domain/sound-settings.ts';
import { measureLevel } from '#media/level-meter.ts';
import { openMicrophone } from '#media/microphone.ts';
import { playTestTone } from '#media/test-tone.ts';
import { ToneSource } from '#media/tone-source.ts';
import { absoluteServers } from './absolute-servers.ts';
import { browserFacts, clockAhead } from './diagnostics/browser-facts.ts';
import { Diagnostics } from './diagnostics/diagnostics.svelte.ts';
import { storageFacts } from './diagnostics/storage-facts.ts';
import { tryEcho } from './diagnostics/try-echo.ts';
import { trySocket } from './diagnostics/try-socket.ts';
import { unlessInCall } from './diagnostics/unless-in-call.svelte.ts';
import { tryIceServer } from './ice-trial.ts';
import { fetchIceSettings } from './server-api.ts';
import type { Telephone } from './telephone.ts';

/** How long a microphone is listened to; a room is never as still as one that is switched off. */
const LISTEN_MS = 2_000;

/** What the checks look at of a desk. */
interface LookedAt {
	readonly phone: Pick<Telephone, 'calls' | 'session' | 'registration'>;
	readonly sound: { readonly settings: SoundSettings };
}

/**
 * The checks of everything that a call needs, with the real browser. Nothing of them touches a call:
 * what would need its microphone or its speaker is left out meanwhile, or stopped.
 */
export function createDiagnostics(desk: LookedAt): Diagnostics {
	const phone = () => desk.phone;
	return new Diagnostics({
		browser: async () => browserFindings(browserFacts()),
		storage: async () => storageFindings(await storageFacts()),
		server: async (signal) => serverFindings(await clockAhead(signal)),
		microphone: unlessInCall(phone, (signal) => microphoneFindings(desk.sound.settings, signal)),
		speaker: unlessInCall(phone, (signal) =>
			speakerFindings(desk.sound.settings.speaker?.id ?? '', signal)
		),
		sockets: (signal) => socketFindings(desk.phone.session.sip?.server ?? '', signal),
		registration: async () => registrationFindings(desk.phone.registration),
		ice: iceFindings,
		echo: unlessInCall(phone, async (signal) => {
			const answer = await fetchIceSettings();
			if (!answer.ok) return [found('ice-unknown')];
			return [echoFinding(await tryEcho(answer.value, new ToneSource(), signal))];
		})
	});
}

async function microphoneFindings(
	{ microphone, echoCancellation, noiseSuppression, autoGainControl }: SoundSettings,
	signal: AbortSignal
): Promise<Finding[]> {
	const opened = await openMicrophone({
		deviceId: microphone?.id,
		...{ echoCancellation, noiseSuppression, autoGainControl }
	});
	if (!opened.ok) return [found(`microphone-${opened.problem}`)];
	const { stream } = opened;
	let isHeard = false;
	// Where nobody waits any more, a person may still say yes to the browser's question, long after.
	if (!signal.aborted) {
		const stop = measureLevel(stream, (level) => (isHeard ||= level > 0));
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, LISTEN_MS);
			signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
		});
		stop();
	}
	for (const track of stream.getTracks()) track.stop();
	return [found(isHeard ? 'microphone-good' : 'microphone-silent')];
}

/** The browser keeps pages silent that nobody has touched (autoplay policy). */
async function speakerFindings(outputId: string, signal: AbortSignal): Promise<Finding[]> {
	if (!navigator.userActivation.hasBeenActive && (await isSoundLocked())) {
		return [found('sound-locked')];
	}
	const isPlayed = await playTestTone(outputId, signal).then(
		() => true,
		() => false
	);
	return [found(isPlayed ? 'speaker-asked' : 'speaker-failed')];
}

async function isSoundLocked(): Promise<boolean> {
	const context = new AudioContext();
	const { state } = context;
	await context.close();
	return state === 'suspended';
}

async function socketFindings(servers: string, signal: AbortSignal): Promise<Finding[]> {
	const urls = absoluteServers(servers);
	if (urls.length === 0) return [found('no-sockets')];
	// Only the app's own host can be asked otherwise: all others are out of the page's reach.
	const hostAnswers = async (host: string) =>
		host === location.host && (await clockAhead(signal)) !== undefined;
	return Promise.all(
		urls.map(async (url) => socketFinding(await trySocket(url, hostAnswers, signal)))
	);
}

async function iceFindings(): Promise<Finding[]> {
	const answer = await fetchIceSettings();
	if (!answer.ok) return [found('ice-unknown')];
	const { servers } = answer.value;
	if (servers.length === 0) return [found('ice-none')];
	return Promise.all(
		servers.flatMap(({ urls, ...credentials }) =>
			urls.map(async (url) => {
				const trial = await tryIceServer({ ...credentials, urls: url });
				const shown = withoutSecrets(url);
				if (trial.ok) return found('ice-good', shown, Math.round(trial.ms));
				if (trial.why === 'refused') return found('ice-refused', shown, trial.code);
				return found(`ice-${trial.why}`, shown);
			})
		)
	);
}
