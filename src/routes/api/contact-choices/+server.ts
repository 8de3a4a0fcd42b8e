import * as v from 'valibot';
import { contactChoiceSchema, e164Schema } from '#domain/contact-choice.ts';
import { readBody, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

const bodySchema = v.object({ e164: e164Schema, choice: contactChoiceSchema });
const forgetSchema = v.object({ e164: e164Schema });

/** Remembers whom a number means to the own account. */
export const PUT: RequestHandler = async ({ request, locals }) => {
	const account = signedIn(locals);
	const body = await readBody(request, bodySchema);
	if (!body.ok) return body.refusal;
	const { e164, choice } = body.value;
	await locals.server.chooseContact(account.id, e164, choice);
	return new Response(null, { status: 204 });
};

/** Forgets it. */
export const DELETE: RequestHandler = async ({ request, locals }) => {
	const account = signedIn(locals);
	const body = await readBody(request, forgetSchema);
	if (!body.ok) return body.refusal;
	await locals.server.chooseContact(account.id, body.value.e164, undefined);
	return new Response(null, { status: 204 });
};
