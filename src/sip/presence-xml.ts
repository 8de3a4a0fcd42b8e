const PIDF = 'urn:ietf:params:xml:ns:pidf';
const RPID = 'urn:ietf:params:xml:ns:pidf:rpid';
const LONGEST = 65_536;

/**
 * Whether somebody says of themselves that they are busy (`application/pidf+xml`, RFC 3863, with the activity of
 * RFC 4480 §3.2), on any of their devices. False where the document is none, is unreasonably large, or says nothing of it.
 */
export function readBusy(body: string): boolean {
	// As in dialog-info-xml.ts: inner entities could make much of little.
	if (body === '' || body.length > LONGEST || /<!DOCTYPE/i.test(body)) return false;
	const document = new DOMParser().parseFromString(body, 'application/xml');
	const root = document.documentElement;
	if (document.querySelector('parsererror')) return false;
	if (root.localName !== 'presence' || root.namespaceURI !== PIDF) return false;
	return root.getElementsByTagNameNS(RPID, 'busy').length > 0;
}
