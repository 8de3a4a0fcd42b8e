import { describe, expect, test, vi } from 'vitest';
import { formats } from './formats.ts';

const at = (iso: string) => Date.parse(iso);
/** Some ICU versions put a narrow no-break space where others put a plain one. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('when a call was', () => {
	const now = at('2026-03-11T11:00:00Z'); // a Wednesday, noon in Berlin

	test('today: the time alone, in the account’s zone', () => {
		expect(formats('de', 'Europe/Berlin').when(at('2026-03-11T08:05:00Z'), now)).toBe('09:05');
		expect(formats('en', 'America/New_York').when(at('2026-03-11T08:05:00Z'), now)).toBe('04:05');
	});

	test('the calendar day is the zone’s, not the machine’s and not UTC’s', () => {
		const lateOnTuesday = at('2026-03-10T23:30:00Z');
		expect(formats('de', 'Europe/Berlin').when(lateOnTuesday, now)).toBe('00:30');
		expect(plain(formats('en', 'UTC').when(lateOnTuesday, now))).toBe('Tue, 23:30');
	});

	test('within the last days: the weekday', () => {
		const monday = at('2026-03-09T08:05:00Z');
		expect(plain(formats('de', 'Europe/Berlin').when(monday, now))).toBe('Mo, 09:05');
		expect(plain(formats('en', 'Europe/Berlin').when(monday, now))).toBe('Mon, 09:05');
	});

	test('earlier: the date, so that the same weekday is never mistaken for this week’s', () => {
		const lastWednesday = at('2026-03-04T11:30:00Z');
		expect(plain(formats('de', 'Europe/Berlin').when(lastWednesday, now))).toBe('04.03.26, 12:30');
		expect(plain(formats('en', 'Europe/Berlin').when(lastWednesday, now))).toBe(
			'04/03/2026, 12:30'
		);
	});

	test('in the future (a clock set back): the date, never a weekday', () => {
		const tomorrow = at('2026-03-12T11:30:00Z');
		expect(plain(formats('de', 'Europe/Berlin').when(tomorrow, now))).toBe('12.03.26, 12:30');
	});

	test('the hour that the end of summer time repeats keeps its local time', () => {
		const night = formats('de', 'Europe/Berlin');
		const later = at('2026-10-25T12:00:00Z');
		expect(night.when(at('2026-10-25T00:30:00Z'), later)).toBe('02:30');
		expect(night.when(at('2026-10-25T01:30:00Z'), later)).toBe('02:30');
	});
});

test.each([
	[-5, '0:00'],
	[0, '0:00'],
	[7_999, '0:07'],
	[754_000, '12:34'],
	[3_599_999, '59:59'],
	[3_723_000, '1:02:03']
])('a call timer of %i ms reads %s', (ms, words) => {
	expect(formats('en').timer(ms)).toBe(words);
});

test.each([
	[-1, '0 s'],
	[6_600, '7 s'],
	[59_499, '59 s'],
	[59_500, '1 min 0 s'],
	[125_000, '2 min 5 s']
])('a length of %i ms reads %s', (ms, words) => {
	expect(formats('de').span(ms)).toBe(words);
});

test('measures are grouped as the language does', () => {
	expect(formats('de').hertz(1234.4)).toBe('1.234 Hz');
	expect(formats('en').hertz(1234.4)).toBe('1,234 Hz');
	expect(formats('en').decibels(-42.4)).toBe('-42 dBFS');
});

test('a calendar day is that day in every zone; what is none stays as it is', () => {
	for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin']) {
		expect(formats('de', zone).day('2026-03-09')).toBe('09.03.2026');
		expect(formats('en', zone).day('2026-03-09')).toBe('9 Mar 2026');
	}
	expect(formats('en').day('nonsense')).toBe('nonsense');
});

test('none is made before it is used: the first takes a page as long as all else at its start', () => {
	const dates = vi.spyOn(Intl, 'DateTimeFormat');
	const numbers = vi.spyOn(Intl, 'NumberFormat');
	formats('de', 'Europe/Berlin');
	expect(dates).not.toHaveBeenCalled();
	expect(numbers).not.toHaveBeenCalled();
	vi.restoreAllMocks();
});
