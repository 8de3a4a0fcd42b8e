import type { Component } from 'svelte';

let phonePage: Component | undefined;

/** The page with the dialpad and the journal. The desk's pages are shown once all of it is loaded: it is there then. */
export function loadedPhonePage(): Component | undefined {
	return phonePage;
}

/** All that a signed-in person works with; large, so that the line is registered before it is loaded. */
export async function loadDesk() {
	const [{ createDesk }, { default: PhoneDesk }, page] = await Promise.all([
		import('#phone/create-phone.ts'),
		import('#ui/PhoneDesk.svelte'),
		import('./PhonePage.svelte')
	]);
	phonePage = page.default;
	return { createDesk, PhoneDesk };
}
