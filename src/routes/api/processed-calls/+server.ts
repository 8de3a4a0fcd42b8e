import * as v from 'valibot';
import { callMarkSchema } from '#domain/processed.ts';
import { readBody, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

const bodySchema = v.object({
	marks: v.pipe(v.array(callMarkSchema), v.minLength(1), v.maxLength(100))
});

/** Calls that somebody has marked processed or opened again; the same wishes may come again. */
export const POST: RequestHandler = async ({ request, locals }) => {
	const account = signedIn(locals);
	const body = await readBody(request, bodySchema);
	if (!body.ok) return body.refusal;
	await locals.server.intake.mark(account, body.value.marks);
	return new Response(null, { status: 204 });
};
