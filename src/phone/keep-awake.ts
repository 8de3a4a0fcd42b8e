/**
 * Keeps the screen on, so that a telephone in the hand does not lock itself in a call (Screen Wake Lock).
 * The browser lets go when the page is hidden; it is asked again when the page is back. Returns how to end it.
 */
export function keepAwake(): () => void {
	if (!('wakeLock' in navigator)) return () => {};
	let lock: WakeLockSentinel | undefined;
	let isOver = false;
	let isAsking = false;
	const ask = async () => {
		if (document.hidden || isAsking || (lock && !lock.released)) return;
		isAsking = true;
		// A battery that is low, or a policy, may refuse: the call goes on all the same.
		const given = await navigator.wakeLock.request('screen').catch(() => undefined);
		isAsking = false;
		if (isOver) void given?.release();
		else lock = given;
	};
	const back = () => void ask();
	document.addEventListener('visibilitychange', back);
	void ask();
	return () => {
		isOver = true;
		document.removeEventListener('visibilitychange', back);
		void lock?.release();
	};
}
