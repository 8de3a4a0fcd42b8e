import * as v from 'valibot';

/** `range`: too small, too large or too long; `format`: not what is meant to stand there. */
export type FieldProblem = 'format' | 'range';

const RANGE_ISSUES = ['min_value', 'max_value', 'max_length', 'integer', 'number'];

/**
 * What is wrong with what somebody is writing: a code by the path of each wrong field, e.g.
 * `email.linkPrefix`. The path of a list's member is that of the list. Empty where nothing is wrong.
 */
export function fieldProblems(
	schema: v.GenericSchema,
	value: unknown
): ReadonlyMap<string, FieldProblem> {
	const read = v.safeParse(schema, value);
	const problems = new Map<string, FieldProblem>();
	for (const { path = [], type } of read.issues ?? []) {
		const keys = path.map(({ key }) => key);
		const member = keys.findIndex((key) => typeof key === 'number');
		const field = keys.slice(0, member === -1 ? undefined : member).join('.');
		if (!problems.has(field)) problems.set(field, RANGE_ISSUES.includes(type) ? 'range' : 'format');
	}
	return problems;
}
