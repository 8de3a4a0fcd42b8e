import { OWN_SOURCE } from '#domain/contact.ts';
import { localNameOf } from '#domain/local-source.ts';
import type { Messages } from '#i18n/en.ts';

/** What a source of contacts is called. */
export function sourceLabel(source: string, { contacts, folders }: Messages): string {
	if (source === OWN_SOURCE) return contacts.own;
	const local = localNameOf(source);
	if (local === undefined) return source;
	return local === '' ? folders.title : folders.named(local);
}
