import * as v from 'valibot';

/** The channels on which a test message can be asked for. */
export const testChannelSchema = v.picklist(['mail', 'sms']);
export type TestChannel = v.InferOutput<typeof testChannelSchema>;

/** What the channel's server said of a test message, in its own words. */
export const testResultSchema = v.object({
	delivered: v.boolean(),
	recipient: v.string(),
	answer: v.string()
});
export type TestResult = v.InferOutput<typeof testResultSchema>;
