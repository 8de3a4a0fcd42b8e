/**
 * Joins two changes of the same value by field: what `mine` changed of `base` wins, all else is as in
 * `theirs`. A list is one field: half of one person's list and half of another's would be nobody's.
 */
export function mergeFields<Field>(base: Field, mine: Field, theirs: Field): Field {
	if (!isGroup(mine) || !isGroup(base) || !isGroup(theirs)) {
		return isSame(base, mine) ? theirs : mine;
	}
	const merged = { ...theirs };
	for (const key of keysOf(mine)) merged[key] = mergeFields(base[key], mine[key], theirs[key]);
	return merged;
}

/** True where every field is the same. */
export function isSame(one: unknown, other: unknown): boolean {
	if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) return false;
	if (!isObject(one) || !isObject(other)) return Object.is(one, other);
	const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
	return [...keys].every((key) => isSame(one[key], other[key]));
}

function isGroup<Value>(value: Value): value is Value & object {
	return isObject(value) && !Array.isArray(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

function keysOf<Group extends object>(group: Group): (keyof Group)[] {
	return Object.keys(group) as (keyof Group)[];
}
