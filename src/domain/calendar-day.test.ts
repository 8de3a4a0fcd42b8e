import { expect, test } from 'vitest';
import { calendarDay, hourOfDay } from './calendar-day.ts';

test.each([
	['2026-03-28T22:59:59.999Z', 'Europe/Berlin', '2026-03-28', 23],
	['2026-03-28T23:00:00.000Z', 'Europe/Berlin', '2026-03-29', 0],
	['2026-03-29T00:59:59.999Z', 'Europe/Berlin', '2026-03-29', 1],
	['2026-03-29T01:00:00.000Z', 'Europe/Berlin', '2026-03-29', 3],
	['2026-03-29T22:00:00.000Z', 'Europe/Berlin', '2026-03-30', 0],
	['2026-10-24T22:00:00.000Z', 'Europe/Berlin', '2026-10-25', 0],
	['2026-10-25T00:30:00.000Z', 'Europe/Berlin', '2026-10-25', 2],
	['2026-10-25T01:30:00.000Z', 'Europe/Berlin', '2026-10-25', 2],
	['2026-10-25T22:59:59.999Z', 'Europe/Berlin', '2026-10-25', 23],
	['2026-10-25T23:00:00.000Z', 'Europe/Berlin', '2026-10-26', 0],
	['2026-01-01T00:00:00.000Z', 'UTC', '2026-01-01', 0],
	['2026-01-01T00:00:00.000Z', 'America/New_York', '2025-12-31', 19],
	['2026-01-01T00:00:00.000Z', 'Pacific/Kiritimati', '2026-01-01', 14],
	['2026-01-01T12:30:00.000Z', 'Asia/Kathmandu', '2026-01-01', 18]
])('%s in %s is %s, hour %i', (moment, timeZone, day, hour) => {
	expect(calendarDay(Date.parse(moment), timeZone)).toBe(day);
	expect(hourOfDay(Date.parse(moment), timeZone)).toBe(hour);
});
