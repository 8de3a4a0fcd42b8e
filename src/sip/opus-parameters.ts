/** What we ask the far side to send: each packet with what repairs the one before it, and next to nothing in silence. */
const WANTED = { useinbandfec: '1', usedtx: '1' };

/**
 * Asks for Opus with forward error correction and discontinuous transmission (RFC 7587 §6.1) in an offer or
 * answer. Other parameters, and other codecs, stay as the browser has written them.
 */
export function withOpusParameters(sdp: string): string {
	const opus = [...sdp.matchAll(/^a=rtpmap:(\d+) opus\/48000/gim)].map(([, type]) => type);
	return sdp.replace(/^a=fmtp:(\d+) ([^\r\n]*)/gm, (line, type: string, parameters: string) => {
		if (!opus.includes(type)) return line;
		const others = parameters
			.split(';')
			.map((parameter) => parameter.trim())
			.filter((parameter) => parameter !== '' && !((parameter.split('=')[0] ?? '') in WANTED));
		const wanted = Object.entries(WANTED).map(([name, value]) => `${name}=${value}`);
		return `a=fmtp:${type} ${[...others, ...wanted].join(';')}`;
	});
}
