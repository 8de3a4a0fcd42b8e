import * as v from 'valibot';
import { refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

const querySchema = v.object({
	/** UTC epoch ms */
	since: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
	/** SIP Call-IDs */
	ids: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(512))), v.maxLength(200)))
});

/** What became of the account's calls: `?since=` for the latest, `?ids=…&ids=…` for certain ones. */
export const GET: RequestHandler = async ({ url, locals }) => {
	const account = signedIn(locals);
	const query = v.safeParse(querySchema, {
		since: url.searchParams.get('since') ?? undefined,
		ids: url.searchParams.has('ids') ? url.searchParams.getAll('ids') : undefined
	});
	if (!query.success) return refuse(400, 'invalid-query');
	return Response.json({ calls: await locals.server.intake.calls(account.id, query.output) });
};
