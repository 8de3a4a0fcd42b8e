import { describe, expect, it } from 'vitest';
import { outdatedCaches } from './outdated-caches.ts';

describe('outdatedCaches', () => {
	it('keeps the own cache and the one before it', () => {
		const names = ['anteroom-1', 'anteroom-2', 'anteroom-3'];
		expect(outdatedCaches(names, 'anteroom-3')).toEqual(['anteroom-1']);
	});

	it('keeps all at the first update, and what is not of the app', () => {
		expect(outdatedCaches(['other', 'anteroom-1', 'anteroom-2'], 'anteroom-2')).toEqual([]);
		expect(outdatedCaches(['anteroom-2'], 'anteroom-2')).toEqual([]);
	});
});
