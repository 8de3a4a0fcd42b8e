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
 * `onLost` is told once if a later refresh is refused or the registrar drops the binding.
 */
export function registerOnce(
	agent: UserAgent,
	onLost: (problem: RegistrationProblem) => void
): Promise<Outcome> {
	// Refreshed at half time: background tabs may run a timer a minute late.
	const registerer = new Registerer(agent, { expires: EXPIRES_S, refreshFrequency: 50 });
	return new Promise((resolve) => {
		let settled = false;
		let lost = false;
		const settle = (outcome: Outcome) => {
			if (settled) return;
			settled = true;
			clearTimeout(limit);
			resolve(outcome);
		};
		const fail = (problem: RegistrationProblem) => {
			if (!settled) return settle({ ok: false, problem });
			if (!lost) onLost(problem);
			lost = true;
		};
		const limit = setTimeout(() => fail('no-answer'), ANSWER_LIMIT_MS);
		registerer.stateChange.addListener((state) => {
			if (state === RegistererState.Registered) settle({ ok: true, registering: { registerer } });
			if (state === RegistererState.Unregistered) fail('server-error');
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
