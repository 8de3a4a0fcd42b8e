/** What renders the call window's templates: loaded before the first call can ring, not before the phone is registered. */
export async function loadTemplates() {
	const { calledContactOf, greetingOf } = await import('./greeting.ts');
	return { calledContactOf, greetingOf };
}
