import { betterAuth } from 'better-auth';
import { admin } from 'better-auth/plugins';
import type { Database } from '#server/database/open-database.ts';
import { noteActivity } from './activity.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from '#domain/new-account.ts';

const DAY_S = 86_400;
/** A phone must not sign out over a holiday; the session is renewed daily while in use. */
const SESSION_DAYS = 30;
/**
 * Sign-ins of one address, with no pause of this length between them. A whole office can stand behind one
 * address and begin its day together; guessing is held to a few passwords a second.
 */
const SIGN_IN_WINDOW_S = 10;
const SIGN_INS = 20;
/** The demo listens on loopback only and prints its passwords: the limit is there to be seen, not to guard. */
const DEMO_SIGN_INS = 300;

/** The header in which the HTTP server itself puts the client's address, after removing a client's own. */
export const CLIENT_ADDRESS_HEADER = 'x-anteroom-client';

/** What better-auth offers more (sign-up, impersonation, …) is not reachable. */
const REACHABLE = new Set([
	'/api/auth/sign-in/email',
	'/api/auth/sign-out',
	'/api/auth/get-session',
	'/api/auth/change-password'
]);

/** Who is signed in. */
export interface SignedIn {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly role: 'admin' | 'user';
}

export interface Auth {
	/** Answers a request under /api/auth/. */
	handle(request: Request): Promise<Response>;
	/** The account behind the session cookie, and the cookies that renew it; undefined where there is none. */
	signedIn(headers: Headers): Promise<
		| {
				readonly account: SignedIn;
				/** Of the sign-in itself: what is bound to it ends with it. */
				readonly sessionId: string;
				readonly renewed: readonly string[];
		  }
		| undefined
	>;
}

export interface AuthOptions {
	readonly database: Database;
	readonly demo: boolean;
	/** Signs the session cookies. */
	readonly secret: string;
	/** The configured origin; undefined where each request's own is right. */
	readonly origin?: string;
	readonly now: () => number;
	readonly log: (level: 'info' | 'warn' | 'error' | 'debug', message: string) => void;
}

/** Sign-in by e-mail and password; accounts are made by the setup and by administrators only. */
export function createAuth({ database, demo, secret, origin, now, log }: AuthOptions): Auth {
	const auth = betterAuth({
		appName: 'Anteroom',
		basePath: '/api/auth',
		baseURL: origin ?? 'http://localhost',
		// Without a configured origin the request's own is trusted; hooks.server.ts has compared it with `Origin`.
		trustedOrigins: (request) => (request && !origin ? [new URL(request.url).origin] : []),
		secret,
		database: { db: database.db, type: database.engine },
		telemetry: { enabled: false },
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: PASSWORD_MIN,
			maxPasswordLength: PASSWORD_MAX
		},
		session: { expiresIn: SESSION_DAYS * DAY_S, updateAge: DAY_S },
		rateLimit: {
			enabled: true,
			storage: 'database',
			customRules: {
				'/sign-in/email': { window: SIGN_IN_WINDOW_S, max: demo ? DEMO_SIGN_INS : SIGN_INS }
			}
		},
		advanced: {
			useSecureCookies: origin?.startsWith('https:') ?? false,
			defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
			ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] }
		},
		databaseHooks: {
			session: { create: { after: ({ userId }) => noteActivity(database, userId, now()) } }
		},
		logger: { level: 'warn', log: (level, message) => log(level, message) },
		plugins: [admin()]
	});

	return {
		async handle(request) {
			if (!REACHABLE.has(new URL(request.url).pathname)) {
				return Response.json({ code: 'not-found' }, { status: 404 });
			}
			return auth.handler(request);
		},
		async signedIn(headers) {
			const { response, headers: answer } = await auth.api.getSession({
				headers,
				returnHeaders: true
			});
			if (!response) return undefined;
			const { id, name, email, role } = response.user;
			return {
				account: { id, name, email, role: role === 'admin' ? 'admin' : 'user' },
				sessionId: response.session.id,
				renewed: answer.getSetCookie()
			};
		}
	};
}
