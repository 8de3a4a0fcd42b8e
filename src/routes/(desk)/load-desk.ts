/** The page with the dialpad and the journal. */
export function loadPhonePage() {
	return import('./PhonePage.svelte');
}

/** All that a signed-in person works with; large, so that the line is registered before it is loaded. */
export async function loadDesk() {
	const [{ createDesk }, { default: PhoneDesk }] = await Promise.all([
		import('#phone/create-phone.ts'),
		import('#ui/PhoneDesk.svelte'),
		location.pathname === '/' ? loadPhonePage() : undefined
	]);
	return { createDesk, PhoneDesk };
}
