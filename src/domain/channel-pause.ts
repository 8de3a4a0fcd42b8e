import * as v from 'valibot';

/**
 * Why a channel's server would refuse every message, until somebody mends the installation: `login` (name,
 * password, credit), `certificate` (its TLS certificate is not trusted), `encryption` (it offers none).
 */
const pauseReasonSchema = v.picklist(['login', 'certificate', 'encryption']);
export type PauseReason = v.InferOutput<typeof pauseReasonSchema>;

/** A channel on which nothing is sent for now: GET /api/paused-channels. Times are UTC epoch ms. */
const pausedChannelSchema = v.object({
	channel: v.string(),
	reason: pauseReasonSchema,
	since: v.number(),
	/** The server's own words. */
	answer: v.string(),
	/** How many of the account's messages wait. */
	waiting: v.number(),
	/** For administrators: how many wait in all, and when one of them is tried next. */
	installation: v.optional(v.object({ waiting: v.number(), nextProbeAt: v.number() }))
});
export type PausedChannel = v.InferOutput<typeof pausedChannelSchema>;

export const pausedChannelsSchema = v.object({ channels: v.array(pausedChannelSchema) });
