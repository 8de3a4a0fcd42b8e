import { settingsChangeSchema } from '#domain/settings-merge.ts';
import { readBody, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** A change of the own settings; answers with what holds now, other devices' changes included. */
export const PUT: RequestHandler = async ({ request, locals }) => {
	const account = signedIn(locals);
	const body = await readBody(request, settingsChangeSchema);
	if (!body.ok) return body.refusal;
	return Response.json({
		settings: await locals.server.accounts.changeSettings(account, body.value)
	});
};
