/** A page that nobody sees has no frames. */
const UNSEEN_MS = 200;

/**
 * Runs something once the browser has painted what stands there now, in the window that shows the
 * element: a frame's callback comes before its paint, a task after it. Returns how to stop.
 */
export function afterPaint(element: Element, run: () => void): () => void {
	const view = element.ownerDocument.defaultView ?? window;
	let task: ReturnType<typeof setTimeout> | undefined;
	const stop = () => {
		view.cancelAnimationFrame(frame);
		clearTimeout(unseen);
		clearTimeout(task);
	};
	const end = () => {
		stop();
		run();
	};
	const frame = view.requestAnimationFrame(() => (task = setTimeout(end)));
	const unseen = setTimeout(end, UNSEEN_MS);
	return stop;
}
