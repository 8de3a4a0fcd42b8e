import type { RequestHandler } from './$types.ts';

const MAX_BYTES = 65_536;

const answer: RequestHandler = async ({ request, url, params, locals: { server } }) => {
	const { receiptCallbacks } = server;
	// The same for a wrong secret: nobody learns whether there is anything to find.
	if (!receiptCallbacks?.isRight(params.secret)) return refuse(404);
	if (Number(request.headers.get('content-length')) > MAX_BYTES) return refuse(413);
	const body = await request.text();
	// Without a declared length the framework's own limit has held.
	if (body.length > MAX_BYTES) return refuse(413);
	const said = parse(body, request.headers.get('content-type') ?? '');
	if (said === undefined) return refuse(400);
	const values = { ...Object.fromEntries(url.searchParams), ...said };
	const result = await receiptCallbacks.receive(params.secret, values);
	// Sinch and others send again whatever is not answered with 2xx.
	return result === 'stored' ? new Response(null, { status: 204 }) : refuse(400);
};

/** What a provider says of a text message: docs/decisions/009-text-messages.md. */
export const POST = answer;
/** Bird and Vonage ask so, with all they have to say in the query. */
export const GET = answer;

/** The members of a JSON or form body; undefined where it is neither. */
function parse(body: string, type: string): object | undefined {
	if (body === '') return {};
	if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
		return Object.fromEntries(new URLSearchParams(body));
	}
	try {
		const json: unknown = JSON.parse(body);
		return typeof json === 'object' && json !== null ? json : undefined;
	} catch {
		return undefined;
	}
}

/** Without words: hooks.server.ts gives each status its code. */
function refuse(status: number): Response {
	return new Response(null, { status });
}
