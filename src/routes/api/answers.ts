import * as v from 'valibot';

/** A refusal that the app understands: `code` is stable and translated there, `detail` is for people who debug. */
export function refuse(status: number, code: string, detail?: string): Response {
	return Response.json({ code, ...(detail === undefined ? {} : { detail }) }, { status });
}

export type Body<Value> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Response };

/**
 * The request's JSON body, parsed. Anything but `application/json` is refused, because a foreign page
 * can send the other types without asking first (Fetch standard, CORS-safelisted content types).
 */
export async function readBody<Schema extends v.GenericSchema>(
	request: Request,
	schema: Schema
): Promise<Body<v.InferOutput<Schema>>> {
	const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
	if (type !== 'application/json') return { ok: false, refusal: refuse(415, 'not-json') };
	let json: unknown;
	try {
		json = await request.json();
	} catch {
		return { ok: false, refusal: refuse(400, 'invalid-json') };
	}
	const parsed = v.safeParse(schema, json);
	if (parsed.success) return { ok: true, value: parsed.output };
	const [issue] = parsed.issues;
	// The path alone: the value could be a password.
	const path = v.getDotPath(issue);
	return { ok: false, refusal: refuse(400, 'invalid-body', path ?? undefined) };
}

/** Who asks: hooks.server.ts lets nobody else reach the routes that need an account. */
export function signedIn({ account }: App.Locals): NonNullable<App.Locals['account']> {
	if (!account) throw new Error('a route that needs an account was reached without one');
	return account;
}
