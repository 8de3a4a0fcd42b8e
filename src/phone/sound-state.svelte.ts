import { SILENT, type Ringing } from './phone-channel.ts';

/** What this tab sounds like, and what the browser's autoplay policy allows at the moment. */
export class SoundState {
	/** What has been asked for. */
	ringing = $state.raw<Ringing>(SILENT);
	/** A ring tone has been started and the browser keeps it silent. */
	ringMuted = $state.raw(false);

	/** What is asked for and cannot be heard. */
	get unheard(): Ringing {
		return this.ringMuted ? this.ringing : SILENT;
	}
}
