import { expect, test } from 'vitest';
import { smsSize } from './sms-segments.ts';

test.each([
	['a', 160, { encoding: 'GSM-7', segments: 1 }],
	['a', 161, { encoding: 'GSM-7', segments: 2 }],
	['a', 306, { encoding: 'GSM-7', segments: 2 }],
	['a', 307, { encoding: 'GSM-7', segments: 3 }],
	['ü', 160, { encoding: 'GSM-7', segments: 1 }],
	['€', 80, { encoding: 'GSM-7', segments: 1 }],
	['€', 81, { encoding: 'GSM-7', segments: 2 }],
	['ж', 70, { encoding: 'UCS-2', segments: 1 }],
	['ж', 71, { encoding: 'UCS-2', segments: 2 }],
	['ж', 134, { encoding: 'UCS-2', segments: 2 }],
	['ж', 135, { encoding: 'UCS-2', segments: 3 }],
	['📞', 35, { encoding: 'UCS-2', segments: 1 }],
	['📞', 36, { encoding: 'UCS-2', segments: 2 }]
])('%s × %i', (character, times, size) => {
	expect(smsSize(character.repeat(times))).toEqual(size);
});
