/** What a call's media has come to at one moment. Counters go on from the beginning of the call. */
export interface MediaSample {
	/** UTC epoch ms. */
	readonly at: number;
	/** A way for the sound has been found (ICE, RFC 8445). */
	readonly isConnected: boolean;
	/** What we receive; undefined until the first packet. */
	readonly received: Received | undefined;
	/** What we send; undefined in a call that only listens. */
	readonly sent: Sent | undefined;
	/** To the far side, or to the media relay before it, and back, ms; undefined until it has told. */
	readonly roundTripMs: number | undefined;
	readonly microphone: MicrophoneState;
}

/** `muted` is by the system, the device's own key or the browser, not in the call window. */
export type MicrophoneState = 'none' | 'live' | 'muted' | 'ended';

interface Received {
	readonly packets: number;
	/** Less than nothing where packets came twice (RFC 3550 §6.4.1). */
	readonly lost: number;
	readonly bytes: number;
	/** RFC 3550 §6.4.1, ms. */
	readonly jitterMs: number;
	/** How long sound waits here for late packets, ms. */
	readonly bufferMs: number;
	/** The sound's energy so far, without unit; digital silence adds nothing. */
	readonly energy: number;
	/** As in SDP: `opus`, `PCMA`. */
	readonly codec: string | undefined;
}

interface Sent {
	readonly packets: number;
	/** The microphone's energy so far, without unit. */
	readonly energy: number;
}
