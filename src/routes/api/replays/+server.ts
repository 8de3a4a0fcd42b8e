import * as v from 'valibot';
import { settingsSchema } from '#domain/settings.ts';
import { readBody, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

const bodySchema = v.object({ settings: settingsSchema });

/** Which of the own last calls these settings would decide differently; nothing is saved. */
export const POST: RequestHandler = async ({ request, locals }) => {
	const account = signedIn(locals);
	const body = await readBody(request, bodySchema);
	if (!body.ok) return body.refusal;
	return Response.json(await locals.server.replay(account, body.value.settings));
};
