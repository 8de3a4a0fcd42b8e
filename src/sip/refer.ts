import { URI, type Session } from 'sip.js';
import { sipfragStatus } from '#domain/sipfrag.ts';

/** How a transfer goes on: a status of the new call (RFC 3515 §2.4.5), or a REFER that is not taken at all. */
export type ReferProgress =
	| { readonly kind: 'status'; readonly status: number }
	| { readonly kind: 'refused'; readonly status: number }
	/** The far side has stopped telling, and has not said how it ended. */
	| { readonly kind: 'unknown' };

/** Asks the far side to call `to` in our place (REFER, RFC 3515) and tells what it says of that. */
export function refer(session: Session, to: URI, told: (progress: ReferProgress) => void): void {
	session
		.refer(to, {
			requestDelegate: {
				onReject: ({ message }) => told({ kind: 'refused', status: message.statusCode ?? 500 })
			},
			onNotify: (notification) => {
				void notification.accept();
				const { request } = notification;
				const status = sipfragStatus(request.body);
				if (status !== undefined) told({ kind: 'status', status });
				const isOver = /^\s*terminated/i.test(request.getHeader('Subscription-State') ?? '');
				if (isOver && (status ?? 100) < 200) told({ kind: 'unknown' });
			}
		})
		.catch(() => told({ kind: 'unknown' }));
}

/**
 * Where the far side of `session` is reached by a call that takes our place there (Replaces, RFC 3891): its
 * address of record where that is of our own domain, which the PBX routes like every call; else its contact.
 */
export function replacingUri(session: Session, ownDomain: string): URI | undefined {
	const { dialog, remoteIdentity } = session;
	if (!dialog) return undefined;
	const isOwn = remoteIdentity.uri.host === ownDomain.toLowerCase();
	const { scheme, user, host, port } = isOwn ? remoteIdentity.uri : dialog.remoteTarget;
	const parameters = isOwn ? {} : dialog.remoteTarget.parameters;
	// The tags as that side sees them (RFC 3891 §6.1).
	const replaces = `${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`;
	return new BracketedUri(scheme, user ?? '', host, port, parameters, {
		Replaces: [encodeURIComponent(replaces)]
	});
}

/** In a Refer-To field a URI with parameters or headers stands in brackets (RFC 3261 §20.10). */
class BracketedUri extends URI {
	override toString(): string {
		return `<${super.toString()}>`;
	}
}
