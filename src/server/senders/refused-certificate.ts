/** OpenSSL's and Node's names of reasons not to trust a server's certificate (`code` of TLS errors). */
const REFUSED = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|INVALID_CA|HOSTNAME_MISMATCH/;

/** True where an error's code says that the server's TLS certificate is not trusted. */
export function isRefusedCertificate(code: unknown): boolean {
	return typeof code === 'string' && REFUSED.test(code);
}
