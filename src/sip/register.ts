import { Registerer, RegistererState, RequestPendingError, type UserAgent } from 'sip.js';
import { registrationProblem, type RegistrationProblem } from '#domain/registration.ts';

/** A REGISTER without an answer after this long counts as failed; sip.js itself can wait for ever. */
const ANSWER_LIMIT_MS = 5_000;
const EXPIRES_S = 300;

export interface Registering {
	readonly registerer: Registerer;
	/** What becomes of it is of no interest any more. */
	over(): void;
}

type Outcome =
	| { readonly ok: true; readonly registering: Registering }
	| { readonly ok: false; readonly problem: RegistrationProblem };

/**
 * Registers a connected user agent (RFC 3261 §10.2) with a registerer of its own.
 * `onLost` is told once if, after that, a refresh is refused, or not answered, twice in a row. A refresh that comes
 * too late, as timers do in pages that nobody looks at, is one that the line gets over on the same connection.
 */
export function registerOnce(
	agent: UserAgent,
	onLost: (problem: RegistrationProblem) => void
): Promise<Outcome> {
	// Refreshed at half time, which is more than a minute before the end: background tabs may run a timer so late.
	const registerer = new Registerer(agent, { expires: EXPIRES_S, refreshFrequency: 50 });
	return new Promise((resolve) => {
		let limit: ReturnType<typeof setTimeout> | undefined;
		let phase: 'asking' | 'registered' | 'over' = 'asking';
		const registering = { registerer, over: () => void (phase = 'over') };
		const succeed = () => {
			clearTimeout(limit);
			if (phase !== 'asking') return;
			phase = 'registered';
			resolve({ ok: true, registering });
		};
		const fail = (problem: RegistrationProblem) => {
			const before = phase;
			phase = 'over';
			clearTimeout(limit);
			if (before === 'asking') resolve({ ok: false, problem });
			if (before === 'registered') onLost(problem);
			// A late answer must not start refreshing beside the next attempt.
			if (before !== 'over') forget(registering);
		};
		const ask = () => {
			limit = setTimeout(() => fail('no-answer'), ANSWER_LIMIT_MS);
			registerer
				.register({
					requestDelegate: {
						onReject: ({ message }) => fail(registrationProblem(message.statusCode ?? 500))
					}
				})
				.catch((error: unknown) => {
					// A refresh has gone out already: its answer is waited for.
					if (!(error instanceof RequestPendingError)) fail('server-unreachable');
				});
		};
		// sip.js does not tell whether its own refresh was refused, or is only late: to what is asked here it does.
		const lapsed = () => {
			if (phase === 'registered') ask();
			else fail('server-error');
		};
		registerer.stateChange.addListener((state) => {
			if (state === RegistererState.Registered) succeed();
			// sip.js moves to Unregistered before it tells the refusal, which knows the reason.
			if (state === RegistererState.Unregistered) queueMicrotask(lapsed);
		});
		ask();
	});
}

/**
 * Ends a registerer whose registration has failed or whose connection is lost, so that it does not go
 * on refreshing beside its successor. Must not be used on a living registration: its contact is removed.
 */
export function forget({ registerer, over }: Registering): void {
	over();
	void registerer.dispose().catch(() => {});
}

/** Removes this device's contact; waits for the registrar's answer for a second at most. */
export async function unregister({ registerer, over }: Registering): Promise<void> {
	over();
	if (registerer.state !== RegistererState.Registered) return;
	await new Promise<void>((resolve) => {
		const limit = setTimeout(resolve, 1_000);
		const done = () => {
			clearTimeout(limit);
			resolve();
		};
		registerer
			.unregister({ requestDelegate: { onAccept: done, onReject: done } })
			.catch(() => done());
	});
}
