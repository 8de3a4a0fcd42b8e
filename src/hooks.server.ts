import type { Handle, HandleServerError, RequestEvent } from '@sveltejs/kit';
import { API_VERSION, API_VERSION_HEADER } from '#domain/api-version.ts';

/** Reachable without an account. The demo's part exists on loopback only; its routes answer 404 elsewhere. */
const PUBLIC_ROUTES = ['/api/status', '/api/setup', '/api/demo'];
/** Asked by machines that have no session and no origin: these routes judge a signature or a secret themselves. */
const SIGNED_ROUTES = ['/api/pbx-events', '/api/sms-receipts'];
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

const CODES: Readonly<Record<number, string>> = {
	400: 'bad-request',
	404: 'not-found',
	405: 'method-not-allowed',
	413: 'too-large',
	429: 'too-many-attempts'
};

export const handle: Handle = async ({ event, resolve }) => {
	const server = event.platform?.req.anteroom;
	// Absent while the app is being built: pages ask nothing of the server then.
	if (server) event.locals.server = server;

	// Both: `/%61pi/session` is the route /api/session too, and /api/auth has no route of its own.
	if (isOrIsUnder(event.url.pathname, '/api') || isOrIsUnder(event.route.id, '/api')) {
		if (!server) return refuse(503, 'no-server');
		const answer = await withCode(await answerApi(event, resolve));
		if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-store');
		answer.headers.set(API_VERSION_HEADER, API_VERSION);
		return answer;
	}
	if (server && !server.demo && isOrIsUnder(event.route.id, '/demo')) {
		return new Response('Not found', { status: 404 });
	}
	const page = await resolve(event);
	forbidFraming(page);
	return page;
};

/** A mistake of ours: written down on the server, told without its particulars. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status >= 500) {
		event.locals.server?.log.error({ err: error, path: event.url.pathname }, 'request failed');
	}
	return { message };
};

type Resolve = Parameters<Handle>[0]['resolve'];

async function answerApi(event: RequestEvent, resolve: Resolve): Promise<Response> {
	const { server } = event.locals;
	if (SIGNED_ROUTES.some((route) => isOrIsUnder(event.route.id, route))) return resolve(event);
	// Cookies are SameSite=Lax already; this also holds for sign-in, which needs no cookie (login CSRF).
	const isSafe = SAFE_METHODS.includes(event.request.method);
	if (!isSafe && event.request.headers.get('origin') !== event.url.origin) {
		return refuse(403, 'foreign-origin');
	}
	if (isOrIsUnder(event.url.pathname, '/api/auth')) {
		const answer = await server.auth.handle(event.request);
		// Its headers can be immutable.
		return new Response(answer.body, answer);
	}
	if (PUBLIC_ROUTES.some((route) => isOrIsUnder(event.route.id, route))) return resolve(event);

	const session = await server.auth.signedIn(event.request.headers);
	if (!session) return refuse(401, 'not-signed-in');
	event.locals.account = session.account;
	event.locals.sessionId = session.sessionId;
	const response = await resolve(event);
	for (const cookie of session.renewed) response.headers.append('set-cookie', cookie);
	return response;
}

/** Every error under /api is `{ code }`, also those that the framework itself answers. */
async function withCode(response: Response): Promise<Response> {
	if (response.status < 400) return response;
	const body: unknown = await response
		.clone()
		.json()
		.catch(() => undefined);
	if (typeof body === 'object' && body !== null && 'code' in body) return response;
	const headers = new Headers(response.headers);
	headers.delete('content-length');
	headers.set('content-type', 'application/json');
	const code = CODES[response.status] ?? (response.status < 500 ? 'refused' : 'internal');
	return new Response(JSON.stringify({ code }), { status: response.status, headers });
}

function forbidFraming(page: Response): void {
	const policy = page.headers.get('content-security-policy');
	const framing = "frame-ancestors 'none'";
	page.headers.set('content-security-policy', policy ? `${policy}; ${framing}` : framing);
}

function refuse(status: number, code: string): Response {
	return Response.json({ code }, { status });
}

function isOrIsUnder(path: string | null, folder: string): boolean {
	return path === folder || (path?.startsWith(`${folder}/`) ?? false);
}
