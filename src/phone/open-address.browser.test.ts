import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openAddress } from './open-address.ts';

const navigated: string[] = [];
const navigate = (path: string) => void navigated.push(path);

afterEach(() => {
	vi.restoreAllMocks();
	navigated.length = 0;
});

/** What the browser gives for another tab; null where it blocks it. */
function stubTab(blocked: boolean) {
	const replace = vi.fn();
	const tab = { opener: window, location: { replace } };
	vi.spyOn(window, 'open').mockReturnValue(blocked ? null : (tab as unknown as Window));
	return { tab, replace };
}

describe('a web page', () => {
	test('opens in another tab that cannot reach this one', () => {
		const { tab, replace } = stubTab(false);
		expect(openAddress('https://crm.example/?q=1', false, navigate)).toBe(true);
		expect(replace).toHaveBeenCalledExactlyOnceWith('https://crm.example/?q=1');
		expect(tab.opener).toBeNull();
	});

	test('is told to be blocked where the browser does so', () => {
		stubTab(true);
		expect(openAddress('https://crm.example/', true, navigate)).toBe(false);
	});

	test('is not opened by a page that is out of sight, unless asked for', () => {
		const { replace } = stubTab(false);
		vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
		expect(openAddress('https://crm.example/', false, navigate)).toBe(false);
		expect(replace).not.toHaveBeenCalled();
		expect(openAddress('https://crm.example/', true, navigate)).toBe(true);
	});
});

test('a page of the app is shown by itself in place of the desk, of another only when asked for', () => {
	const { href } = location;
	onTestFinished(() => history.replaceState(null, '', href));
	history.replaceState(null, '', '/');
	expect(openAddress('/contacts?id=desk', false, navigate)).toBe(true);
	expect(navigated.splice(0)).toEqual(['/contacts?id=desk']);
	history.replaceState(null, '', '/settings');
	expect(openAddress('/contacts?id=a', false, navigate)).toBe(false);
	expect(navigated).toEqual([]);
	expect(openAddress('/contacts?id=a', true, navigate)).toBe(true);
	expect(navigated).toEqual(['/contacts?id=a']);
});
