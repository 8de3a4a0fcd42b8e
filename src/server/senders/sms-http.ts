import { smsSize } from '#domain/sms-segments.ts';
import { cleanText } from '#domain/sip-address.ts';
import type { OutgoingMessage, Sender, SendResult } from '#server/outbox/sender.ts';
import { isRefusedCertificate } from './refused-certificate.ts';
import { receiptKey, type BodyTemplate, type HttpSmsApi } from './sms-http-api.ts';
import { memberAt } from './member-at.ts';
import { readSms } from './sms-message.ts';

const CONNECTIONS = 4;
const MAX_ANSWER = 200;
/** Unauthorized, Payment Required, Forbidden (RFC 9110 §15.5): no message gets in. */
const LOGIN_STATUSES = [401, 402, 403];

interface HttpSmsParts {
	readonly api: HttpSmsApi;
	/** How the installation calls the provider. */
	readonly provider: string;
	readonly account: string;
	readonly secret: string;
	/** Where the provider is to tell what became of a message; undefined: nowhere. */
	readonly receiptsUrl?: string | undefined;
}

/** Sends text messages through a provider's HTTP interface. */
export function createHttpSmsSender(parts: HttpSmsParts): Sender {
	return {
		channel: 'sms',
		concurrency: CONNECTIONS,
		async send(message, signal) {
			try {
				// A redirect would carry the credentials to somebody else.
				const response = await fetch(request(parts, message), { signal, redirect: 'error' });
				return judged(parts, response.status, await response.text());
			} catch (error) {
				return unsent(error);
			}
		},
		close: async () => undefined
	};
}

function request(
	{ api, account, secret, receiptsUrl = '' }: HttpSmsParts,
	message: OutgoingMessage
): Request {
	const { to, from, text } = readSms(message.payload);
	const number = (value: string) => (api.numbers === 'digits' ? value.replace(/^\+/, '') : value);
	const key = message.messageId.replace(/^<|@.*$/g, '');
	const values: Record<string, string> = {
		to: number(to),
		from: number(from),
		text,
		key,
		receipts: receiptsUrl,
		type: smsSize(text).encoding === 'GSM-7' ? 'text' : 'unicode'
	};
	const body = Object.entries(api.body)
		.map(([name, template]) => [name, filled(template, values)] as const)
		.filter(([, value]) => value !== '');
	const headers = new Headers({ accept: 'application/json' });
	authorize(headers, api.auth, account, secret);
	if (api.idempotencyHeader !== undefined) headers.set(api.idempotencyHeader, key);
	const url = new URL(api.url.replaceAll('{account}', encodeURIComponent(account)));
	const init = { method: api.method, headers };
	if (api.encoding === 'json') {
		headers.set('content-type', 'application/json');
		return new Request(url, { ...init, body: JSON.stringify(Object.fromEntries(body)) });
	}
	const fields = new URLSearchParams(body.map(([name, value]) => [name, String(value)]));
	if (api.encoding === 'form') return new Request(url, { ...init, body: fields });
	for (const [name, value] of fields) url.searchParams.set(name, value);
	return new Request(url, init);
}

/** Puts values into the texts of a body: as data, which no value can leave. */
function filled(template: BodyTemplate, values: Readonly<Record<string, string>>): BodyTemplate {
	if (typeof template === 'string') {
		return template.replace(/\{(\w+)\}/g, (written, name: string) => values[name] ?? written);
	}
	if (Array.isArray(template)) return template.map((member) => filled(member, values));
	return Object.fromEntries(
		Object.entries(template).map(([name, member]) => [name, filled(member, values)])
	);
}

function authorize(
	headers: Headers,
	auth: HttpSmsApi['auth'],
	account: string,
	secret: string
): void {
	switch (auth.kind) {
		case 'none':
			return;
		case 'basic':
			headers.set(
				'authorization',
				`Basic ${Buffer.from(`${account}:${secret}`).toString('base64')}`
			);
			return;
		case 'bearer':
			headers.set('authorization', `Bearer ${secret}`);
			return;
		case 'header':
			headers.set(auth.name, auth.prefix + secret);
	}
}

/**
 * Permanent is what is wrong with the message itself. Bad credentials and an empty account are for an
 * administrator to mend: the message waits.
 */
function judged({ api, provider }: HttpSmsParts, status: number, body: string): SendResult {
	const said = cleanText(`${status} ${body}`, MAX_ANSWER);
	if (status < 200 || status > 299) {
		const isTemporary = status >= 500 || api.retryStatuses.includes(status);
		const isLogin = isTemporary && LOGIN_STATUSES.includes(status);
		return {
			ok: false,
			permanent: !isTemporary,
			...(isLogin && { misconfigured: 'login' }),
			error: said
		};
	}
	const answer = parsed(body);
	// Some answer with the bare code where they could say more.
	const isObject = typeof answer === 'object';
	const code = api.code && String(isObject ? memberAt(answer, api.code.path) : answer);
	if (api.code && code !== undefined && !api.code.accepted.includes(code)) {
		return {
			ok: false,
			permanent: api.code.permanent.includes(code),
			...(api.code.login.includes(code) && { misconfigured: 'login' }),
			error: said
		};
	}
	const id = api.idPath === '' ? undefined : memberAt(answer, api.idPath);
	if (id === undefined) return { ok: true, response: said };
	return {
		ok: true,
		response: cleanText(`${status} ${id}`, MAX_ANSWER),
		...(api.receipts && { receiptKey: receiptKey(provider, String(id)) })
	};
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}

/** `fetch` says only that it failed; the reason is its cause. */
function unsent(error: unknown): SendResult {
	if (!(error instanceof Error)) return { ok: false, permanent: false, error: String(error) };
	const { message, cause } = error;
	if (!(cause instanceof Error)) return { ok: false, permanent: false, error: message };
	const isCertificate = 'code' in cause && isRefusedCertificate(cause.code);
	return {
		ok: false,
		permanent: false,
		...(isCertificate && { misconfigured: 'certificate' }),
		error: `${message}: ${cause.message}`
	};
}
