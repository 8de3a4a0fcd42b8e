/** The part of a SIP request that number and caller analysis read: header fields as they stood on the wire. */
export interface SipHeaders {
	/** The Request-URI as text, e.g. `sip:4930123@pbx.example`. */
	readonly requestUri: string;
	/** All values of a header field, top-most first; `name` in any case. An absent field gives []. */
	all(name: string): readonly string[];
}
