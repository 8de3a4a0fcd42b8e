import { callReportBatchSchema } from '#domain/call-report.ts';
import { readBody, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** What devices say of ended calls; the same reports may come again. */
export const POST: RequestHandler = async ({ request, locals }) => {
	const account = signedIn(locals);
	const body = await readBody(request, callReportBatchSchema);
	if (!body.ok) return body.refusal;
	return Response.json(await locals.server.intake.receive(account, body.value.reports));
};
