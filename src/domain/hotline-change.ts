import * as v from 'valibot';
import { hotlineSchema } from './hotline.ts';

/** As many as one request changes: an import goes in portions. */
const MAX_CHANGED_HOTLINES = 500;

/** What an administrator changes of the hotlines, all or nothing. */
export const hotlineChangeSchema = v.object({
	/** `base` is what the hotline was when it was read: null for one that is new. */
	save: v.pipe(
		v.array(v.object({ hotline: hotlineSchema, base: v.nullable(hotlineSchema) })),
		v.maxLength(MAX_CHANGED_HOTLINES)
	),
	/** As they were read. */
	remove: v.pipe(v.array(hotlineSchema), v.maxLength(MAX_CHANGED_HOTLINES))
});
export type HotlineChange = v.InferOutput<typeof hotlineChangeSchema>;
