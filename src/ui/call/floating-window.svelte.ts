declare global {
	interface Window {
		/** Document Picture-in-Picture (WICG), where the browser has it. */
		readonly documentPictureInPicture?: {
			requestWindow(size: { width: number; height: number }): Promise<Window>;
		};
	}
}

const SIZE = { width: 400, height: 620 };

/** A small window that stays above those of other programs. */
export class FloatingWindow {
	#window = $state.raw<Window | undefined>();

	/** The browser has such windows. */
	get isPossible(): boolean {
		return window.documentPictureInPicture !== undefined;
	}

	get isOpen(): boolean {
		return this.#window !== undefined;
	}

	/**
	 * Opens it in a user's gesture. `show` fills the given element and returns how to empty it, which is
	 * done when the window closes, whoever closes it. Nothing happens where the browser refuses.
	 */
	async open(show: (target: HTMLElement) => () => void): Promise<void> {
		const opened = await window.documentPictureInPicture
			?.requestWindow(SIZE)
			.catch(() => undefined);
		if (!opened) return;
		this.close();
		copyLook(document, opened.document);
		const empty = show(opened.document.body);
		opened.document.addEventListener('click', followHere);
		opened.addEventListener(
			'pagehide',
			() => {
				empty();
				if (this.#window === opened) this.#window = undefined;
			},
			{ once: true }
		);
		this.#window = opened;
	}

	close(): void {
		this.#window?.close();
	}
}

/** A window of its own knows neither the app's styles nor its language. */
function copyLook(from: Document, to: Document): void {
	const style = to.createElement('style');
	style.textContent = [...from.styleSheets]
		.flatMap((sheet) => [...sheet.cssRules])
		.map(({ cssText }) => cssText)
		.join('\n');
	to.head.append(style);
	to.title = from.title;
	to.documentElement.lang = from.documentElement.lang;
}

/** A link would replace the small window, and the browser then closes it: it is followed in the app. */
function followHere(event: Event): void {
	const { target } = event;
	// Not `instanceof`: each window has classes of its own.
	const link = target !== null && 'closest' in target ? (target as Element).closest('a') : null;
	if (!link) return;
	event.preventDefault();
	const here = document.createElement('a');
	here.href = link.getAttribute('href') ?? '';
	document.body.append(here);
	here.click();
	here.remove();
	window.focus();
}
