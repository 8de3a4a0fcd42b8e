import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM (NIST SP 800-38D) for passwords that must be read again, because SIP digest needs them. */
export interface Sealer {
	/** `owner` is bound in: what was sealed for one account does not open in another's row. */
	seal(plain: string, owner: string): string;
	/** @throws where the text was changed, belongs to another owner, or was sealed with another secret. */
	open(sealed: string, owner: string): string;
}

export function createSealer(key: Buffer): Sealer {
	return {
		seal(plain, owner) {
			const iv = randomBytes(IV_BYTES);
			const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner));
			const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]);
			return `${VERSION}.${Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url')}`;
		},
		open(sealed, owner) {
			const [version, text = ''] = sealed.split('.');
			const bytes = Buffer.from(text, 'base64url');
			if (version !== VERSION || bytes.length < IV_BYTES + TAG_BYTES) {
				throw new Error('this is not a sealed secret');
			}
			const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
				authTagLength: TAG_BYTES
			});
			decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG_BYTES));
			const content = bytes.subarray(IV_BYTES, -TAG_BYTES);
			return Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8');
		}
	};
}
