/**
 * The ids of things that are not any more what somebody saw: changed, removed, or made meanwhile. `base` is
 * what was seen, null for nothing. Both sides have been read by the same schema, so that equal things have
 * their fields in the same order.
 */
export function changedElsewhere<Thing>(
	seen: readonly { readonly id: string; readonly base: Thing | null }[],
	present: ReadonlyMap<string, Thing>
): string[] {
	return seen
		.filter(({ id, base }) => JSON.stringify(present.get(id) ?? null) !== JSON.stringify(base))
		.map(({ id }) => id);
}
