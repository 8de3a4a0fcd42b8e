import * as v from 'valibot';
import { isSame, mergeFields } from './merge-fields.ts';
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

/** Joins two changes of the same settings by field. */
export function mergeSettings(base: Settings, mine: Settings, theirs: Settings): Settings {
	return mergeFields(base, mine, theirs);
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
