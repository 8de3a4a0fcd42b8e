import type { Telephone } from './telephone.ts';

/** The telephone of this tab: its own while it leads, another tab's until then. */
export class PhoneInUse {
	current: Telephone;

	constructor(phone: Telephone) {
		this.current = $state.raw(phone);
	}
}
