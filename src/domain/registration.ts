/** Why the phone is not registered. The UI translates each into what happened and what to do. */
export type RegistrationProblem =
	/** The WebSocket could not be opened, or was lost. */
	| 'server-unreachable'
	/** The registrar did not answer in time. */
	| 'no-answer'
	/** 401/407 after our credentials. */
	| 'wrong-password'
	/** 403. */
	| 'not-allowed'
	/** 404: the registrar does not know the user. */
	| 'unknown-user'
	/** Any other refusal, 5xx among them. */
	| 'server-error'
	/** The stored SIP settings cannot be used (bad address). */
	| 'bad-settings'
	/** Another tab of this browser has the telephone, and says nothing. */
	| 'other-tab';

/** What the phone knows of its registration (RFC 3261 §10). Times are UTC epoch ms. */
export type Registration =
	| { readonly state: 'stopped' }
	| { readonly state: 'connecting' }
	| { readonly state: 'registered'; readonly since: number }
	| { readonly state: 'waiting'; readonly problem: RegistrationProblem; readonly retryAt: number };

/** A registrar's refusal (final status of REGISTER) in our words. */
export function registrationProblem(status: number): RegistrationProblem {
	switch (status) {
		case 401:
		case 407:
			return 'wrong-password';
		case 403:
			return 'not-allowed';
		case 404:
		case 410:
			return 'unknown-user';
		case 408:
			return 'no-answer';
		default:
			return 'server-error';
	}
}

/** A refusal that another server of the same account would give too, and that only a person can mend. */
export function isMendedByPeople(problem: RegistrationProblem): boolean {
	return ['wrong-password', 'not-allowed', 'unknown-user', 'bad-settings'].includes(problem);
}

/**
 * How long to wait before the next attempt, ms: 1 s doubling to 30 s, spread by `random` (0 to 1) so
 * that a hundred phones do not storm a PBX that has just come back. A refusal that only a person can
 * mend is asked again once a minute.
 */
export function reconnectDelay(
	problem: RegistrationProblem,
	failures: number,
	random: number
): number {
	const base = isMendedByPeople(problem)
		? 60_000
		: Math.min(30_000, 1_000 * 2 ** Math.min(failures - 1, 5));
	return Math.round(base * (0.5 + random / 2));
}
