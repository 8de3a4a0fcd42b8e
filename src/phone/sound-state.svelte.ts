/** What the browser's autoplay policy allows at the moment. */
export class SoundState {
	/** A ring tone has been started and the browser keeps it silent. */
	ringMuted = $state.raw(false);
}
