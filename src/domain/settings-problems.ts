import * as v from 'valibot';
import { settingsSchema } from './settings.ts';

/**
 * What is wrong with settings that somebody is writing: a code by the path of each wrong field, e.g.
 * `email.linkPrefix`. The path of a list's member is that of the list. Empty where nothing is wrong.
 */
export function settingsProblems(settings: unknown): ReadonlyMap<string, SettingsProblem> {
	const read = v.safeParse(settingsSchema, settings);
	const problems = new Map<string, SettingsProblem>();
	for (const { path = [], type } of read.issues ?? []) {
		const keys = path.map(({ key }) => key);
		const member = keys.findIndex((key) => typeof key === 'number');
		const field = keys.slice(0, member === -1 ? undefined : member).join('.');
		if (!problems.has(field)) problems.set(field, problemOf(type));
	}
	return problems;
}

/** `range`: too small, too large or too long; `format`: not what is meant to stand there. */
export type SettingsProblem = 'format' | 'range';

const RANGE_ISSUES = ['min_value', 'max_value', 'max_length', 'integer', 'number'];

function problemOf(type: string): SettingsProblem {
	return RANGE_ISSUES.includes(type) ? 'range' : 'format';
}
