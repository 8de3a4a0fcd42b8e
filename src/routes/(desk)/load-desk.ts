import type { Component } from 'svelte';
import { nextTask } from '#phone/next-task.ts';

let phonePage: Component | undefined;

/** The page with the dialpad and the journal. The desk's pages are shown once all of it is loaded: it is there then. */
export function loadedPhonePage(): Component | undefined {
	return phonePage;
}

/**
 * All that a signed-in person works with; large, so that the line is registered before it is loaded, and each
 * part is asked for in a task of its own.
 */
export async function loadDesk() {
	// Comes with the database's library, whose own start is as much work as that of all the rest.
	await import('#phone/create-local-folders.ts');
	const [{ createDesk }, { default: PhoneDesk }, page] = await Promise.all([
		nextTask().then(() => import('#phone/create-phone.ts')),
		nextTask().then(() => import('#ui/PhoneDesk.svelte')),
		nextTask().then(() => import('./PhonePage.svelte'))
	]);
	phonePage = page.default;
	return { createDesk, PhoneDesk };
}
