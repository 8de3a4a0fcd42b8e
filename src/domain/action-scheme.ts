/** Schemes of addresses that every account may open. */
export const USUAL_SCHEMES: readonly string[] = ['https', 'http', 'tel', 'mailto'];

/** They run code, read files, or act in the name of the page or the browser. */
const REFUSED_SCHEMES: readonly string[] = [
	...['javascript', 'vbscript', 'data', 'blob', 'file', 'filesystem'],
	...['about', 'view-source', 'chrome', 'intent']
];

/** True for a scheme (RFC 3986 §3.1, lower case, without its colon) that somebody may allow: that of a program of their own. */
export function isAllowableScheme(scheme: string): boolean {
	return /^[a-z][a-z0-9+.-]{0,31}$/.test(scheme) && !REFUSED_SCHEMES.includes(scheme);
}
