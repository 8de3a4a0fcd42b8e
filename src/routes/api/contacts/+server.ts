import { contactChangeSchema } from '#domain/contact-change.ts';
import { readBody, refuse } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

const MAX_QUERY = 200;
/** What one answer of about half a megabyte holds. */
const PAGE = 1_000;

/**
 * Who has the number, or who is found by the words: one answer for each of the server's data sources.
 * With `after`, a page of the own address book: those whose ids come after it.
 */
export const GET: RequestHandler = async ({ url, locals: { server } }) => {
	const after = url.searchParams.get('after');
	if (after !== null) return Response.json(await server.addressBook.page(after, PAGE));
	const query = url.searchParams.get('search');
	if (query !== null) {
		return Response.json({ answers: await server.searchContacts(query.slice(0, MAX_QUERY)) });
	}
	const number = url.searchParams.get('number') ?? '';
	if (!/^\+\d{3,15}$/.test(number)) return refuse(400, 'invalid-number', 'number must be E.164');
	return Response.json({ answers: await server.lookUp(number) });
};

/** Changes the own address book, all or nothing; 409 with the ids of contacts that have changed meanwhile. */
export const POST: RequestHandler = async ({ request, locals: { server } }) => {
	const body = await readBody(request, contactChangeSchema);
	if (!body.ok) return body.refusal;
	const changed = await server.addressBook.change(body.value);
	if (changed.ok) return Response.json({});
	return Response.json(
		{ code: 'changed-elsewhere', ids: changed.changedElsewhere },
		{ status: 409 }
	);
};
