import type { ServerSession } from '#domain/session-info.ts';
import { signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** Everything the phone needs, SIP password included: for the signed-in account alone. */
export const GET: RequestHandler = async ({ locals }) => {
	const account = signedIn(locals);
	const { accounts, hotlines } = locals.server;
	const [sip, settings, hotlinesStamp] = await Promise.all([
		accounts.sipAccount(account.id),
		accounts.settings(account),
		hotlines.stamp()
	]);
	const session: ServerSession = { account, sip, settings, hotlinesStamp };
	return Response.json(session);
};
