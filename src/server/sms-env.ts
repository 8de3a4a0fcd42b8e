import * as v from 'valibot';
import { isSmsSender } from '#domain/sms-sender.ts';
import { httpSmsApiSchema, type HttpSmsApi } from './senders/sms-http-api.ts';
import { SMS_PROVIDERS } from './senders/sms-providers.ts';
import type { SmppEnv } from './senders/sms-smpp.ts';

/** How the installation sends text messages. */
export type SmsEnv = {
	/** Own sender id; empty means the provider's default. */
	readonly sender: string;
	/** Takes a caller's number as sender. */
	readonly anySender: boolean;
} & (
	| {
			readonly kind: 'http';
			/** What SMS_PROVIDER says. */
			readonly provider: string;
			readonly api: HttpSmsApi;
			readonly account: string;
			readonly secret: string;
			/** In the address of the provider's callbacks; undefined: none are taken. */
			readonly receiptsSecret?: string;
	  }
	| { readonly kind: 'smpp'; readonly centre: SmppEnv }
	/** `{to}` in the gateway's address stands for the digits of the number. */
	| { readonly kind: 'email'; readonly gateway: string }
);

const PRESETS = ['twilio', 'vonage', 'sipgate', 'seven', 'bird', 'sinch'] as const;
const PROVIDERS = [...PRESETS, 'http', 'smpp', 'email'] as const;
const SMPP_PORT = { 'smpp:': 2775, 'smpps:': 3550 };

/** The variables of text messages, as `env.ts` reads them with all others. */
export const smsVariables = {
	SMS_PROVIDER: v.optional(v.picklist(PROVIDERS, `is none of ${PROVIDERS.join(', ')}`)),
	SMS_ACCOUNT: v.optional(v.string(), ''),
	SMS_SECRET: v.optional(v.string(), ''),
	SMS_RECEIPTS_SECRET: v.optional(
		v.pipe(
			v.string(),
			v.regex(/^[\w-]{32,200}$/, 'is not made of 32 or more letters, digits, _ and -')
		)
	),
	SMS_SENDER: v.optional(
		v.pipe(
			v.string(),
			v.check(isSmsSender, 'is neither a number of 3 to 15 digits nor a name of 1 to 11 characters')
		)
	),
	SMS_ANY_SENDER: v.optional(v.picklist(['yes', 'no'], 'is neither yes nor no')),
	SMS_URL: v.optional(
		v.pipe(
			v.string(),
			v.check((text) => URL.canParse(text), 'is no URL')
		)
	),
	/** JSON as `httpSmsApiSchema` has it, without the URL. */
	SMS_HTTP: v.optional(v.pipe(v.string(), v.parseJson(undefined, 'is no JSON'))),
	SMS_EMAIL: v.optional(
		v.pipe(
			v.string(),
			v.regex(/^[^\s@]*\{to\}[^\s@]*@[^\s@]+$/, 'is not like {to}@gateway.example')
		)
	)
};
type Variables = v.InferOutput<v.ObjectSchema<typeof smsVariables, undefined>>;

/** What the variables say; problems each begin with the name of their variable. Neither where no provider is set. */
export function readSmsEnv(
	variables: Variables,
	hasMail: boolean
): { readonly sms?: SmsEnv; readonly problems: readonly string[] } {
	const { SMS_PROVIDER: provider, SMS_ANY_SENDER } = variables;
	if (provider === undefined) return { problems: [] };
	const sender = variables.SMS_SENDER ?? '';
	const own = { sender, anySender: SMS_ANY_SENDER === 'yes' };
	switch (provider) {
		case 'email':
			return email(variables, own, hasMail);
		case 'smpp':
			return messageCentre(variables, own);
		case 'http':
			return ownApi(variables, own);
		default: {
			const { api, anySender, needsSender } = SMS_PROVIDERS[provider];
			if (needsSender && sender === '') {
				return { problems: ['SMS_SENDER is needed with this SMS_PROVIDER'] };
			}
			return http(variables, {
				provider,
				api: { ...api, url: variables.SMS_URL ?? api.url },
				sender,
				anySender: SMS_ANY_SENDER === undefined ? anySender : own.anySender
			});
		}
	}
}

type Own = Pick<SmsEnv, 'sender' | 'anySender'>;

function email({ SMS_EMAIL: gateway }: Variables, own: Own, hasMail: boolean) {
	if (gateway === undefined) {
		return { problems: ['SMS_EMAIL is needed with SMS_PROVIDER=email: the gateway’s address'] };
	}
	if (!hasMail) return { problems: ['SMTP_HOST is needed with SMS_PROVIDER=email'] };
	// The gateway knows its customers by their mail address: a sender of ours is not asked for.
	return { sms: { kind: 'email', gateway, ...own, anySender: false } as const, problems: [] };
}

function messageCentre({ SMS_URL, SMS_ACCOUNT, SMS_SECRET }: Variables, own: Own) {
	const url = SMS_URL === undefined ? undefined : new URL(SMS_URL);
	const protocol = url?.protocol;
	if (!url?.hostname || (protocol !== 'smpp:' && protocol !== 'smpps:')) {
		return { problems: ['SMS_URL is needed with SMS_PROVIDER=smpp: smpp://host or smpps://host'] };
	}
	const centre = {
		host: url.hostname,
		port: url.port === '' ? SMPP_PORT[protocol] : Number(url.port),
		tls: protocol === 'smpps:',
		systemId: SMS_ACCOUNT,
		password: SMS_SECRET
	};
	return { sms: { kind: 'smpp', centre, ...own } as const, problems: [] };
}

function ownApi(variables: Variables, own: Own) {
	const { SMS_URL: url, SMS_HTTP: described } = variables;
	if (url === undefined || typeof described !== 'object' || described === null) {
		return { problems: ['SMS_URL and SMS_HTTP are needed with SMS_PROVIDER=http'] };
	}
	const api = v.safeParse(httpSmsApiSchema, { ...described, url });
	if (!api.success) {
		return {
			problems: api.issues.map((issue) => `SMS_HTTP: ${v.getDotPath(issue)}: ${issue.message}`)
		};
	}
	return http(variables, { provider: 'http', api: api.output, ...own });
}

function http(
	{ SMS_ACCOUNT: account, SMS_SECRET: secret, SMS_RECEIPTS_SECRET: receiptsSecret }: Variables,
	chosen: Own & { readonly provider: string; readonly api: HttpSmsApi }
) {
	const { kind } = chosen.api.auth;
	const isAccountNeeded = kind === 'basic' || chosen.api.url.includes('{account}');
	const problems = [
		...(isAccountNeeded && account === '' ? ['SMS_ACCOUNT is needed with this SMS_PROVIDER'] : []),
		...(kind !== 'none' && secret === '' ? ['SMS_SECRET is needed with this SMS_PROVIDER'] : []),
		...(receiptsSecret !== undefined && !chosen.api.receipts
			? ['SMS_RECEIPTS_SECRET: this SMS_PROVIDER tells nothing of what becomes of messages']
			: [])
	];
	if (problems.length > 0) return { problems };
	return {
		sms: {
			kind: 'http',
			account,
			secret,
			...(receiptsSecret && { receiptsSecret }),
			...chosen
		} as const,
		problems
	};
}
