import type { IncomingParties } from '#domain/call.ts';
import type { Contact } from '#domain/contact.ts';
import { internalCaller } from '#domain/internal-caller.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import { templateContext } from '#domain/template-context.ts';
import type { ShownCall } from './telephone.ts';

/** What a template can name if the caller of this call is this contact. */
export function contextWith(
	{ hotline, earlier }: ShownCall,
	parties: IncomingParties,
	contact: Contact | undefined,
	{ account, settings, sip }: SessionInfo
) {
	return templateContext({
		caller: parties.caller,
		...(contact && { contact }),
		called: parties.called,
		...(hotline && { hotline }),
		user: { name: account.name },
		call: {
			startedAt: parties.startedAt,
			isInternal: internalCaller(parties, settings, sip?.domain ?? '').internal,
			previousCalls: earlier?.count ?? 0
		},
		now: parties.startedAt,
		timeZone: settings.timeZone,
		plan: settings.numbering
	});
}
