import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { emptyHotline, greetings, type Hotline } from '#domain/hotline.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { describeOnEachDatabase } from '#server/database/test-databases.ts';
import { createHotlines } from './hotlines.ts';

const hotline = (id: string, differences: Partial<Hotline> = {}): Hotline => ({
	...emptyHotline(id),
	name: id,
	company: `${id} company`,
	numbers: ['+4971125251*'],
	...differences
});

describeOnEachDatabase('hotlines', (database, options) => {
	const names = async (hotlines = createHotlines(database())) =>
		(await hotlines.current()).hotlines.map(({ name }) => name);

	test('keep their order', async () => {
		const hotlines = createHotlines(database());
		expect(await names(hotlines)).toEqual([]);
		await hotlines.add([hotline('z'), hotline('m')]);
		await hotlines.add([hotline('a')]);
		expect((await hotlines.current()).hotlines).toEqual([hotline('z'), hotline('m'), hotline('a')]);
	});

	test('go to the phones compressed, the present ones each time', async () => {
		const hotlines = createHotlines(database());
		for (const id of ['a', 'b']) {
			await hotlines.add([hotline(id)]);
			const snapshot = await hotlines.current();
			const sent: unknown = JSON.parse(gunzipSync(await snapshot.compressed()).toString());
			expect(sent).toEqual({ stamp: snapshot.stamp, hotlines: snapshot.hotlines });
			expect(snapshot.hotlines).toContainEqual(hotline(id));
		}
	});

	test('are added all or not at all', async () => {
		const hotlines = createHotlines(database());
		await hotlines.add([hotline('a')]);
		await expect(hotlines.add([hotline('b'), hotline('a')])).rejects.toThrow(/unique/i);
		expect(await names(hotlines)).toEqual(['a']);
	});

	test('are changed, added and removed at once; a new stamp says so', async () => {
		const hotlines = createHotlines(database());
		await hotlines.add([hotline('a'), hotline('b')]);
		const { stamp } = await hotlines.current();
		const changed = await hotlines.change({
			save: [
				{ hotline: hotline('a', { name: 'A2' }), base: hotline('a') },
				{ hotline: hotline('c'), base: null }
			],
			remove: [hotline('b')]
		});
		expect(await names(hotlines)).toEqual(['A2', 'c']);
		expect(changed).toEqual({ ok: true, stamp: (await hotlines.current()).stamp });
		expect(await hotlines.stamp()).not.toBe(stamp);
	});

	test('that somebody else has changed are not overwritten, and nothing else happens', async () => {
		const hotlines = createHotlines(database());
		await hotlines.add([hotline('a'), hotline('b'), hotline('d')]);
		const before = hotline('a', { notes: 'as it was before' });
		expect(
			await hotlines.change({
				save: [
					{ hotline: hotline('a', { name: 'mine' }), base: before },
					{ hotline: hotline('b', { name: 'fine' }), base: hotline('b') },
					{ hotline: hotline('gone', { name: 'gone' }), base: hotline('gone') },
					{ hotline: hotline('d'), base: null }
				],
				remove: []
			})
		).toEqual({ ok: false, changedElsewhere: ['a', 'gone', 'd'] });
		expect(await names(hotlines)).toEqual(['a', 'b', 'd']);
	});

	test('changed by another node are seen by this one', async () => {
		const here = createHotlines(database());
		await here.add([hotline('a')]);
		expect(await names(here)).toEqual(['a']);
		const other = await openDatabase(options());
		try {
			await createHotlines(other).add([hotline('b')]);
		} finally {
			await other.close();
		}
		expect(await names(here)).toEqual(['a', 'b']);
	});

	test('of the first version are read as they were meant', async () => {
		const first = {
			...{ id: 'old', name: 'Old', company: '', numbers: ['100'], notes: 'n', color: '#0a7d5c' },
			...{ greeting: { de: 'Guten Tag', en: 'Hello' }, notifyAddress: 'old@office.example' }
		};
		await database()
			.db.insertInto('hotline')
			.values({ id: 'old', data: JSON.stringify(first), position: 1 })
			.execute();
		const { hotlines } = await createHotlines(database()).current();
		expect(hotlines).toEqual([
			{
				...emptyHotline('old'),
				...first,
				greeting: { de: greetings('Guten Tag'), en: greetings('Hello') }
			}
		]);
	});
});
