import { expect, type Page } from '@playwright/test';

/** A person of the demo signs in and waits until the phone is registered. */
export async function signIn(page: Page, url: string, email = 'anna@demo.example'): Promise<void> {
	await page.goto(`${url}/sign-in`);
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel('Password').fill('anteroom-demo');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expectRegistered(page);
}

export async function expectRegistered(page: Page): Promise<void> {
	await expect(page.getByTestId('registration')).toHaveAttribute('data-state', 'registered', {
		timeout: 45_000
	});
	// The line is registered before the rest of the app is there.
	await expect(page.getByTestId('first-sight')).toHaveCount(0);
	// The page is drawn part by part.
	await expect(page.getByTestId('desk')).toHaveAttribute('data-state', 'drawn');
}

/** Pages are the worker's from their first load on, once it is active. */
export async function expectControlled(page: Page): Promise<void> {
	await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
		if (navigator.serviceWorker.controller) return;
		const { promise, resolve } = Promise.withResolvers<void>();
		navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
		await promise;
	});
}

interface DemoCall {
	/** Part of the person's label, e.g. `withheld`. */
	who: RegExp;
	/** Part of the hotline's company. */
	whom: RegExp;
	hangUpAfterOneSecond?: boolean;
}

/** Opens the demo caller in its own tab, ready to ring. */
export async function openDemoCaller(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/demo/caller`);
	await expect(page.getByRole('button', { name: 'Ring', exact: true })).toBeEnabled();
}

/** Rings a hotline as one of the demo's people. */
export async function ring(caller: Page, call: DemoCall): Promise<void> {
	await caller.getByRole('group', { name: 'Who calls' }).getByLabel(call.who).first().check();
	await caller
		.getByRole('group', { name: 'Which number is dialled' })
		.getByLabel(call.whom)
		.check();
	await caller.getByLabel(call.hangUpAfterOneSecond ? 'Hang up after 1 second' : 'Ring on').check();
	await caller.getByRole('button', { name: 'Ring', exact: true }).click();
}

/** The journal rows with this outcome. */
export function journalEntries(page: Page, outcome: string) {
	return page.locator(`[data-testid=journal-entry][data-outcome="${outcome}"]`);
}

/** Waits until the newest call has been decided by the server and gives `true` for notify. */
export async function decisionOf(page: Page, outcome: string): Promise<boolean> {
	const decision = journalEntries(page, outcome).first().getByTestId('decision');
	await expect(decision).toHaveAttribute('data-notify', /true|false/, { timeout: 30_000 });
	return (await decision.getAttribute('data-notify')) === 'true';
}

/**
 * The strongest frequency (Hz) in what the phone plays of the far side, once it stands out of the noise.
 * Measured in the page, from the very stream that the person hears.
 */
export async function toneHeard(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const element = document.querySelector<HTMLAudioElement>('audio[data-remote-audio]');
		if (!(element?.srcObject instanceof MediaStream)) throw new Error('no remote audio');
		const context = new AudioContext();
		await context.resume();
		const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
		context.createMediaStreamSource(element.srcObject).connect(analyser);
		const bins = new Float32Array(analyser.frequencyBinCount);
		return new Promise<number>((resolve, reject) => {
			const limit = setTimeout(() => reject(new Error('silence')), 15_000);
			const look = setInterval(() => {
				analyser.getFloatFrequencyData(bins);
				const loudest = bins.reduce(
					(best, level, bin) => (level > (bins[best] ?? -Infinity) ? bin : best),
					1
				);
				if ((bins[loudest] ?? -Infinity) < -50) return;
				clearTimeout(limit);
				clearInterval(look);
				void context.close();
				resolve((loudest * context.sampleRate) / analyser.fftSize);
			}, 50);
		});
	});
}
