/** The member of an answer at a path such as `messages.0.id`; undefined where there is none. */
export function memberAt(answer: unknown, path: string): unknown {
	return path.split('.').reduce((value: unknown, name) => {
		const isInside = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
		return isInside ? Reflect.get(value, name) : undefined;
	}, answer);
}
