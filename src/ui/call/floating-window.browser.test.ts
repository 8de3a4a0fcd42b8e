import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { FloatingWindow } from './floating-window.svelte.ts';

let frame: HTMLIFrameElement;
let small: Window;

/** The browser's small window is played by a frame; what closes it tells the page as the browser does. */
beforeEach(() => {
	frame = document.createElement('iframe');
	document.body.append(frame);
	small = frame.contentWindow!;
	vi.spyOn(small, 'close').mockImplementation(() => small.dispatchEvent(new Event('pagehide')));
	provide(() => Promise.resolve(small));
});
afterEach(() => {
	frame.remove();
	Reflect.deleteProperty(window, 'documentPictureInPicture');
});

function provide(requestWindow: () => Promise<Window>): void {
	const value = { requestWindow };
	Object.defineProperty(window, 'documentPictureInPicture', { value, configurable: true });
}

test('has the app’s look, and is emptied when the call or the person closes it', async () => {
	const style = document.createElement('style');
	style.textContent = '.looked-at { color: rgb(1, 2, 3); }';
	document.head.append(style);
	onTestFinished(() => style.remove());
	const floating = new FloatingWindow();
	const empty = vi.fn();
	await floating.open((target) => {
		target.innerHTML = '<p class="looked-at">Anna</p>';
		return empty;
	});
	expect(floating.isOpen).toBe(true);
	const shown = small.document.querySelector('p')!;
	expect(small.getComputedStyle(shown).color).toBe('rgb(1, 2, 3)');
	expect(empty).not.toHaveBeenCalled();
	floating.close();
	expect(empty).toHaveBeenCalledOnce();
	expect(floating.isOpen).toBe(false);
});

test('follows its links in the app', async () => {
	const followed: string[] = [];
	const follow = (event: MouseEvent) => {
		followed.push((event.target as HTMLAnchorElement).pathname);
		event.preventDefault();
	};
	document.addEventListener('click', follow);
	onTestFinished(() => document.removeEventListener('click', follow));
	await new FloatingWindow().open((target) => {
		target.innerHTML = '<a href="/hotlines"><b>Wrong greeting?</b></a>';
		return () => {};
	});
	const click = new MouseEvent('click', { bubbles: true, cancelable: true });
	small.document.querySelector('b')!.dispatchEvent(click);
	expect(click.defaultPrevented).toBe(true);
	expect(followed).toEqual(['/hotlines']);
});

test('that the browser refuses or does not have stays closed', async () => {
	const show = vi.fn();
	const floating = new FloatingWindow();
	provide(() => Promise.reject(new DOMException('no gesture', 'NotAllowedError')));
	await floating.open(show);
	Reflect.deleteProperty(window, 'documentPictureInPicture');
	await floating.open(show);
	expect(show).not.toHaveBeenCalled();
	expect(floating.isOpen).toBe(false);
});
