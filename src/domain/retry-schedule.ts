const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** RFC 5321 §4.5.4.1 asks for days, not hours. */
const GIVE_UP_AFTER_MS = 3 * 86_400_000;
/** A message that waited for this server or its configuration has not been refused yet: so many attempts it has. */
const FEWEST_ATTEMPTS = 10;
const FIRST_PROBE_MS = 60_000;
const LONGEST_PROBE_MS = 900_000;

/**
 * When a message that failed for now is tried again (UTC epoch ms), or `give-up`. Pauses double from
 * 10 s to an hour and are spread by `random` (0 to 1), so that many messages do not come back at once.
 * `attempts` counts those made, the failed one included; `firstAt` is when the message was queued.
 */
export function nextAttempt(
	attempts: number,
	firstAt: number,
	now: number,
	random: number
): number | 'give-up' {
	if (now - firstAt >= GIVE_UP_AFTER_MS && attempts >= FEWEST_ATTEMPTS) return 'give-up';
	const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20));
	return now + Math.round(pause * (0.75 + random / 2));
}

/**
 * How long a paused channel waits until one message is tried again, ms: from one minute to a quarter of
 * an hour, so that no server locks the login out. `probes` counts those that were refused.
 */
export function probePause(probes: number): number {
	return Math.min(LONGEST_PROBE_MS, FIRST_PROBE_MS * 2 ** Math.min(probes, 20));
}
