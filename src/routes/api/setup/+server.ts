import { setupSchema } from '#domain/new-account.ts';
import { readBody, refuse } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** The first run: whoever reads the code on the server's console makes the first administrator. */
export const POST: RequestHandler = async ({ request, locals: { server } }) => {
	const body = await readBody(request, setupSchema);
	if (!body.ok) return body.refusal;
	const result = await server.setup.complete(body.value);
	if (result.ok) return Response.json({ id: result.id }, { status: 201 });
	return refuse(result.code === 'wrong-code' ? 403 : 409, result.code);
};
