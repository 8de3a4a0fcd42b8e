import * as v from 'valibot';

export const MOST_SPEED_DIALS = 60;

/** A phone number, an extension, a feature code or the user of a SIP address, with a domain or without. */
const DIALLABLE = /^(?:\+?[\d*#]{1,40}|[\w.!~'-]{1,64}(?:@[\w.:-]{1,120})?)$/;

/** Somebody who is called by one tap. */
export const speedDialSchema = v.object({
	name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
	number: v.pipe(
		v.string(),
		v.transform(withoutSeparators),
		v.maxLength(185),
		v.regex(DIALLABLE, 'diallable')
	),
	/** Whether the line is busy is shown, where the PBX tells (RFC 4235). */
	watched: v.boolean()
});
export type SpeedDial = v.InferOutput<typeof speedDialSchema>;

export const speedDialsSchema = v.pipe(v.array(speedDialSchema), v.maxLength(MOST_SPEED_DIALS));

/** What people write between digits (RFC 3966 §5.1.1 calls it visual separators) is not kept. */
function withoutSeparators(number: string): string {
	const bare = number.trim();
	return /^[+*#\d\s()./-]+$/.test(bare) ? bare.replace(/[^+*#\d]/g, '') : bare;
}

/** An entry moved by so many places; the list as it was where it would leave it. */
export function moved<Entry>(list: readonly Entry[], at: number, by: number): Entry[] {
	const to = at + by;
	const entry = list[at];
	if (entry === undefined || to < 0 || to >= list.length) return [...list];
	const others = list.toSpliced(at, 1);
	return others.toSpliced(to, 0, entry);
}
