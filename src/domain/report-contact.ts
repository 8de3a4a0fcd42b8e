import * as v from 'valibot';
import type { CallerIdentity } from './caller-identity.ts';
import { isChosen, type ContactChoice } from './contact-choice.ts';
import {
	certainContact,
	meantFirst,
	NUMBER_TYPES,
	type Contact,
	type SourceAnswer
} from './contact.ts';
import { isEmailAddress } from './email-address.ts';
import { cleanText } from './sip-address.ts';

const MAX_NUMBERS = 50;
const MAX_EMAILS = 20;

/** Whatever a device's file holds becomes one bounded line; nothing of it loses the contact. */
const line = (max: number) =>
	v.pipe(
		v.string(),
		v.transform((said) => cleanText(said, max))
	);

/** Whom a device knows a caller as: of its contact, what names and reaches the caller. No notes, no picture. */
export const reportContactSchema = v.object({
	id: line(200),
	source: line(100),
	name: line(200),
	company: line(200),
	numbers: v.pipe(
		v.array(
			v.object({
				type: v.fallback(v.picklist(NUMBER_TYPES), 'other'),
				raw: line(64),
				e164: v.optional(v.pipe(v.string(), v.regex(/^\+\d{3,15}$/)))
			})
		),
		v.maxLength(MAX_NUMBERS)
	),
	emails: v.pipe(
		v.array(v.string()),
		v.maxLength(MAX_EMAILS),
		v.transform((emails) => emails.filter(isEmailAddress))
	)
});
export type ReportContact = v.InferOutput<typeof reportContactSchema>;

/** What a report carries of a contact that the device found. */
export function reportContact(contact: Contact): ReportContact {
	const { id, source, name, company } = contact;
	return { id, source, name, company, numbers: [...contact.numbers], emails: [...contact.emails] };
}

/** True where the contact has the caller's number in full; never for a caller who has none. */
export function isCertainFor(contact: ReportContact, caller: CallerIdentity): boolean {
	const e164 = caller.kind === 'number' ? caller.number.e164 : undefined;
	return e164 !== undefined && contact.numbers.some((number) => number.e164 === e164);
}

/**
 * What all sources answered, the device that reported the call being the last of them: it is needed only
 * where nobody else certainly knows the caller, or where its contact is the chosen one.
 */
export function withDeviceContact(
	answers: readonly SourceAnswer[],
	{ caller, contact }: { readonly caller: CallerIdentity; readonly contact?: ReportContact },
	choice?: ContactChoice
): readonly SourceAnswer[] {
	const isNeeded = contact && (isChosen(contact, choice) || !certainContact(answers));
	if (!isNeeded || !isCertainFor(contact, caller)) return meantFirst(answers, choice);
	const matches = [{ contact: { ...contact, notes: '' }, certain: true }];
	return meantFirst([...answers, { source: 'device', status: 'found', matches }], choice);
}
