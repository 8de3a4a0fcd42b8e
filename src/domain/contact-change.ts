import * as v from 'valibot';
import { contactSchema } from './contact.ts';

/** As many as one request changes: an import goes in portions. */
const MAX_CHANGED = 500;

/** Own contacts' ids are made by the app; those of other sources begin with the source's name and a colon. */
const ownContactSchema = v.pipe(
	contactSchema,
	v.check(({ id }) => /^[\w-]{1,64}$/.test(id), 'id')
);

/** What a person changes of the own address book, all or nothing. */
export const contactChangeSchema = v.object({
	/** `base` is what the contact was when it was read: null for one that is new. */
	save: v.pipe(
		v.array(v.object({ contact: ownContactSchema, base: v.nullable(ownContactSchema) })),
		v.maxLength(MAX_CHANGED)
	),
	/** As they were read. */
	remove: v.pipe(v.array(ownContactSchema), v.maxLength(MAX_CHANGED))
});
export type ContactChange = v.InferOutput<typeof contactChangeSchema>;
