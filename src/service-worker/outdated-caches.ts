/**
 * Which of the app's caches nobody needs any more, by their names, oldest first: all but the own and the
 * one before it, of which open pages may still load parts that they have not needed so far.
 */
export function outdatedCaches(names: readonly string[], own: string): string[] {
	const others = names.filter((name) => name.startsWith('anteroom-') && name !== own);
	return others.slice(0, -1);
}
