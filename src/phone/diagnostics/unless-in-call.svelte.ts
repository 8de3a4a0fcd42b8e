import { found, type Finding } from '#domain/diagnostics.ts';
import type { Telephone } from '#phone/telephone.ts';
import { unlessAborted } from './unless-aborted.ts';

/**
 * A check that needs what calls need, microphone or speaker: left out while there is a call, and stopped where one
 * comes or is made meanwhile. The signal that it is given has it let go of both.
 */
export function unlessInCall(
	phone: () => Pick<Telephone, 'calls'>,
	run: (signal: AbortSignal) => Promise<readonly Finding[]>
): (signal: AbortSignal) => Promise<readonly Finding[]> {
	return async (signal) => {
		if (phone().calls.length > 0) return [found('in-call')];
		const call = new AbortController();
		const unwatch = $effect.root(() => {
			$effect(() => {
				if (phone().calls.length > 0) call.abort();
			});
		});
		try {
			const either = AbortSignal.any([signal, call.signal]);
			return (await unlessAborted(run(either), call.signal)) ?? [found('call-came')];
		} finally {
			unwatch();
		}
	};
}
