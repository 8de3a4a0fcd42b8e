import type { IncomingMessage } from 'node:http';
import type { SignedIn } from '#server/accounts/auth.ts';
import type { AnteroomServer } from '#server/create-server.ts';

declare global {
	namespace App {
		interface Platform {
			/** The custom HTTP server hands the composed server to each request on the request itself. */
			req: IncomingMessage & { anteroom: AnteroomServer };
		}
		interface Locals {
			server: AnteroomServer;
			/** Who is signed in; set on all of /api but its public part. */
			account?: SignedIn;
		}
	}
}
