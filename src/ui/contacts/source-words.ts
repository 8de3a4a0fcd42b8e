import { OWN_SOURCE } from '#domain/contact.ts';
import type { Messages } from '#i18n/en.ts';

/** What a source of contacts is called. */
export function sourceLabel(source: string, { contacts }: Messages): string {
	return source === OWN_SOURCE ? contacts.own : source;
}
