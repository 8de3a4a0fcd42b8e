import PostalMime, { type Email } from 'postal-mime';
import type { CallReport } from '#domain/call-report.ts';
import type { Decision } from '#domain/notification-rules.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { writeSettingsOf } from '#server/accounts/settings.ts';
import { openDatabase, type Database } from '#server/database/open-database.ts';
import { createOwnDirectory } from '#server/directory/own.ts';
import { createHotlines } from '#server/hotlines/hotlines.ts';
import { AppClient } from '#world/app-client.ts';
import { startApp, type AppServer } from '#world/app-server.ts';
import { SIP_DOMAIN, startKamailio, type Kamailio, type Subscriber } from '#world/kamailio.ts';
import { freePort } from '#world/free-port.ts';
import type { PeerProcess } from '#world/peer-process.ts';
import { startPostfix, type Postfix } from '#world/postfix.ts';
import { startRtpengine } from '#world/rtpengine.ts';
import { ERIKA, HOTLINES } from './directory.ts';

/** Each test takes a SIP user that nobody had before. */
const DESKS = 120;
const PASSWORD = 'a long password for tests';
/** Longer than a block of SHA-256, which HMAC treats apart (RFC 2104). */
export const PBX_SECRET = 'shared by the PBX and the server, and by nobody else: 0123456789abcdef';
/** The desk phone: baresip. It also answers what forwards calls to 03012345, in place of a bigger PBX. */
export const REAR_OFFICE: Subscriber = {
	...{ user: 'rear-office', password: 'pw-rear-office' },
	// As it stands in the Request-URI.
	number: '*21*03012345%23'
};

/** Somebody who answers the phone: an account with a telephone and a mailbox of its own. */
export interface Desk {
	readonly accountId: string;
	readonly name: string;
	readonly email: string;
	readonly password: string;
	readonly sipUser: string;
	readonly sipPassword: string;
	/** The number that the trunk dials to reach this desk. */
	readonly number: string;
	/** The mails that have arrived for it. */
	mails(): Promise<Email[]>;
	/** Messages of this account that have not left the server. */
	outbox(): Promise<number>;
	/** What the server has of a call: one outcome for each row, so one or none. */
	outcomes(callId: string): Promise<string[]>;
	/** What the server has decided of a call; null until it has. */
	decisions(callId: string): Promise<(Decision | null)[]>;
	/** Where its devices are told of calls by push. */
	pushEndpoints(): Promise<string[]>;
	/** What each device and the PBX reported of a call: their outcomes, in alphabetical order. */
	reported(callId: string): Promise<string[]>;
}

/** The app between real peers: a registrar, a media relay and a mail server. */
export interface Exchange {
	readonly app: AppServer;
	readonly kamailio: Kamailio;
	/** For another Kamailio that carries sound. */
	readonly rtpengineControlPort: number;
	readonly postfix: Postfix;
	/** All that runs, for whoever wants to know what it said. */
	readonly processes: readonly PeerProcess[];
	/** A new account; `settings` changes its defaults, `servers` says where its telephone connects. */
	newDesk(settings?: (defaults: Settings) => Settings, servers?: string): Promise<Desk>;
	stop(): Promise<void>;
}

interface ExchangeOptions {
	/** Calls wait for a phone that is told by push. */
	readonly waitsForPush?: boolean;
}

/** Starts everything, on loopback only. */
export async function startExchange(options: ExchangeOptions = {}): Promise<Exchange> {
	const started: (() => Promise<void>)[] = [];
	const stop = async () => {
		for (const end of started.reverse()) await end();
	};
	try {
		return await start(options, started, stop);
	} catch (error) {
		await stop();
		throw error;
	}
}

async function start(
	{ waitsForPush = false }: ExchangeOptions,
	started: (() => Promise<void>)[],
	stop: () => Promise<void>
): Promise<Exchange> {
	const subscribers = Array.from({ length: DESKS }, (_, index) => ({
		user: `desk-${index}`,
		password: `pw-desk-${index}`,
		number: `+493023125${500 + index}`
	}));
	const postfixStarting = startPostfix();
	const rtpengine = await startRtpengine();
	started.push(() => rtpengine.process.stop());
	const postfix = await postfixStarting;
	started.push(() => postfix.stop());
	const app = await startApp({
		env: {
			...{ SMTP_HOST: '127.0.0.1', SMTP_PORT: String(postfix.port), SMTP_TLS: 'none' },
			ANTEROOM_MAIL_FROM: 'anteroom@office.example',
			ANTEROOM_PBX_SECRET: PBX_SECRET,
			ANTEROOM_PUSH_LOOPBACK: 'yes'
		}
	});
	started.push(() => app.stop());
	const kamailio = await startKamailio({
		subscribers: [...subscribers, REAR_OFFICE],
		rtpengineControlPort: rtpengine.controlPort,
		trunkPort: await freePort(),
		events: { url: `${app.url}/api/pbx-events`, secret: PBX_SECRET },
		waitsForPush
	});
	started.push(() => kamailio.stop());
	// Hotlines and contacts have no API yet: they are written beside the running app, as a second node would.
	const database = await openDatabase({ dataFolder: app.dataFolder });
	started.push(() => database.close());
	await createHotlines(database).add(HOTLINES);
	await createOwnDirectory(database).save(ERIKA);
	const admin = new AppClient(app);
	await admin.setUp('carla@office.example');
	let desks = 0;
	return {
		...{ app, kamailio, postfix, stop },
		rtpengineControlPort: rtpengine.controlPort,
		processes: [kamailio.process, rtpengine.process, postfix.process],
		async newDesk(change = (settings) => settings, servers = kamailio.webSocket) {
			const subscriber = subscribers[desks++];
			if (!subscriber) throw new Error('all desks are taken: raise DESKS');
			return makeDesk({ admin, database, servers, postfix }, subscriber, change);
		}
	};
}

async function makeDesk(
	parts: { admin: AppClient; database: Database; servers: string; postfix: Postfix },
	subscriber: Required<Subscriber>,
	change: (settings: Settings) => Settings
): Promise<Desk> {
	const { admin, database, servers, postfix } = parts;
	const { user } = subscriber;
	const person = { name: `Nora ${user}`, email: `${user}@office.example`, password: PASSWORD };
	const response = await admin.request('/api/accounts', {
		...person,
		role: 'user',
		sip: {
			...{ server: servers, user, domain: SIP_DOMAIN, authorizationUser: user },
			...{ password: subscriber.password, displayName: person.name }
		}
	});
	if (response.status !== 201) throw new Error(`no account: ${await response.text()}`);
	const { id: accountId } = (await response.json()) as { id: string };
	const settings = defaultSettings(person.email, {
		locale: 'en',
		timeZone: 'Europe/Berlin',
		country: 'DE'
	});
	const numbering = { ...settings.numbering, areaCode: '30', maxExtensionDigits: 3 };
	await writeSettingsOf(database.db, accountId, change({ ...settings, numbering }), Date.now());
	return {
		...person,
		...{ accountId, sipUser: user, number: subscriber.number },
		sipPassword: subscriber.password,
		async mails() {
			const delivered = await postfix.delivered();
			const own = delivered.filter((source) => source.includes(`Delivered-To: ${person.email}\n`));
			return Promise.all(own.map((source) => PostalMime.parse(source)));
		},
		async outbox() {
			const rows = await database.db
				.selectFrom('outbox')
				.select('id')
				.where('account_id', '=', accountId)
				.where('state', '!=', 'sent')
				.execute();
			return rows.length;
		},
		async outcomes(callId) {
			const rows = await database.db
				.selectFrom('call')
				.select('outcome')
				.where('account_id', '=', accountId)
				.where('call_id', '=', callId)
				.execute();
			return rows.map(({ outcome }) => outcome);
		},
		async decisions(callId) {
			const rows = await database.db
				.selectFrom('call')
				.select('decision')
				.where('account_id', '=', accountId)
				.where('call_id', '=', callId)
				.execute();
			return rows.map(({ decision }) =>
				decision === null ? null : (JSON.parse(decision) as Decision)
			);
		},
		async pushEndpoints() {
			const rows = await database.db
				.selectFrom('push_device')
				.select('endpoint')
				.where('account_id', '=', accountId)
				.execute();
			return rows.map(({ endpoint }) => endpoint);
		},
		async reported(callId) {
			const rows = await database.db
				.selectFrom('call_report')
				.select('data')
				.where('account_id', '=', accountId)
				.where('call_id', '=', callId)
				.execute();
			return rows.map(({ data }) => (JSON.parse(data) as CallReport).outcome).sort();
		}
	};
}
