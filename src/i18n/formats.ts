import type { Locale } from '#domain/hotline.ts';

/** How times, lengths and measures are written. Times are UTC epoch ms, printed in the account's zone. */
export interface Formats {
	/** `14:05` today, `Mon 14:05` within a week, else with the date. */
	when(at: number, now: number): string;
	/** A calendar day, given as `2026-03-09`. */
	day(iso: string): string;
	/** `0:07`, `12:34`, `1:02:03`: a call timer. */
	timer(ms: number): string;
	/** `7 s`, `2 min 5 s`. */
	span(ms: number): string;
	/** `12,345` */
	count(value: number): string;
	hertz(value: number): string;
	decibels(value: number): string;
	/** `4.2` */
	score(value: number): string;
	/** `0.5 %`, of a part between 0 and 1. */
	percent(part: number): string;
	/** `12 ms` */
	milliseconds(value: number): string;
}

const DAY_MS = 86_400_000;

export function formats(locale: Locale, timeZone?: string): Formats {
	const zone = timeZone ? { timeZone } : {};
	const tag = locale === 'de' ? 'de-DE' : 'en-GB';
	const dates = (options: Intl.DateTimeFormatOptions) =>
		once(() => new Intl.DateTimeFormat(tag, options));
	const numbers = (options: Intl.NumberFormatOptions) =>
		once(() => new Intl.NumberFormat(tag, options));
	const day = dates({ ...zone, dateStyle: 'short' });
	const calendarDay = dates({ timeZone: 'UTC', dateStyle: 'medium' });
	const time = dates({ ...zone, timeStyle: 'short' });
	const weekday = dates({ ...zone, weekday: 'short' });
	const tenth = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
	const percent = numbers({ style: 'percent', maximumFractionDigits: 1 });
	const number = numbers({ maximumFractionDigits: 0 });
	return {
		when(at, now) {
			if (day().format(at) === day().format(now)) return time().format(at);
			const prefix = now - at < 6 * DAY_MS && at < now ? weekday().format(at) : day().format(at);
			return `${prefix}, ${time().format(at)}`;
		},
		day(iso) {
			const noon = Date.parse(`${iso}T12:00:00Z`);
			return Number.isNaN(noon) ? iso : calendarDay().format(noon);
		},
		timer(ms) {
			const seconds = Math.max(0, Math.floor(ms / 1000));
			const two = (value: number) => String(value).padStart(2, '0');
			const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
			return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
		},
		span(ms) {
			const seconds = Math.max(0, Math.round(ms / 1000));
			const m = Math.floor(seconds / 60);
			return m > 0 ? `${number().format(m)} min ${seconds % 60} s` : `${seconds} s`;
		},
		count: (value) => number().format(value),
		hertz: (value) => `${number().format(value)} Hz`,
		decibels: (value) => `${number().format(value)} dBFS`,
		score: (value) => tenth().format(value),
		percent: (part) => percent().format(part),
		milliseconds: (value) => `${number().format(value)} ms`
	};
}

/** Browsers take milliseconds to make one of these, and the first page needs none of them. */
function once<T>(make: () => T): () => T {
	let made: T | undefined;
	return () => (made ??= make());
}
