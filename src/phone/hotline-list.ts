import * as v from 'valibot';
import type { HotlineChange } from '#domain/hotline-change.ts';
import { hotlineSchema, type Hotline } from '#domain/hotline.ts';
import { RecordEditor, recordSaved, type RecordSaved } from './record-editor.svelte.ts';
import { RecordRemoval } from './record-removal.svelte.ts';
import { ask } from './ask-server.ts';
import type { Session } from './session.svelte.ts';

/** Brings changes of hotlines to the server, and what holds then to this phone. */
export async function changeHotlines(
	session: Pick<Session, 'load'>,
	change: HotlineChange
): Promise<RecordSaved> {
	const saved = recordSaved(await ask(v.unknown(), '/api/hotlines', { body: change }));
	if (saved.ok || saved.failure === 'changed-elsewhere') await session.load();
	return saved;
}

export type HotlineEditor = RecordEditor<Hotline>;

/** @param hotline as it was read, or what a new one starts with */
export function hotlineEditor(
	session: Pick<Session, 'load'>,
	hotline: Hotline,
	isNew: boolean
): HotlineEditor {
	const save = (changed: Hotline, base: Hotline | null) =>
		changeHotlines(session, { save: [{ hotline: changed, base }], remove: [] });
	return new RecordEditor({ schema: hotlineSchema, save }, hotline, isNew);
}

export type HotlineRemoval = RecordRemoval<Hotline>;

export function hotlineRemoval(session: Pick<Session, 'load'>): HotlineRemoval {
	return new RecordRemoval({
		remove: (hotline) => changeHotlines(session, { save: [], remove: [hotline] }),
		bringBack: (hotline) => changeHotlines(session, { save: [{ hotline, base: null }], remove: [] })
	});
}
