import type { JoinedCall } from './notification-rules.ts';
import type { Settings } from './settings.ts';
import type { SipHeaders } from './sip-message.ts';

/** Why a caller counts as inside, or that nothing says so. */
export type InternalCode =
	| 'marked-internal'
	| 'marked-external'
	| 'extension-range'
	| 'few-digits'
	| 'main-number-extension'
	| 'own-domain-user'
	| 'outside';

/** What the PBX's own header field says of the caller; nothing where it is absent or `header` is empty. */
export function internalMark(headers: SipHeaders, header: string): { markedInternal?: boolean } {
	const value = header === '' ? undefined : headers.all(header)[0];
	if (value === undefined) return {};
	return { markedInternal: !/^(0|no|false|external)$/i.test(value.trim()) };
}

/**
 * Whether the caller is inside. What the PBX marks (configured header) wins; else the number or user
 * of the original caller decides, never the diverting party.
 */
export function internalCaller(
	{ caller, markedInternal }: Pick<JoinedCall, 'caller' | 'markedInternal'>,
	{ extensionRanges, numbering }: Settings,
	sipDomain: string
): { readonly internal: boolean; readonly code: InternalCode } {
	if (markedInternal !== undefined) {
		return {
			internal: markedInternal,
			code: markedInternal ? 'marked-internal' : 'marked-external'
		};
	}
	if (caller.kind === 'user') {
		const own = isOwnDomain(caller.domain, sipDomain);
		return { internal: own, code: own ? 'own-domain-user' : 'outside' };
	}
	if (caller.kind !== 'number') return { internal: false, code: 'outside' };
	const { raw, e164, extension } = caller.number;
	const digits = extension ?? raw;
	if (extensionRanges.some((range) => inRange(digits, range))) {
		return { internal: true, code: 'extension-range' };
	}
	if (/^\d+$/.test(raw) && raw.length <= numbering.maxExtensionDigits) {
		return { internal: true, code: 'few-digits' };
	}
	if (e164 !== undefined && extension !== undefined) {
		return { internal: true, code: 'main-number-extension' };
	}
	return { internal: false, code: 'outside' };
}

/** True where an address's host is the account's SIP domain; that may carry a port, a host never does. */
export function isOwnDomain(host: string, sipDomain: string): boolean {
	return host !== '' && host.toLowerCase() === sipDomain.toLowerCase().replace(/:\d+$/, '');
}

/** Extensions are digit strings: `007` is not `7`, so only equal lengths compare. */
function inRange(digits: string, { from, to }: { from: string; to: string }): boolean {
	return (
		digits.length === from.length && from.length === to.length && from <= digits && digits <= to
	);
}
