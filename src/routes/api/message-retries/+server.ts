import * as v from 'valibot';
import { readBody, refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

const bodySchema = v.object({
	callId: v.pipe(v.string(), v.maxLength(512)),
	channel: v.pipe(v.string(), v.maxLength(20))
});

/** Sends a message of the own account that was given up once more. */
export const POST: RequestHandler = async ({ request, locals }) => {
	const account = signedIn(locals);
	const body = await readBody(request, bodySchema);
	if (!body.ok) return body.refusal;
	const isWaiting = await locals.server.intake.retryMessage(account.id, body.value);
	return isWaiting ? new Response(null, { status: 204 }) : refuse(404, 'no-such-message');
};
