import type { PhoneNumber } from './phone-number.ts';

/** The header fields that can tell which number the caller dialled, in their default order. */
export const CALLED_NUMBER_SOURCES = [
	'header',
	'p-called-party-id',
	'history-info',
	'diversion',
	'to',
	'request-uri'
] as const;
export type CalledNumberSource = (typeof CALLED_NUMBER_SOURCES)[number];

/** The number that the caller dialled, and which header field said so. */
export interface CalledNumber {
	/** The number, where the winning field held one. */
	readonly number?: PhoneNumber;
	/** The user part, where it was not a number (`sip:reception@…`). */
	readonly user?: string;
	readonly source: CalledNumberSource | 'none';
	/** The name of the winning header field, as configured or standardised. */
	readonly header?: string;
	/** Every number that the call was diverted from (oldest first): clients forward their own number. */
	readonly divertedFrom: readonly PhoneNumber[];
}
