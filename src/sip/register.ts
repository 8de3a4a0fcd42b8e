import { Registerer, RegistererState, type UserAgent } from 'sip.js';
import { registrationProblem, type RegistrationProblem } from '#domain/registration.ts';

/** A REGISTER without an answer after this long counts as failed; sip.js itself can wait for ever. */
const ANSWER_LIMIT_MS = 5_000;
const EXPIRES_S = 300;

export interface Registering {
	readonly registerer: Registerer;
}

type Outcome =
	| { readonly ok: true; readonly registering: Registering }
	| { readonly ok: false; readonly problem: RegistrationProblem };

/**
 * Registers a connected user agent (RFC 3261 §10.2) with a registerer of its own.
 * `onLost` is told once if, after that, a refresh is refused or the registrar drops the binding.
 */
export function registerOnce(
	agent: UserAgent,
	onLost: (problem: RegistrationProblem) => void
): Promise<Outcome> {
	// Refreshed at half time: background tabs may run a timer a minute late.
	const registerer = new Registerer(agent, { expires: EXPIRES_S, refreshFrequency: 50 });
	return new Promise((resolve) => {
		let phase: 'asking' | 'registered' | 'over' = 'asking';
		const succeed = () => {
			if (phase !== 'asking') return;
			phase = 'registered';
			clearTimeout(limit);
			resolve({ ok: true, registering: { registerer } });
		};
		const fail = (problem: RegistrationProblem) => {
			const before = phase;
			phase = 'over';
			clearTimeout(limit);
			if (before === 'asking') resolve({ ok: false, problem });
			if (before === 'registered') onLost(problem);
			// A late answer must not start refreshing beside the next attempt.
			if (before !== 'over') forget(registerer);
		};
		const limit = setTimeout(() => fail('no-answer'), ANSWER_LIMIT_MS);
		registerer.stateChange.addListener((state) => {
			if (state === RegistererState.Registered) succeed();
			// sip.js moves to Unregistered before it tells the refusal, which knows the reason.
			if (state === RegistererState.Unregistered) queueMicrotask(() => fail('server-error'));
		});
		registerer
			.register({
				requestDelegate: {
					onReject: ({ message }) => fail(registrationProblem(message.statusCode ?? 500))
				}
			})
			.catch(() => fail('server-unreachable'));
	});
}

/**
 * Ends a registerer whose registration has failed or whose connection is lost, so that it does not go
 * on refreshing beside its successor. Must not be used on a living registration: its contact is removed.
 */
export function forget(registerer: Registerer): void {
	void registerer.dispose().catch(() => {});
}

/** Removes this device's contact; waits for the registrar's answer for a second at most. */
export async function unregister({ registerer }: Registering): Promise<void> {
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
