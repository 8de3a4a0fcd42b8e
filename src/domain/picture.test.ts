import { expect, test } from 'vitest';
import { pictureType } from './picture.ts';

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

test.each([
	['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
	['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
	['RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
	['RIFF\x24\0\0\0WAVEfmt ', undefined],
	['\x89PNG\n\x1a\n', undefined],
	['<svg xmlns="http://www.w3.org/2000/svg">', undefined],
	['<?xml version="1.0"?><svg/>', undefined],
	['GIF89a', undefined],
	['<html>', undefined],
	['\xff\xd8', undefined],
	['', undefined]
])('%j is %s', (text, type) => {
	expect(pictureType(bytes(text))).toBe(type);
});
