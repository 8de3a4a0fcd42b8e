import type { IncomingMessage } from 'node:http';
import type { Contact } from '#domain/contact.ts';
import type { SignedIn } from '#server/accounts/auth.ts';
import type { AnteroomServer } from '#server/create-server.ts';

declare global {
	namespace App {
		interface Platform {
			/** The custom HTTP server hands the composed server to each request on the request itself. */
			req: IncomingMessage & { anteroom: AnteroomServer };
		}
		interface PageState {
			/** As it was found by a search: not all sources can be asked for a contact by its id. */
			contact?: Contact;
		}
		interface Locals {
			server: AnteroomServer;
			/** Who is signed in; set on all of /api but its public part. */
			account?: SignedIn;
			/** Of that sign-in. */
			sessionId?: string;
		}
	}
}
