import type { Reason } from './call-outcome.ts';
import { cleanText, splitOutsideQuotes } from './sip-address.ts';

const MAX_REASONS = 20;
const MAX_TEXT = 256;

/** Reads Reason header fields (RFC 3326): several fields, and several values in one. Malformed ones are left out. */
export function parseReasons(values: readonly string[]): Reason[] {
	const reasons: Reason[] = [];
	for (const value of values.flatMap((field) => splitOutsideQuotes(field, ','))) {
		const [protocol, ...parameters] = splitOutsideQuotes(value, ';').map((part) => part.trim());
		if (!protocol || !/^[\w.!%*+`'~-]+$/.test(protocol)) continue;
		reasons.push({ protocol: protocol.toUpperCase(), ...reasonParameters(parameters) });
		if (reasons.length === MAX_REASONS) break;
	}
	return reasons;
}

function reasonParameters(parameters: readonly string[]): { cause?: number; text?: string } {
	const reason: { cause?: number; text?: string } = {};
	for (const parameter of parameters) {
		const equals = parameter.indexOf('=');
		if (equals < 0) continue;
		const name = parameter.slice(0, equals).trim().toLowerCase();
		const value = parameter.slice(equals + 1).trim();
		if (name === 'cause' && /^\d{1,5}$/.test(value)) reason.cause = Number(value);
		if (name === 'text') {
			const words = value.replace(/^"(.*)"$/s, '$1').replace(/\\(.)/gs, '$1');
			reason.text = cleanText(words, MAX_TEXT);
		}
	}
	return reason;
}
