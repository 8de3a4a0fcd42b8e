import { expect, test } from 'vitest';
import { readDialogInfo } from './dialog-info-xml.ts';

const NAMESPACE = 'xmlns="urn:ietf:params:xml:ns:dialog-info"';
const document = (inner: string, attributes = 'version="3" state="full"') =>
	`<?xml version="1.0"?><dialog-info ${NAMESPACE} ${attributes} entity="sip:12@pbx.example">${inner}</dialog-info>`;

test('a ringing dialog is read with all that is needed to take it', () => {
	const info = readDialogInfo(
		document(`<dialog id="as7d" call-id="a84b@10.0.0.1" local-tag="hh76" remote-tag="1928"
			direction="recipient"><state>early</state>
			<remote><identity display="Erika">sip:030@pbx.example</identity>
			<target uri="sip:030@10.0.0.7:5060;transport=tcp"/></remote>
			<local><identity>sip:12@pbx.example</identity></local></dialog>`)
	);
	expect(info).toEqual({
		...{ version: 3, isFull: true },
		dialogs: [
			{
				...{ id: 'as7d', state: 'early', direction: 'recipient', callId: 'a84b@10.0.0.1' },
				...{ localTag: 'hh76', remoteTag: '1928', remoteName: 'Erika' },
				remoteIdentity: 'sip:030@pbx.example',
				remoteTarget: 'sip:030@10.0.0.7:5060;transport=tcp'
			}
		]
	});
});

test.each([
	['', ''],
	['no XML', 'hello'],
	['another document', '<presence/>'],
	['another namespace', '<dialog-info xmlns="urn:x" version="1" state="full"/>'],
	['an unknown kind', document('', 'version="1" state="half"')],
	['no version', document('', 'state="full"')],
	['a negative version', document('', 'version="-1" state="full"')],
	['a broken end', document('<dialog id="a">').replace('</dialog-info>', '')],
	['entities', `<!DOCTYPE a [<!ENTITY b "c">]>${document('')}`],
	['far too much', document(' '.repeat(70_000))]
])('%s is refused', (_what, body) => {
	expect(readDialogInfo(body)).toBeUndefined();
});

test('what could break out of a header is left empty, and who is not to be told is left out', () => {
	const info = readDialogInfo(
		document(`<dialog id="a" call-id="x&#13;&#10;Evil: 1" local-tag="a;b" remote-tag="ok"
			direction="sideways"><state>EARLY</state>
			<remote><identity>javascript:alert(1)</identity></remote></dialog>
			<dialog><state>early</state></dialog><dialog id="b"><state>asleep</state></dialog>`)
	);
	expect(info?.dialogs).toEqual([
		{
			...{ id: 'a', state: 'early', direction: undefined, callId: '', localTag: '' },
			...{ remoteTag: 'ok', remoteName: '', remoteIdentity: '', remoteTarget: '' }
		}
	]);
});
