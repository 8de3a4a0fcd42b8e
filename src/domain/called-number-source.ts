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
