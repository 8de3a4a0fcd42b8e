import type { Messages } from '../en.ts';

export const voicemail: Messages['voicemail'] = {
	waiting: 'Neue Nachrichten in der Mailbox',
	count: (count, text) => (count === 1 ? '1 neue Nachricht' : `${text} neue Nachrichten`),
	urgent: (count) => `${count} dringend`,
	listen: (what) => `${what}: Mailbox anrufen`
};
