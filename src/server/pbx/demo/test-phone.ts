import {
	Inviter,
	Registerer,
	UserAgent,
	type Invitation,
	type SessionDescriptionHandler,
	type Session,
	type URI
} from 'sip.js';
import { Arrivals } from './test-arrivals.ts';
import { passwordOf, TEST_DOMAIN, type TestPbx } from './test-pbx.ts';

/** No media: the PBX never sees any. */
class NoMedia implements SessionDescriptionHandler {
	close(): void {}
	getDescription() {
		return Promise.resolve({ body: 'v=0\r\ns=-\r\n', contentType: 'application/sdp' });
	}
	hasDescription(contentType: string): boolean {
		return contentType === 'application/sdp';
	}
	rollbackDescription(): Promise<void> {
		return Promise.resolve();
	}
	setDescription(): Promise<void> {
		return Promise.resolve();
	}
	sendDtmf(): boolean {
		return false;
	}
}

/** A call that rings at a phone. */
interface Ringing {
	readonly invitation: Invitation;
	header(name: string): string | undefined;
	/** Reason values of the CANCEL that ends it. */
	readonly cancelled: Promise<string[]>;
	/** An ACK for each answer; sip.js refuses a re-INVITE (500) until it has dealt with it. */
	readonly acks: Arrivals<unknown>;
	readonly ended: Promise<void>;
}

/** A call that a phone makes. */
interface Calling {
	readonly inviter: Inviter;
	/** 180 and its like, but not 100. */
	readonly progress: Arrivals<number>;
	readonly answer: Promise<number>;
	readonly established: Promise<void>;
	readonly ended: Promise<void>;
}

interface PhoneOptions {
	readonly password?: string;
}

/** A real sip.js user agent over a real WebSocket. */
export class TestPhone {
	readonly rings = new Arrivals<Ringing>();
	readonly agent: UserAgent;
	readonly #registerer: Registerer;

	private constructor(
		{ url }: TestPbx,
		user: string,
		{ password = passwordOf(user) }: PhoneOptions
	) {
		this.agent = new UserAgent({
			uri: address(user),
			authorizationUsername: user,
			authorizationPassword: password,
			transportOptions: { server: url },
			sessionDescriptionHandlerFactory: () => new NoMedia(),
			logBuiltinEnabled: false,
			gracefulShutdown: false,
			reconnectionAttempts: 0,
			delegate: { onInvite: (invitation) => this.#onInvite(invitation) }
		});
		this.#registerer = new Registerer(this.agent, { expires: 300 });
	}

	static async connect(pbx: TestPbx, user: string, options: PhoneOptions = {}): Promise<TestPhone> {
		const phone = new TestPhone(pbx, user, options);
		await phone.agent.start();
		return phone;
	}

	static async registered(pbx: TestPbx, user: string): Promise<TestPhone> {
		const phone = await TestPhone.connect(pbx, user);
		const status = await phone.register();
		if (status !== 200) throw new Error(`${user} was refused with ${status}`);
		return phone;
	}

	/** The final status of a REGISTER. */
	register(): Promise<number> {
		return new Promise((resolve, reject) => {
			this.#registerer
				.register({ requestDelegate: statusTo(resolve) })
				.catch((error: unknown) => reject(error));
		});
	}

	unregister(): Promise<number> {
		return new Promise((resolve, reject) => {
			this.#registerer
				.unregister({ requestDelegate: statusTo(resolve) })
				.catch((error: unknown) => reject(error));
		});
	}

	call(target: string, options: { extraHeaders?: string[]; from?: string } = {}): Calling {
		const { extraHeaders = [], from } = options;
		const params = from === undefined ? {} : { fromUri: address(from) };
		const inviter = new Inviter(this.agent, address(target), { extraHeaders, params });
		const progress = new Arrivals<number>();
		const states = watch(inviter);
		const answer = new Promise<number>((resolve, reject) => {
			inviter
				.invite({
					requestDelegate: {
						onProgress: ({ message }) => progress.add(message.statusCode ?? 0),
						...statusTo(resolve)
					}
				})
				.catch((error: unknown) => reject(error));
		});
		return { inviter, progress, answer, ...states };
	}

	/** The connection goes away; the user agent stays. */
	async stop(): Promise<void> {
		this.agent.delegate = {};
		await this.agent.stop();
	}

	#onInvite(invitation: Invitation): void {
		const acks = new Arrivals<unknown>();
		const cancelled = new Promise<string[]>((resolve) => {
			invitation.delegate = {
				onAck: (ack) => acks.add(ack),
				onCancel: ({ request }) => resolve(request.getHeaders('Reason'))
			};
		});
		const header = (name: string) => invitation.request.getHeader(name);
		this.rings.add({ invitation, header, cancelled, acks, ended: watch(invitation).ended });
	}
}

export function address(user: string): URI {
	const uri = UserAgent.makeURI(`sip:${user}@${TEST_DOMAIN}`);
	if (!uri) throw new Error(`no address: ${user}`);
	return uri;
}

/** When a session gets and leaves its dialog. */
function watch(session: Session): { established: Promise<void>; ended: Promise<void> } {
	const reach = (wanted: string) =>
		new Promise<void>((resolve) => {
			session.stateChange.addListener((state) => {
				if (state === wanted) resolve();
			});
		});
	return { established: reach('Established'), ended: reach('Terminated') };
}

function statusTo(resolve: (status: number) => void) {
	const note = ({ message }: { message: { statusCode?: number } }) =>
		resolve(message.statusCode ?? 0);
	return { onAccept: note, onReject: note };
}
