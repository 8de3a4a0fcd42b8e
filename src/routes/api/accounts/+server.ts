import { newAccountSchema } from '#domain/new-account.ts';
import { readBody, refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals }) => {
	if (signedIn(locals).role !== 'admin') return refuse(403, 'not-admin');
	return Response.json({ accounts: await locals.server.accounts.list() });
};

export const POST: RequestHandler = async ({ request, locals }) => {
	if (signedIn(locals).role !== 'admin') return refuse(403, 'not-admin');
	const body = await readBody(request, newAccountSchema);
	if (!body.ok) return body.refusal;
	const created = await locals.server.accounts.create(body.value);
	return created.ok
		? Response.json({ id: created.id }, { status: 201 })
		: refuse(409, created.code);
};
