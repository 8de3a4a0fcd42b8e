/** Kept by time zone: to make one takes a hundred times as long as to use it, and a day has many calls. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day (`2026-03-29`) of a moment (UTC epoch ms) in an IANA time zone, however long that day is. */
export function calendarDay(at: number, timeZone: string): string {
	let format = dayFormats.get(timeZone);
	if (!format) {
		// The Swedish locale writes ISO 8601 days.
		format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
		dayFormats.set(timeZone, format);
	}
	return format.format(at);
}

const hourFormats = new Map<string, Intl.DateTimeFormat>();

/** The hour (0 to 23) of a moment in an IANA time zone. */
export function hourOfDay(at: number, timeZone: string): number {
	let format = hourFormats.get(timeZone);
	if (!format) {
		format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
		hourFormats.set(timeZone, format);
	}
	return Number(format.format(at));
}
