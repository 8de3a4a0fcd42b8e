import * as v from 'valibot';

/** No database takes a NUL, and not every one half a surrogate pair. */
const key = (max: number) => v.pipe(v.string(), v.maxLength(max), v.regex(/^[^\p{Cc}\p{Cs}]+$/u));

/** Names one contact of one source. */
export const contactChoiceSchema = v.object({ source: key(100), id: key(200) });
export type ContactChoice = v.InferOutput<typeof contactChoiceSchema>;

export const e164Schema = v.pipe(v.string(), v.regex(/^\+\d{3,15}$/));

/** Whom a person has said a number means, where several contacts have it: by E.164. */
export const contactChoicesSchema = v.record(e164Schema, contactChoiceSchema);
export type ContactChoices = v.InferOutput<typeof contactChoicesSchema>;

export function isChosen(contact: ContactChoice, choice: ContactChoice | undefined): boolean {
	return contact.source === choice?.source && contact.id === choice.id;
}
