import { quietUntil } from './do-not-disturb.ts';
import type { Settings } from './settings.ts';

/** What colleagues' telephones and programs are told of somebody who can be called. */
export interface Presence {
	/** A call is being made, spoken on or held. */
	readonly isOnThePhone: boolean;
	/** Does not want to be disturbed. */
	readonly isQuiet: boolean;
}

/** What is told of the account itself; undefined where the person has not allowed it. `now` in UTC epoch ms. */
export function ownPresence(
	settings: Settings,
	isOnThePhone: boolean,
	now: number
): Presence | undefined {
	if (!settings.tellPresence) return undefined;
	return { isOnThePhone, isQuiet: quietUntil(settings, now) !== undefined };
}

/**
 * The document that is published (PIDF, RFC 3863) with the activities of RFC 4480 §3.2. It is `open` in any case:
 * who speaks or wants quiet is called all the same. `entity` is the account's SIP address, `id` this device's own
 * name for its part, an XML name: the PBX puts the documents of several devices together.
 */
export function presenceDocument(
	{ isOnThePhone, isQuiet }: Presence,
	entity: string,
	id: string
): string {
	const activities = `${isOnThePhone ? '<rpid:on-the-phone/>' : ''}${isQuiet ? '<rpid:busy/>' : ''}`;
	const person = `<dm:person id="p-${id}"><rpid:activities>${activities}</rpid:activities></dm:person>`;
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"`,
		` xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="${escaped(entity)}">`,
		`<tuple id="t-${id}"><status><basic>open</basic></status></tuple>`,
		`${activities === '' ? '' : person}</presence>`
	].join('\n');
}

/** A SIP address may have `&` and `'` in its user part (RFC 3261 §25.1). */
function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
