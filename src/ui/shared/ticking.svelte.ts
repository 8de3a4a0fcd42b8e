/** The current time in UTC epoch ms, renewed every `everyMs` while a component reads it. */
export function ticking(everyMs: number): { readonly now: number } {
	let now = $state(Date.now());
	$effect(() => {
		const timer = setInterval(() => (now = Date.now()), everyMs);
		return () => clearInterval(timer);
	});
	return {
		get now() {
			return now;
		}
	};
}
