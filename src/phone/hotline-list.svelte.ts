import * as v from 'valibot';
import type { Hotline } from '#domain/hotline.ts';
import type { HotlineChange } from '#domain/hotline-change.ts';
import { ask, type ServerFailure } from './server-api.ts';
import type { Session } from './session.svelte.ts';

/** What became of a change of hotlines. */
export type HotlinesSaved =
	| { readonly ok: true }
	/** Somebody has changed one of them since it was read; the newest are known now. */
	| { readonly ok: false; readonly failure: 'changed-elsewhere' }
	| { readonly ok: false; readonly failure: ServerFailure };

/** Brings changes of hotlines to the server, and what holds then to this phone. */
export async function changeHotlines(
	session: Pick<Session, 'load'>,
	change: HotlineChange
): Promise<HotlinesSaved> {
	const answer = await ask(v.unknown(), '/api/hotlines', { body: change });
	if (!answer.ok && !isChangedElsewhere(answer.failure)) return answer;
	await session.load();
	return answer.ok ? { ok: true } : { ok: false, failure: 'changed-elsewhere' };
}

function isChangedElsewhere(failure: ServerFailure): boolean {
	return failure.kind === 'refused' && failure.code === 'changed-elsewhere';
}

/** Deletes hotlines; the last one can be brought back. */
export class HotlineRemoval {
	readonly #session: Pick<Session, 'load'>;
	#last = $state.raw<{ hotline: Hotline; isBack: boolean } | undefined>();
	#failure = $state.raw<HotlinesSaved | undefined>();

	constructor(session: Pick<Session, 'load'>) {
		this.#session = session;
	}

	/** What was deleted last, and whether it has been brought back. */
	get last(): { readonly hotline: Hotline; readonly isBack: boolean } | undefined {
		return this.#last;
	}

	/** Why the last wish was not done. */
	get failed(): boolean {
		return this.#failure !== undefined;
	}

	/** @returns what became of it */
	async remove(hotline: Hotline): Promise<HotlinesSaved> {
		const saved = await changeHotlines(this.#session, { save: [], remove: [hotline] });
		if (saved.ok) this.#last = { hotline, isBack: false };
		this.#failure = undefined;
		return saved;
	}

	async undo(): Promise<void> {
		const last = this.#last;
		if (!last || last.isBack) return;
		const { hotline } = last;
		const saved = await changeHotlines(this.#session, {
			save: [{ hotline, base: null }],
			remove: []
		});
		this.#failure = saved.ok ? undefined : saved;
		if (saved.ok) this.#last = { hotline, isBack: true };
	}
}
