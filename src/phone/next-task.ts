/**
 * Resolves in a task of its own: in between the browser handles what has come (a key, a paint, what the line says).
 * Long work that awaits it here and there keeps nobody waiting.
 */
export function nextTask(): Promise<void> {
	// Neither a timer, which waits for a second in a tab that nobody sees, nor `scheduler.yield`, which
	// comes before all that the line has said meanwhile.
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(undefined);
	});
}
