import { expect, test } from 'vitest';
import { readableOn } from './readable-color.ts';

test.each([
	['#ffffff', '#000000'],
	['#000000', '#ffffff'],
	['#fde047', '#000000'],
	['#1d4ed8', '#ffffff'],
	['#0F766E', '#ffffff'],
	// By a mere mean of its parts this green would be dark.
	['#00c000', '#000000']
])('on %s stands %s', (color, text) => expect(readableOn(color)).toBe(text));
