import type { ServerSession } from '#domain/session-info.ts';
import { signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** Everything the phone needs, SIP password included: for the signed-in account alone. */
export const GET: RequestHandler = async ({ locals }) => {
	const account = signedIn(locals);
	const { accounts, hotlines, directorySources } = locals.server;
	const [sip, settings, contactSources, contactChoices, hotlinesStamp] = await Promise.all([
		accounts.sipAccount(account.id),
		accounts.settings(account),
		directorySources.names(),
		locals.server.contactChoices(account.id),
		hotlines.stamp()
	]);
	const session: ServerSession = {
		...{ account, sip, settings, contactSources, contactChoices },
		hotlinesStamp
	};
	return Response.json(session);
};
