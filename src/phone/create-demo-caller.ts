import { defaultSettings } from '#domain/settings.ts';
import { mix } from '#media/mix.ts';
import { ToneSource } from '#media/tone-source.ts';
import { RemoteAudio } from '#media/remote-audio.ts';
import { SipLine } from '#sip/sip-line.ts';
import { absoluteServers } from './absolute-servers.ts';
import { DemoCaller, type DemoDirectory } from './demo-caller.svelte.ts';

/** The demo caller with a real line to the demo PBX and a tone in place of a microphone. */
export function createDemoCaller(directory: DemoDirectory): DemoCaller {
	const tones = new ToneSource();
	const speaker = new RemoteAudio();
	const { sip } = directory;
	return new DemoCaller({
		directory,
		makeLine: (registration) =>
			new SipLine(
				{
					account: {
						server: sip.server,
						user: sip.user,
						domain: sip.domain,
						authorizationUser: sip.user,
						password: sip.password,
						displayName: ''
					},
					servers: absoluteServers(sip.server),
					settings: () => defaultSettings(''),
					microphone: { open: () => tones.open(DemoCaller.TONE_HZ), isSure: () => true },
					mix,
					outgoingOnly: true
				},
				{ registration, ringing: (_parties, call) => call.reject(486) }
			),
		listen: (callId, stream, heard) => {
			// Chromium decodes a remote stream only while some element plays it.
			speaker.play(callId, stream);
			const stop = tones.measure(stream, heard);
			return () => {
				stop();
				speaker.stop(callId);
			};
		},
		now: Date.now,
		newId: () => crypto.randomUUID()
	});
}
