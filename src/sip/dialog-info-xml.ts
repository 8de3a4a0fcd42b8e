import type { DialogElement, DialogInfo } from '#domain/dialog-info.ts';

const NAMESPACE = 'urn:ietf:params:xml:ns:dialog-info';
const LONGEST = 65_536;
const MOST_DIALOGS = 50;
const STATES = ['trying', 'proceeding', 'early', 'confirmed', 'terminated'] as const;
const DIRECTIONS = ['initiator', 'recipient'] as const;
/** RFC 3261 §25.1: no character of a token, of a Call-ID or of an address can end the header that it is put into. */
const TOKEN = /^[\w.!%*+`'~-]{1,256}$/;
const CALL_ID = /^[\w.!%*+`'~()<>:\\/[\]?{}@"-]{1,256}$/;
const SIP_ADDRESS = /^sips?:[^\s<>"]{1,256}$/i;

/**
 * Reads `application/dialog-info+xml` (RFC 4235 §4.4). Undefined where it is none, or unreasonably large;
 * a dialog without an id or with an unknown state is left out, and what could not stand in a header is empty.
 */
export function readDialogInfo(body: string): DialogInfo | undefined {
	// Browsers expand no outer entities; inner ones could still make much of little.
	if (body.length > LONGEST || /<!DOCTYPE/i.test(body)) return undefined;
	const document = new DOMParser().parseFromString(body, 'application/xml');
	const root = document.documentElement;
	if (document.querySelector('parsererror')) return undefined;
	if (root.localName !== 'dialog-info' || root.namespaceURI !== NAMESPACE) return undefined;
	const version = Number(root.getAttribute('version') ?? Number.NaN);
	const state = root.getAttribute('state');
	if (!Number.isSafeInteger(version) || version < 0) return undefined;
	if (state !== 'full' && state !== 'partial') return undefined;
	const dialogs = [...root.getElementsByTagNameNS(NAMESPACE, 'dialog')]
		.slice(0, MOST_DIALOGS)
		.map(readDialog)
		.filter((dialog) => dialog !== undefined);
	return { version, isFull: state === 'full', dialogs };
}

function readDialog(element: Element): DialogElement | undefined {
	const child = (parent: Element | undefined, name: string) =>
		parent?.getElementsByTagNameNS(NAMESPACE, name)[0];
	const id = element.getAttribute('id') ?? '';
	const said = child(element, 'state')?.textContent?.trim().toLowerCase();
	const state = STATES.find((each) => each === said);
	if (id === '' || id.length > 256 || !state) return undefined;
	const remote = child(element, 'remote');
	const identity = child(remote, 'identity');
	const target = child(remote, 'target')?.getAttribute('uri') ?? '';
	const attribute = (name: string, shape: RegExp) => {
		const value = element.getAttribute(name) ?? '';
		return shape.test(value) ? value : '';
	};
	const address = (value: string) => (SIP_ADDRESS.test(value) ? value : '');
	return {
		id,
		state,
		direction: DIRECTIONS.find((each) => each === element.getAttribute('direction')),
		callId: attribute('call-id', CALL_ID),
		localTag: attribute('local-tag', TOKEN),
		remoteTag: attribute('remote-tag', TOKEN),
		remoteName: (identity?.getAttribute('display') ?? '').trim().slice(0, 80),
		remoteIdentity: address(identity?.textContent?.trim() ?? ''),
		remoteTarget: address(target.trim())
	};
}
