import axe from 'axe-core';
import { expect } from 'vitest';

/**
 * Fails with what axe finds wrong with the component under test. `outOfPlace` names rules that only
 * hold where the component stands in the app, e.g. `listitem` for a row without its list.
 */
export async function expectAccessible(...outOfPlace: string[]): Promise<void> {
	const rules = Object.fromEntries(outOfPlace.map((id) => [id, { enabled: false }]));
	const { violations } = await axe.run('main', { rules });
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
	).toEqual([]);
}
