const SETUP = /^a=setup:(\w+)/m;
const FINGERPRINT = /^a=fingerprint:(.+)/m;

/**
 * An answer (SDP with one medium) that leaves it as it is who began DTLS, while the far side's certificate is the same.
 * Turned round, the roles would ask for another association (RFC 8842 §3), which browsers refuse. A media relay answers so that has
 * lost an offer before, and goes on with the association that it has.
 */
export function keepingDtlsRole(
	answer: string,
	{
		currentLocalDescription: ours,
		currentRemoteDescription: theirs
	}: Pick<RTCPeerConnection, 'currentLocalDescription' | 'currentRemoteDescription'>
): string {
	if (!ours || !theirs || certificate(answer) !== certificate(theirs.sdp)) return answer;
	// An offer leaves the choice to the answer (RFC 5763 §5).
	const role = theirs.type === 'answer' ? setup(theirs.sdp) : opposite(setup(ours.sdp));
	return role ? answer.replace(SETUP, `a=setup:${role}`) : answer;
}

function setup(sdp: string): string | undefined {
	return SETUP.exec(sdp)?.[1];
}

function opposite(role: string | undefined): string | undefined {
	return { active: 'passive', passive: 'active' }[role ?? ''];
}

function certificate(sdp: string): string | undefined {
	return FINGERPRINT.exec(sdp)?.[1]?.trim().toLowerCase();
}
