import { HotlineIndex } from '#domain/hotline-index.ts';
import type { SessionInfo } from '#domain/session-info.ts';

/** What a telephone works with: the session, and its hotlines by number. */
export class SessionInUse {
	#info: SessionInfo;
	#hotlines: HotlineIndex;

	constructor(info: SessionInfo) {
		this.#info = $state.raw(info);
		this.#hotlines = $state.raw(indexOf(info));
	}

	get info(): SessionInfo {
		return this.#info;
	}

	get hotlines(): HotlineIndex {
		return this.#hotlines;
	}

	/** To index thousands of hotlines takes long enough to be felt in a call: only where they have changed. */
	change(info: SessionInfo): void {
		const isIndexed = areSameHotlines(this.#info, info);
		this.#info = info;
		if (!isIndexed) this.#hotlines = indexOf(info);
	}
}

function indexOf({ hotlines, settings }: SessionInfo): HotlineIndex {
	return new HotlineIndex(hotlines, settings.numbering);
}

function areSameHotlines(one: SessionInfo, other: SessionInfo): boolean {
	return (
		one.hotlines === other.hotlines &&
		JSON.stringify(one.settings.numbering) === JSON.stringify(other.settings.numbering)
	);
}
