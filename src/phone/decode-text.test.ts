import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

test.each([
	['UTF-8', [0x4d, 0xc3, 0xbc]],
	['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x4d, 0xc3, 0xbc]],
	['Windows-1252', [0x4d, 0xfc]],
	['UTF-16 (little)', [0xff, 0xfe, 0x4d, 0x00, 0xfc, 0x00]],
	['UTF-16 (big)', [0xfe, 0xff, 0x00, 0x4d, 0x00, 0xfc]]
])('%s is read', (_, bytes) => {
	expect(decodeText(new Uint8Array(bytes))).toBe('Mü');
});

test('Windows-1252 has more signs than ISO 8859-1', () => {
	expect(decodeText(new Uint8Array([0x80, 0x84, 0xfc]))).toBe('€„ü');
});
