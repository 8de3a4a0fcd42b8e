/** Whether the app is installed on this device, and how it can be. */
export type InstallationState =
	/** It runs in a window of its own. */
	| 'installed'
	/** The browser asks the person when it is told to. */
	| 'askable'
	/** iPhone and iPad: by hand, in the browser's menu for sharing. */
	| 'by-sharing'
	/** By a menu of the browser's own, or not at all: a browser does not say which. */
	| 'by-menu';

/** Chromium's alone; not in any standard (developer.mozilla.org, BeforeInstallPromptEvent). */
interface InstallPrompt extends Event {
	prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** Installing the app. Made at once when a page starts: browsers tell only once that they can ask. */
export class Installation {
	#prompt = $state.raw<InstallPrompt | undefined>();
	#isInstalled = $state.raw(isOwnWindow());

	constructor() {
		addEventListener('beforeinstallprompt', (event) => {
			// The browser's own bar would come at a moment that nobody has chosen.
			event.preventDefault();
			this.#prompt = event as InstallPrompt;
		});
		addEventListener('appinstalled', () => (this.#isInstalled = true));
	}

	get state(): InstallationState {
		if (this.#isInstalled) return 'installed';
		if (this.#prompt) return 'askable';
		return 'standalone' in navigator ? 'by-sharing' : 'by-menu';
	}

	/** Has the browser ask; call it in a user gesture. It asks once: after a refusal there is only its menu. */
	async ask(): Promise<void> {
		const prompt = this.#prompt;
		this.#prompt = undefined;
		const answer = await prompt?.prompt();
		if (answer?.outcome === 'accepted') this.#isInstalled = true;
	}
}

function isOwnWindow(): boolean {
	return matchMedia('(display-mode: standalone), (display-mode: minimal-ui)').matches;
}
