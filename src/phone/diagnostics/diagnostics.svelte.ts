import {
	checkState,
	CHECKS,
	found,
	type Check,
	type CheckState,
	type Finding
} from '#domain/diagnostics.ts';

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
	#stop = new AbortController();

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
		this.#results = {
			...this.#results,
			...Object.fromEntries(checks.map((check) => [check, WAITING]))
		};
		for (const check of checks) {
			if (this.#stop.signal.aborted) return;
			this.#set(check, { state: 'running' });
			const findings = await this.#checks
				[check](this.#stop.signal)
				.catch((error: unknown) => [
					found('failed', error instanceof Error ? error.name : 'unknown')
				]);
			this.#set(check, { state: checkState(findings), findings });
		}
		this.#isRunning = false;
	}

	/** The person has heard the speaker's tone, or has not. */
	answerSpeaker(isHeard: boolean): void {
		const findings = [found(isHeard ? 'speaker-good' : 'speaker-not-heard')];
		this.#set('speaker', { state: checkState(findings), findings });
	}

	close(): void {
		this.#stop.abort();
	}

	#set(check: Check, result: CheckResult): void {
		this.#results = { ...this.#results, [check]: result };
	}
}
