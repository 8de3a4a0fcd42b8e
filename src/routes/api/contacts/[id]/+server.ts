import type { RequestHandler } from './$types.ts';

/** A contact of the own address book, or of another source whose contacts this server keeps. */
export const GET: RequestHandler = async ({ params, locals: { server } }) => {
	const contact = await server.addressBook.byId(params.id);
	return contact ? Response.json(contact) : Response.json({ code: 'not-found' }, { status: 404 });
};
