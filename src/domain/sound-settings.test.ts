import { expect, test } from 'vitest';
import { findDevice } from './sound-settings.ts';

const HEADSET = { id: 'a1', label: 'Headset' };
const CAMERA = { id: 'b2', label: 'Camera' };

test('a chosen device is found by its id, and by its label once that has changed', () => {
	expect(findDevice(HEADSET, [CAMERA, HEADSET])).toBe(HEADSET);
	expect(findDevice({ id: 'old', label: 'Headset' }, [CAMERA, HEADSET])).toBe(HEADSET);
});

test('one that is not plugged in is not there, nor is one taken for it that has no label', () => {
	expect(findDevice(HEADSET, [CAMERA])).toBeUndefined();
	expect(findDevice({ id: 'old', label: '' }, [{ id: 'new', label: '' }])).toBeUndefined();
	expect(findDevice(null, [CAMERA])).toBeUndefined();
});
