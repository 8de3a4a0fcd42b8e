import * as v from 'valibot';
import { refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

const wholeNumber = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

const querySchema = v.object({
	/** UTC epoch ms */
	since: v.optional(wholeNumber),
	/** The newest change that the device knows. */
	changedSince: v.optional(wholeNumber),
	/** SIP Call-IDs */
	ids: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(512))), v.maxLength(200)))
});

/**
 * What became of the account's calls: `?since=` for the latest, `?ids=…&ids=…` for certain ones,
 * `?changed-since=` for all that changed, with all that a journal needs.
 */
export const GET: RequestHandler = async ({ url, locals }) => {
	const account = signedIn(locals);
	const query = v.safeParse(querySchema, {
		changedSince: url.searchParams.get('changed-since') ?? undefined,
		since: url.searchParams.get('since') ?? undefined,
		ids: url.searchParams.has('ids') ? url.searchParams.getAll('ids') : undefined
	});
	if (!query.success) return refuse(400, 'invalid-query');
	const { intake } = locals.server;
	const { changedSince } = query.output;
	if (changedSince !== undefined) {
		return Response.json(await intake.changes(account.id, changedSince));
	}
	return Response.json({ calls: await intake.calls(account.id, query.output) });
};
