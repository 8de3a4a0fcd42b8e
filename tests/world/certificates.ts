import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate for 127.0.0.1 and the authority that made it; keys and all are files of one folder. */
export interface Certificate {
	/** PEM of the authority. */
	readonly ca: string;
	readonly caFile: string;
	readonly certFile: string;
	readonly keyFile: string;
}

/** Makes an authority of its own by OpenSSL, and by it a certificate for 127.0.0.1. */
export async function makeCertificate(folder: string): Promise<Certificate> {
	const file = (name: string) => join(folder, name);
	const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	await run('openssl', [
		...['req', '-x509', ...newKey, '-days', '2', '-subj', '/CN=Authority for tests'],
		...[
			'-addext',
			'keyUsage=critical,keyCertSign',
			'-keyout',
			file('ca.key'),
			'-out',
			file('ca.pem')
		]
	]);
	await run('openssl', [
		...['req', ...newKey, '-subj', '/CN=127.0.0.1', '-keyout', file('key.pem'), '-out', file('csr')]
	]);
	await writeFile(file('extensions'), 'subjectAltName=IP:127.0.0.1\n');
	await run('openssl', [
		...['x509', '-req', '-in', file('csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key')],
		...['-CAcreateserial', '-days', '2', '-extfile', file('extensions'), '-out', file('cert.pem')]
	]);
	return {
		ca: await readFile(file('ca.pem'), 'utf8'),
		caFile: file('ca.pem'),
		certFile: file('cert.pem'),
		keyFile: file('key.pem')
	};
}
