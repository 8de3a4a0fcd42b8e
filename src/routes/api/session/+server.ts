import type { SessionInfo } from '#domain/session-info.ts';
import { signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** Everything the phone needs, SIP password included: for the signed-in account alone. */
export const GET: RequestHandler = async ({ locals }) => {
	const account = signedIn(locals);
	const { accounts, hotlines } = locals.server;
	const [sip, settings, list] = await Promise.all([
		accounts.sipAccount(account.id),
		accounts.settings(account),
		hotlines.list()
	]);
	const session: SessionInfo = { account, sip, settings, hotlines: [...list] };
	return Response.json(session);
};
