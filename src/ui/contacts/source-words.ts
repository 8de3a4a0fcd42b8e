import { OWN_SOURCE, SERVER_SOURCE } from '#domain/contact.ts';
import { localNameOf } from '#domain/local-source.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import type { Messages } from '#i18n/en.ts';
import { useDesk, useTexts } from '#ui/shared/context.ts';

/** What sources of contacts are called: call it in a component's start. */
export function useSourceLabel(): (source: string) => string {
	const texts = useTexts();
	const desk = useDesk();
	return (source) => sourceLabel(source, texts().t, desk()?.phone.session.contactSources ?? {});
}

/** `names` are those of the server's sources; one that has been removed since has its id only. */
function sourceLabel(
	source: string,
	{ contacts, folders }: Messages,
	names: SessionInfo['contactSources']
): string {
	if (source === OWN_SOURCE) return contacts.own;
	if (source === SERVER_SOURCE) return contacts.server;
	const local = localNameOf(source);
	if (local === undefined) return Object.hasOwn(names, source) ? (names[source] ?? source) : source;
	return local === '' ? folders.title : folders.named(local);
}
