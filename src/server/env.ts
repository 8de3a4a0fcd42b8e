import * as v from 'valibot';
import { isEmailAddress } from '#domain/email-address.ts';
import { iceVariables, readIceEnv, type IceEnv } from './ice-env.ts';
import { readSmsEnv, smsVariables, type SmsEnv } from './sms-env.ts';

/** What the process was told at its start, parsed. */
export interface Env {
	readonly demo: boolean;
	readonly host: string;
	readonly port: number;
	/** Where people reach the app, e.g. `https://phone.example`; undefined means: by the address they used. */
	readonly origin?: string;
	readonly dataFolder: string;
	/** `postgres://…`; undefined means the embedded database in the data folder. */
	readonly databaseUrl?: string;
	/** Signs sessions and seals SIP passwords; undefined means: kept in the data folder. */
	readonly secret?: string;
	/** Signs what a PBX reports of calls; undefined means that none may. */
	readonly pbxSecret?: string;
	/** Push services on this machine may be asked, too: for tests. */
	readonly pushLoopback: boolean;
	/** Undefined where no mail server is configured. */
	readonly mail?: MailEnv;
	/** Undefined where no provider of text messages is configured. */
	readonly sms?: SmsEnv;
	/** Undefined where no STUN or TURN server is configured. */
	readonly ice?: IceEnv;
}

export interface MailEnv {
	readonly host: string;
	readonly port: number;
	/** `starttls` refuses to send without it; `tls` is TLS from the first byte. */
	readonly tls: 'none' | 'starttls' | 'tls';
	readonly user?: string;
	readonly password?: string;
	/** The system's own address: sender of notifications, and bounces come back to it. */
	readonly from: string;
}

export type EnvResult =
	| { readonly ok: true; readonly env: Env }
	| { readonly ok: false; readonly problems: readonly string[] };

const LOOPBACK_HOSTS = ['127.0.0.1', '::1', 'localhost'];
const MAIL_PORT = { none: 25, starttls: 587, tls: 465 };

const port = v.pipe(
	v.string(),
	v.regex(/^\d{1,5}$/, 'is no port number'),
	v.transform(Number),
	v.maxValue(65_535, 'is no port number')
);

const variablesSchema = v.object({
	HOST: v.optional(v.string(), '127.0.0.1'),
	PORT: v.optional(port, '8470'),
	ANTEROOM_ORIGIN: v.optional(
		v.pipe(v.string(), v.check(isOrigin, 'is no web origin such as https://phone.example'))
	),
	ANTEROOM_DATA: v.optional(v.string()),
	ANTEROOM_DATABASE_URL: v.optional(
		v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'does not begin with postgres://'))
	),
	ANTEROOM_SECRET: v.optional(
		v.pipe(v.string(), v.minLength(32, 'is too short: at least 32 characters are needed'))
	),
	ANTEROOM_PBX_SECRET: v.optional(
		v.pipe(v.string(), v.minLength(32, 'is too short: at least 32 characters are needed'))
	),
	ANTEROOM_PUSH_LOOPBACK: v.optional(v.picklist(['yes', 'no'], 'is neither yes nor no'), 'no'),
	SMTP_HOST: v.optional(v.string()),
	SMTP_PORT: v.optional(port),
	SMTP_TLS: v.optional(
		v.picklist(['none', 'starttls', 'tls'], 'is none of none, starttls, tls'),
		'starttls'
	),
	SMTP_USER: v.optional(v.string()),
	SMTP_PASSWORD: v.optional(v.string()),
	ANTEROOM_MAIL_FROM: v.optional(
		v.pipe(v.string(), v.check(isEmailAddress, 'is no e-mail address'))
	),
	...smsVariables,
	...iceVariables
});
type Variables = v.InferOutput<typeof variablesSchema>;

/**
 * Reads the environment and the command line. An empty variable counts as not set.
 * Every problem is named at once, each beginning with the name of its variable.
 */
export function readEnv(
	variables: Readonly<Record<string, string | undefined>>,
	args: readonly string[]
): EnvResult {
	const unknown = args.filter((arg) => arg !== '--demo');
	const problems = unknown.map((arg) => `${arg} is not understood; there is only --demo`);
	const demo = args.includes('--demo');
	const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
	const parsed = v.safeParse(variablesSchema, set);
	if (!parsed.success) {
		problems.push(...parsed.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`));
		return { ok: false, problems };
	}
	const { sms, problems: smsProblems } = readSmsEnv(
		parsed.output,
		parsed.output.SMTP_HOST !== undefined
	);
	const { ice, problems: iceProblems } = readIceEnv(parsed.output);
	problems.push(...contradictions(parsed.output, demo), ...smsProblems, ...iceProblems);
	if (problems.length > 0) return { ok: false, problems };
	return { ok: true, env: { ...fromVariables(parsed.output, demo), sms, ice } };
}

function contradictions(variables: Variables, demo: boolean): string[] {
	const problems: string[] = [];
	if (demo && !LOOPBACK_HOSTS.includes(variables.HOST)) {
		problems.push('HOST: the demo has known passwords and listens on 127.0.0.1 only');
	}
	if (demo && variables.ANTEROOM_ORIGIN !== undefined) {
		problems.push('ANTEROOM_ORIGIN: the demo is reached by its own address only');
	}
	if (variables.ANTEROOM_DATABASE_URL !== undefined && variables.ANTEROOM_SECRET === undefined) {
		problems.push(
			'ANTEROOM_SECRET is needed with ANTEROOM_DATABASE_URL: all nodes must share one secret'
		);
	}
	if (variables.SMTP_HOST !== undefined && variables.ANTEROOM_MAIL_FROM === undefined) {
		problems.push('ANTEROOM_MAIL_FROM is needed with SMTP_HOST: the address that mail comes from');
	}
	if (variables.SMTP_USER !== undefined && variables.SMTP_PASSWORD === undefined) {
		problems.push('SMTP_PASSWORD is needed with SMTP_USER');
	}
	return problems;
}

function fromVariables(variables: Variables, demo: boolean): Omit<Env, 'sms' | 'ice'> {
	const { SMTP_HOST, ANTEROOM_MAIL_FROM, SMTP_TLS } = variables;
	return {
		demo,
		host: variables.HOST,
		port: variables.PORT,
		origin: variables.ANTEROOM_ORIGIN,
		// The demo's accounts have known passwords: they must not get among real ones.
		dataFolder: variables.ANTEROOM_DATA ?? (demo ? './data/demo' : './data'),
		databaseUrl: variables.ANTEROOM_DATABASE_URL,
		secret: variables.ANTEROOM_SECRET,
		pbxSecret: variables.ANTEROOM_PBX_SECRET,
		pushLoopback: variables.ANTEROOM_PUSH_LOOPBACK === 'yes',
		mail:
			SMTP_HOST === undefined || ANTEROOM_MAIL_FROM === undefined
				? undefined
				: {
						host: SMTP_HOST,
						port: variables.SMTP_PORT ?? MAIL_PORT[SMTP_TLS],
						tls: SMTP_TLS,
						user: variables.SMTP_USER,
						password: variables.SMTP_PASSWORD,
						from: ANTEROOM_MAIL_FROM
					}
	};
}

function isOrigin(text: string): boolean {
	return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
