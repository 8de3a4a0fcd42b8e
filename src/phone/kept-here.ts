/** What the browser does not keep (private window, full disk) holds for this page. */
const forThisPage = new Map<string, string>();

/** A choice of this device, whoever signs in here; undefined where none was made. */
export function keptHere(key: string): string | undefined {
	try {
		return forThisPage.get(key) ?? localStorage.getItem(key) ?? undefined;
	} catch {
		return undefined;
	}
}

/** Keeps a choice on this device. */
export function keepHere(key: string, value: string): void {
	try {
		localStorage.setItem(key, value);
	} catch {
		forThisPage.set(key, value);
	}
}
