import { UserAgent, type URI } from 'sip.js';

/**
 * Where a dialled text leads: `user@domain` as it is, anything else as a number or user of our own domain.
 * Undefined where the text has nothing that can be dialled.
 */
export function targetUri(dialled: string, ownDomain: string): URI | undefined {
	const [, name = dialled, domain = ownDomain] =
		/^(?:sips?:)?([^@\s]+)@([\w.:-]+)$/i.exec(dialled.trim()) ?? [];
	// A national prefix in parentheses, `+49 (0)30 …`, is not dialled from abroad.
	const written = name.replace(/^(\s*\+.*)\(0\)/, '$1');
	// What people write between digits is not dialled; in a user's name it belongs to it.
	const separators = /^[+*#\d\s()./-]+$/.test(written) ? /[^+*#\d]/g : /[^\w+*#.!~'-]/g;
	const user = written.replace(separators, '');
	return user === '' ? undefined : UserAgent.makeURI(`sip:${encodeURIComponent(user)}@${domain}`);
}
