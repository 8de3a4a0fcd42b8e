const DIRECTION = /^a=(sendrecv|sendonly|recvonly|inactive)$/m;

/**
 * An answer (SDP with one medium) whose direction fits what was offered (RFC 3264 §6.1). Telephones and
 * trunks exist that answer `sendrecv`, or nothing, to a hold; browsers end the negotiation then, and the
 * call with it.
 */
export function fittingAnswer(sdp: string, offered: RTCRtpTransceiverDirection): string {
	const lines = sdp.replaceAll('\r\n', '\n');
	const answered = DIRECTION.exec(lines)?.[1] ?? 'sendrecv';
	const isSending = /^send/.test(answered) && /recv/.test(offered);
	const isReceiving = /recv/.test(answered) && /^send/.test(offered);
	const fitting = isSending
		? isReceiving
			? 'sendrecv'
			: 'sendonly'
		: isReceiving
			? 'recvonly'
			: 'inactive';
	if (fitting === answered) return sdp;
	const mended = DIRECTION.test(lines)
		? lines.replace(DIRECTION, `a=${fitting}`)
		: `${lines.replace(/\n*$/, '\n')}a=${fitting}\n`;
	return mended.replaceAll('\n', '\r\n');
}
