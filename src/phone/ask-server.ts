import * as v from 'valibot';
import { API_VERSION_HEADER } from '#domain/api-version.ts';
import { serverVersion } from './server-version.ts';

/**
 * What can go wrong between the app and its server; `code` is the server's own where it gave one. A server
 * of another version (`serverVersion`) is as good as away: what it refuses may be right for the next one.
 */
export type ServerFailure =
	| { readonly kind: 'unreachable'; readonly isOtherVersion?: boolean }
	| { readonly kind: 'refused'; readonly status: number; readonly code: string };

export type ServerAnswer<Value> =
	| { readonly ok: true; readonly value: Value; readonly isOtherVersion?: boolean }
	| { readonly ok: false; readonly failure: ServerFailure };

const TIME_LIMIT_MS = 15_000;
const errorSchema = v.object({ code: v.string() });

/** One request to the app's own server, its answer parsed. Never rejects. */
export async function ask<Schema extends v.GenericSchema>(
	schema: Schema,
	path: string,
	init: { method?: string; body?: unknown } = {}
): Promise<ServerAnswer<v.InferOutput<Schema>>> {
	try {
		const response = await fetch(path, {
			method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
			signal: AbortSignal.timeout(TIME_LIMIT_MS),
			...(init.body === undefined
				? {}
				: { headers: { 'content-type': 'application/json' }, body: JSON.stringify(init.body) })
		});
		serverVersion.heard(response.headers.get(API_VERSION_HEADER));
		const text = await response.text();
		const value: unknown = text === '' ? undefined : JSON.parse(text);
		if (!response.ok && (response.status === 401 || !serverVersion.differs)) {
			const said = v.safeParse(errorSchema, value);
			const code = said.success ? said.output.code : `http-${response.status}`;
			return { ok: false, failure: { kind: 'refused', status: response.status, code } };
		}
		if (response.ok) return { ok: true, value: v.parse(schema, value), ...version() };
	} catch {
		// Not reached, or not understood.
	}
	return { ok: false, failure: { kind: 'unreachable', ...version() } };
}

function version(): { isOtherVersion?: true } {
	return serverVersion.differs ? { isOtherVersion: true } : {};
}
