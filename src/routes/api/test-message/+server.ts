import * as v from 'valibot';
import { testChannelSchema } from '#domain/test-message.ts';
import { readBody, refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

const bodySchema = v.object({ channel: testChannelSchema });

/** On which channels this installation sends. */
export const GET: RequestHandler = ({ locals }) =>
	Response.json({ channels: locals.server.testMessages.channels });

/** Sends a message about an example call to the own address; answers with the receiving server's words. */
export const POST: RequestHandler = async ({ request, locals }) => {
	const account = signedIn(locals);
	const body = await readBody(request, bodySchema);
	if (!body.ok) return body.refusal;
	const sent = await locals.server.testMessages.send(account, body.value.channel);
	if (sent.ok) return Response.json(sent.result);
	return refuse(sent.code === 'too-many-attempts' ? 429 : 409, sent.code);
};
