import {
	checkState,
	CHECKS,
	found,
	type Check,
	type CheckState,
	type Finding
} from '#domain/diagnostics.ts';
import { unlessAborted } from './unless-aborted.ts';

/** What has become of one check. */
export type CheckResult =
	| { readonly state: 'waiting' | 'running' }
	| { readonly state: CheckState; readonly findings: readonly Finding[] };

type CheckRun = (signal: AbortSignal) => Promise<readonly Finding[]>;

const WAITING: CheckResult = { state: 'waiting' };

/** Runs the checks one after the other, so that none takes from the other what it needs. */
export class Diagnostics {
	readonly #checks: Readonly<Record<Check, CheckRun>>;
	#results = $state.raw<Readonly<Partial<Record<Check, CheckResult>>>>({});
	#isRunning = $state(false);
	#stop: AbortController | undefined;

	constructor(checks: Readonly<Record<Check, CheckRun>>) {
		this.#checks = checks;
	}

	/** A check runs, or waits for its turn. */
	get isRunning(): boolean {
		return this.#isRunning;
	}

	/** All checks have been made. */
	get isComplete(): boolean {
		return CHECKS.every((check) => 'findings' in this.result(check));
	}

	result(check: Check): CheckResult {
		return this.#results[check] ?? WAITING;
	}

	/** Runs some of the checks, all by default. Does nothing while others run. */
	async run(checks: readonly Check[] = CHECKS): Promise<void> {
		if (this.#isRunning) return;
		this.#isRunning = true;
		const { signal } = (this.#stop = new AbortController());
		this.#results = {
			...this.#results,
			...Object.fromEntries(checks.map((check) => [check, WAITING]))
		};
		for (const check of checks) {
			this.#set(check, { state: 'running' });
			const work = this.#checks
				[check](signal)
				.catch((error: unknown) => [
					found('failed', error instanceof Error ? error.name : 'unknown')
				]);
			const findings = await unlessAborted(work, signal);
			this.#set(check, findings ? { state: checkState(findings), findings } : WAITING);
			if (!findings) break;
		}
		this.#isRunning = false;
	}

	/** Ends the run at once, whatever a check still waits for, such as an answer to the browser's own question. */
	stop(): void {
		this.#stop?.abort();
	}

	/** The person has heard the speaker's tone, or has not. */
	answerSpeaker(isHeard: boolean): void {
		const findings = [found(isHeard ? 'speaker-good' : 'speaker-not-heard')];
		this.#set('speaker', { state: checkState(findings), findings });
	}

	#set(check: Check, result: CheckResult): void {
		this.#results = { ...this.#results, [check]: result };
	}
}
