import { expect, test } from 'vitest';
import { MAX_PICTURE_BYTES } from '#domain/picture.ts';
import { describeOnEachDatabase } from '#server/database/test-databases.ts';
import { createPictures } from './pictures.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
const picture = (size: number) => Buffer.concat([PNG, Buffer.alloc(size - PNG.length, 0xfe)]);

describeOnEachDatabase('pictures', (database) => {
	test('are given back as they came, by what they are', async () => {
		const pictures = createPictures(database());
		const largest = picture(MAX_PICTURE_BYTES);
		const kept = await pictures.keep(largest);
		if (!kept.ok) throw new Error(kept.code);
		expect(kept.id).toMatch(/^[0-9a-f]{64}$/);
		expect(await pictures.find(kept.id)).toEqual({ type: 'image/png', bytes: largest });
		expect(await pictures.keep(largest)).toEqual(kept);
		expect(await pictures.keep(picture(100))).not.toEqual(kept);
		expect(await pictures.find('0'.repeat(64))).toBeUndefined();
	});

	test('that are none, or too large, are refused', async () => {
		const pictures = createPictures(database());
		const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
		expect(await pictures.keep(svg)).toEqual({ ok: false, code: 'not-a-picture' });
		expect(await pictures.keep(Buffer.alloc(0))).toEqual({ ok: false, code: 'not-a-picture' });
		const large = picture(MAX_PICTURE_BYTES + 1);
		expect(await pictures.keep(large)).toEqual({ ok: false, code: 'too-large' });
	});
});
