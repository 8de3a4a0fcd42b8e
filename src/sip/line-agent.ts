import { UserAgent, type Invitation, type Notification } from 'sip.js';
import type { SipAccount } from '#domain/session-info.ts';
import { LineTransport } from './line-transport.ts';
import { MediaAhead } from './media-ahead.ts';
import { quickIceHandlers, type IceParts, type MicrophoneParts } from './quick-ice.ts';
import { withoutTelAddresses } from './tel-addresses.ts';

interface LineAgentParts {
	readonly account: SipAccount;
	readonly microphone: MicrophoneParts;
	/** Undefined where the far side is always reachable directly. */
	readonly ice: IceParts | undefined;
	invited(invitation: Invitation, media: MediaAhead): void;
	/** The PBX tells what nobody has asked for; false where that is not known. */
	notified(notification: Notification): boolean;
	readonly messages: {
		/** Whether or not it gets anywhere. */
		sent(message: string): void;
		came(message: string): void;
	};
	/** A connection that stood is lost. */
	disconnected(): void;
}

/** One user agent and its WebSocket. */
export interface LineAgent {
	readonly agent: UserAgent;
	readonly transport: LineTransport;
	/** What its calls are heard by. */
	readonly media: MediaAhead;
}

const CONNECT_LIMIT_S = 5;
/** Longer than any PBX rings: the PBX decides when nobody answers, not sip.js's own timer. */
const NO_ANSWER_S = 300;

/** A user agent that is not connected yet; undefined where the account's address or the server's is none. */
export function makeLineAgent(server: string, parts: LineAgentParts): LineAgent | undefined {
	const { account, microphone, ice } = parts;
	const uri = UserAgent.makeURI(`sip:${account.user}@${account.domain}`);
	if (!uri || !URL.canParse(server)) return undefined;
	const media = new MediaAhead({
		make: quickIceHandlers(microphone, ice),
		isMicrophoneSure: () => microphone.isSure()
	});
	const agent = new UserAgent({
		uri,
		displayName: account.displayName,
		authorizationUsername: account.authorizationUser,
		authorizationPassword: account.password,
		transportConstructor: LineTransport,
		transportOptions: { server, connectionTimeout: CONNECT_LIMIT_S, traceSip: false },
		sessionDescriptionHandlerFactory: media.factory,
		noAnswerTimeout: NO_ANSWER_S,
		// It would also be said of an INVITE that is refused at once: we say ourselves that it rings.
		sendInitialProvisionalResponse: false,
		// What sip.js would do with it we do ourselves (replaced-session.ts): this only says that it is done.
		sipExtensionExtraSupported: ['replaces'],
		reconnectionAttempts: 0,
		gracefulShutdown: false,
		logBuiltinEnabled: false,
		userAgentString: 'Anteroom',
		delegate: {
			onInvite: (invitation) => {
				try {
					parts.invited(invitation, media);
				} catch (error) {
					reportError(error);
				}
			},
			onNotify: (notification) => {
				if (parts.notified(notification)) void notification.accept();
				else void notification.reject({ statusCode: 489 });
			},
			onDisconnect: (error) => {
				if (error) parts.disconnected();
			}
		}
	});
	const { transport } = agent;
	if (!(transport instanceof LineTransport)) return undefined;
	transport.onSend = (message) => parts.messages.sent(message);
	const { onMessage } = transport;
	transport.onMessage = (message) => {
		parts.messages.came(message);
		try {
			onMessage?.(withoutTelAddresses(message, account.domain));
		} catch {
			// sip.js throws where it stumbles, over a Request-URI of another scheme for one: it is dropped.
		}
	};
	return { agent, transport, media };
}

/** Stops a user agent that is not needed any more; what its socket still says is of no interest. */
export function discard({ agent, transport, media }: LineAgent): void {
	media.dropOffer();
	agent.delegate = {};
	transport.drop();
	void agent.stop().catch(() => {});
}

/** Whether a server takes a WebSocket for SIP within 5 s; a server that hangs does not. */
export async function isOpen(server: string): Promise<boolean> {
	const socket = new WebSocket(server, 'sip');
	const answer = Promise.withResolvers<boolean>();
	const limit = setTimeout(() => answer.resolve(false), CONNECT_LIMIT_S * 1_000);
	socket.addEventListener('open', () => answer.resolve(true));
	socket.addEventListener('close', () => answer.resolve(false));
	const isThere = await answer.promise;
	clearTimeout(limit);
	socket.close();
	return isThere;
}
