import { refuse } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** Who has the number: one answer for each of the server's data sources. */
export const GET: RequestHandler = async ({ url, locals: { server } }) => {
	const number = url.searchParams.get('number') ?? '';
	if (!/^\+\d{3,15}$/.test(number)) return refuse(400, 'invalid-number', 'number must be E.164');
	return Response.json({ answers: await server.lookUp(number) });
};
