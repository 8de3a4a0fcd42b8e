import { internalCaller } from '#domain/internal-caller.ts';
import { renderGreeting, templateContext } from '#domain/template.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import type { PhoneCall } from './phone-call.svelte.ts';

/** How to announce oneself on an incoming call: the hotline's template, the account's, or the built-in one. */
export function greetingOf(phoneCall: PhoneCall, { account, settings, sip }: SessionInfo) {
	const { parties: call, hotline, contact, earlier } = phoneCall;
	if (!call) return undefined;
	const context = templateContext({
		caller: call.caller,
		...(contact && { contact }),
		called: call.called,
		...(hotline && { hotline }),
		user: { name: account.name },
		call: {
			startedAt: call.startedAt,
			isInternal: internalCaller(call, settings, sip?.domain ?? '').internal,
			previousCalls: earlier?.count ?? 0
		},
		now: call.startedAt,
		timeZone: settings.timeZone,
		plan: settings.numbering
	});
	return renderGreeting({ ...(hotline && { hotline }), settings, context });
}
