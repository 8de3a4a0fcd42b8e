import * as v from 'valibot';
import { storedSettingsSchema, type Settings } from './settings.ts';

/**
 * A change of settings as a device sends it: how they were when the person began, and how they are to
 * be. With both, a change that waited for days undoes nothing that another device has set meanwhile.
 */
export const settingsChangeSchema = v.object({
	base: storedSettingsSchema,
	changed: storedSettingsSchema
});
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;

/**
 * Joins two changes of the same settings by field: what `mine` changed of `base` wins, all else is as in
 * `theirs`. A list is one field: half of one person's list and half of another's would be nobody's.
 */
export function mergeSettings(base: Settings, mine: Settings, theirs: Settings): Settings {
	return mergeField(base, mine, theirs);
}

/** Two changes of one device, made one after the other, as one. */
export function joinChanges(
	earlier: SettingsChange | undefined,
	later: SettingsChange
): SettingsChange {
	if (!earlier) return later;
	return {
		base: earlier.base,
		changed: mergeSettings(later.base, later.changed, earlier.changed)
	};
}

/** True where every field is the same. */
export function areSameSettings(one: Settings, other: Settings): boolean {
	return isSame(one, other);
}

function mergeField<Field>(base: Field, mine: Field, theirs: Field): Field {
	if (!isGroup(mine) || !isGroup(base) || !isGroup(theirs)) {
		return isSame(base, mine) ? theirs : mine;
	}
	const merged = { ...theirs };
	for (const key of keysOf(mine)) merged[key] = mergeField(base[key], mine[key], theirs[key]);
	return merged;
}

function isSame(one: unknown, other: unknown): boolean {
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
