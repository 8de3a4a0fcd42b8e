/**
 * True for what networks take as the sender of a text message: at most 15 digits (3GPP TS 23.040
 * §9.1.2.5), or at most 11 characters of which one is a letter.
 */
export function isSmsSender(sender: string): boolean {
	return /^\+?\d{3,15}$/.test(sender) || /^(?=.*[a-z])[a-z0-9 ._-]{1,11}$/i.test(sender);
}
