import { expect, test } from 'vitest';
import type { Hotline } from '#domain/hotline.ts';
import { describeOnEachDatabase } from '#server/database/test-databases.ts';
import { createHotlines } from './hotlines.ts';

const hotline = (id: string): Hotline => ({
	id,
	name: id,
	company: `${id} company`,
	numbers: ['+4971125251*'],
	greeting: { de: 'Guten Tag', en: 'Hello' },
	notes: '',
	color: '#0a7d5c',
	notifyAddress: ''
});

describeOnEachDatabase('hotlines', (database) => {
	test('keep their order', async () => {
		const hotlines = createHotlines(database());
		expect(await hotlines.list()).toEqual([]);
		await hotlines.add([hotline('z'), hotline('m')]);
		await hotlines.add([hotline('a')]);
		expect(await hotlines.list()).toEqual([hotline('z'), hotline('m'), hotline('a')]);
	});

	test('are added all or not at all', async () => {
		const hotlines = createHotlines(database());
		await hotlines.add([hotline('a')]);
		await expect(hotlines.add([hotline('b'), hotline('a')])).rejects.toThrow(/unique/i);
		expect(await hotlines.list()).toEqual([hotline('a')]);
	});
});
