/** How long a tone sounds, ms: shorter ones were lost beside Opus (RFC 4733 §2.5.2.1 leaves it open). */
export const TONE_MS = 240;
/** Between two tones, ms. */
export const TONE_GAP_MS = 80;
/** What a comma stands for, ms: the same in the browser's own tones. */
export const PAUSE_MS = 2_000;

/** As many as one would ever type or paste into a call; a pasted document is not dialled. */
const MOST_DIGITS = 64;

/**
 * What of a typed or pasted text is sent as tones: digits, star, hash, and commas as pauses. What people
 * write between them is left out, and so are letters, which a pasted "Code: 12" would turn into tones A to D.
 */
export function dtmfDigits(text: string): string {
	return text.replace(/[^\d*#,]/g, '').slice(0, MOST_DIGITS);
}
