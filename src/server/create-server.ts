import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { PausedChannel } from '#domain/channel-pause.ts';
import type { ContactChoice, ContactChoices } from '#domain/contact-choice.ts';
import type { SourceAnswer } from '#domain/contact.ts';
import { searchWords } from '#domain/contact-search.ts';
import type { SmsService } from '#domain/notification-sms.ts';
import type { Replay } from '#domain/replay-calls.ts';
import type { IceSettings } from '#domain/ice-servers.ts';
import type { Settings } from '#domain/settings.ts';
import { createAccounts, type Accounts } from './accounts/accounts.ts';
import { noteActivity } from './accounts/activity.ts';
import { readContactChoices, writeContactChoice } from './accounts/contact-choices.ts';
import { createAuth, type Auth } from './accounts/auth.ts';
import { createSealer, type Sealer } from './accounts/sealed-secret.ts';
import { loadKeys } from './accounts/secret.ts';
import { createSetup, type Setup } from './accounts/setup.ts';
import { createDemo, type Demo } from './create-demo.ts';
import { openDatabase, type Database } from './database/open-database.ts';
import { DEMO_DOMAIN } from './demo-seed/demo-people.ts';
import { isDemoData } from './demo-seed/seed-demo.ts';
import { askDirectories, searchDirectories } from './directory/ask-directories.ts';
import { createOwnDirectory, type OwnDirectory } from './directory/own.ts';
import { DirectorySources } from './directory/sources.ts';
import { SourceSync } from './directory/source-sync.ts';
import type { Env } from './env.ts';
import { createHotlines, type Hotlines } from './hotlines/hotlines.ts';
import { iceSettings } from './ice/ice-settings.ts';
import { Decider } from './intake/decider.ts';
import { FollowUp } from './intake/follow-up.ts';
import { createIntake, type Intake } from './intake/intake.ts';
import { PRODUCT } from './intake/queue-notifications.ts';
import { replayDecisions } from './intake/replay-decisions.ts';
import { createPictures, type Pictures } from './pictures/pictures.ts';
import { createPbxEvents, type PbxEvents } from './pbx/events/pbx-events.ts';
import { ChannelPauses } from './outbox/channel-pauses.ts';
import { OutboxWorker } from './outbox/outbox-worker.ts';
import type { Sender } from './outbox/sender.ts';
import { PushDevices } from './push/push-devices.ts';
import { PushClient } from './push/push-request.ts';
import { RingingPush } from './push/ringing-push.ts';
import { loadVapidKeys } from './push/vapid-keys.ts';
import { ReceiptCallbacks } from './receipts/receipt-callbacks.ts';
import { Receipts } from './receipts/receipts.ts';
import { createSmsSender } from './senders/create-sms-sender.ts';
import { createMailSender } from './senders/mail.ts';
import { createPushSender } from './senders/push.ts';
import { TestMessages } from './senders/test-messages.ts';
import { createSmsTraySender, createTraySender } from './senders/tray.ts';

/** What the routes and the HTTP server work with. */
export interface AnteroomServer {
	readonly version: string;
	readonly log: Logger;
	readonly auth: Auth;
	readonly accounts: Accounts;
	readonly hotlines: Hotlines;
	readonly pictures: Pictures;
	readonly setup: Setup;
	readonly intake: Intake;
	/** Undefined where no secret is shared with a PBX. */
	readonly pbxEvents: PbxEvents | undefined;
	/** Undefined where no provider calls us. */
	readonly receiptCallbacks: ReceiptCallbacks | undefined;
	readonly testMessages: TestMessages;
	/** Devices that are told of calls while the app is closed, and the key by which they know this server. */
	readonly pushDevices: PushDevices;
	readonly pushKey: string;
	/** The channels on which nothing is sent for now, as far as it concerns the account. */
	pausedChannels(account: { id: string; role: string }): Promise<readonly PausedChannel[]>;
	/** By which servers the account's phone gets through firewalls; its credentials end by themselves. */
	iceSettings(accountId: string): IceSettings;
	/** Undefined outside of demo mode: nothing of the demo is served then. */
	readonly demo: Demo | undefined;
	/** Who has this E.164 number: one answer for each data source. */
	lookUp(e164: string): Promise<readonly SourceAnswer[]>;
	/** Who is found by these words: one answer for each data source. */
	searchContacts(query: string): Promise<readonly SourceAnswer[]>;
	/** Whom numbers mean to an account that several contacts have, by E.164. */
	contactChoices(accountId: string): Promise<ContactChoices>;
	/** Remembers whom a number means to an account; undefined forgets it. */
	chooseContact(accountId: string, e164: string, choice: ContactChoice | undefined): Promise<void>;
	/** The contacts that people of this installation keep themselves. */
	readonly addressBook: OwnDirectory;
	/** Where else contacts are looked for, as administrators have configured it. */
	readonly directorySources: DirectorySources;
	/** Which of the account's last calls would be decided differently with settings that are not saved. */
	replay(
		account: { readonly id: string; readonly email: string },
		proposed: Settings
	): Promise<Replay>;
	/** Somebody used the account: gave input to a visible window. */
	noteActivity(accountId: string): Promise<void>;
	/** Finishes what is under way; what waits stays in the database. */
	close(): Promise<void>;
}

/** As many of each source as somebody reads before typing more. */
const MAX_FOUND = 20;

/** The server cannot start for a reason that whoever starts it can mend; the message says how. */
export class StartRefused extends Error {}

/** The composition root: everything that runs beside the pages, started. */
export async function createServer(env: Env, log: Logger): Promise<AnteroomServer> {
	const database = await open(env, log);
	try {
		return await compose(env, log, database);
	} catch (error) {
		await database.close();
		throw error;
	}
}

async function open(env: Env, log: Logger): Promise<Database> {
	try {
		return await openDatabase({
			...env,
			onError: (error) => log.error({ err: error }, 'database connection lost')
		});
	} catch (error) {
		const place = env.databaseUrl === undefined ? env.dataFolder : 'ANTEROOM_DATABASE_URL';
		throw new StartRefused(`The database (${place}) cannot be opened: ${String(error)}`);
	}
}

async function compose(env: Env, log: Logger, database: Database): Promise<AnteroomServer> {
	await refuseMixedData(env, database);
	const now = Date.now;
	const keys = loadKeys(env.secret, env.dataFolder);
	const sealer = createSealer(keys.sealing);
	const accounts = createAccounts(database, sealer, now);
	const hotlines = createHotlines(database);
	const addressBook = createOwnDirectory(database);
	const onError = (doing: string) => (error: unknown) => log.error({ err: error }, doing);
	const sourceParts = { database, sealer, now, onError: onError('contact source failed') };
	const sourceSync = new SourceSync(sourceParts);
	const directorySources = new DirectorySources({
		...sourceParts,
		changed: () => sourceSync.wake()
	});
	const directories = async () => [addressBook, ...(await directorySources.current())];
	const lookUp = async (e164: string) => askDirectories(await directories(), e164);

	const demo = env.demo
		? await createDemo({ database, accounts, hotlines, sealer, log })
		: undefined;
	const receipts = new Receipts({ database, now, onError: onError('receipts failed') });
	const push = await createPush(env, database, sealer);
	const channels = [...senders(env, database, receipts), createPushSender(push)];
	const messageParts = {
		systemAddress: systemAddress(env),
		appUrl: env.origin ?? '',
		sms: env.demo ? DEMO_SMS : env.sms
	};
	const pauses = new ChannelPauses(database);
	const workers = channels.map((sender) => {
		const { channel } = sender;
		return new OutboxWorker({
			...{ database, pauses, sender, now, random: Math.random },
			onError: onError('delivery failed'),
			sent: () => receipts.wake(),
			onPaused: (reason, answer) =>
				log.error(
					{ channel, reason, answer },
					'channel paused: its server refuses this configuration, messages wait'
				),
			onResumed: () => log.info({ channel }, 'channel goes on: its server takes messages again')
		});
	});
	const wakeWorkers = () => workers.forEach((worker) => worker.wake());
	const decider = new Decider({
		database,
		hotlines: hotlines.current,
		lookUp,
		now,
		...messageParts,
		decided: wakeWorkers,
		onError: onError('decision failed')
	});
	const followUp = new FollowUp({ database, lookUp, now, onError: onError('follow-up failed') });
	const intake = createIntake({
		database,
		now,
		received() {
			decider.wake();
			followUp.wake();
		}
	});
	const ringing = new RingingPush({
		...push,
		hotlines: hotlines.current,
		lookUp,
		product: PRODUCT,
		onError: (error) => log.warn({ err: error }, 'push message about a ringing call failed')
	});
	decider.wake();
	followUp.wake();
	receipts.wake();
	sourceSync.wake();
	wakeWorkers();

	return {
		version: version(),
		log,
		auth: createAuth({
			database,
			demo: env.demo,
			secret: keys.sessions,
			origin: env.origin,
			now,
			log: (level, message) => log[level](message)
		}),
		accounts,
		hotlines,
		pictures: createPictures(database),
		setup: createSetup(database, accounts),
		intake,
		pbxEvents:
			env.pbxSecret === undefined
				? undefined
				: createPbxEvents({ database, intake, ringing, secret: env.pbxSecret, now }),
		receiptCallbacks: receiptCallbacks(env, receipts),
		testMessages: new TestMessages({
			...messageParts,
			senders: channels,
			settings: accounts.settings,
			async delivered(channel) {
				await pauses.lift(channel);
				wakeWorkers();
			},
			now
		}),
		pushDevices: push.devices,
		pushKey: push.publicKey,
		pausedChannels: (account) => pauses.shownTo(account),
		iceSettings: (accountId) => iceSettings(env.ice, accountId, now()),
		demo,
		lookUp,
		searchContacts: async (query) =>
			searchDirectories(await directories(), searchWords(query), MAX_FOUND),
		contactChoices: (accountId) => readContactChoices(database.db, accountId),
		chooseContact: (accountId, e164, choice) =>
			writeContactChoice(database, accountId, { e164, choice }, now()),
		addressBook,
		directorySources,
		replay: (account, proposed) =>
			replayDecisions(
				{ db: database.db, hotlines: hotlines.current, lookUp, sms: messageParts.sms },
				account,
				proposed
			),
		noteActivity: (accountId) => noteActivity(database, accountId, now()),
		async close() {
			await demo?.close();
			await decider.close();
			await followUp.close();
			await ringing.close();
			await Promise.all(workers.map((worker) => worker.close()));
			await receipts.close();
			await sourceSync.close();
			await directorySources.close();
			await database.close();
		}
	};
}

/** The demo's passwords are known to everybody: its data and real data do not get into each other's hands. */
async function refuseMixedData(env: Env, database: Database): Promise<void> {
	const isDemo = await isDemoData(database);
	if (isDemo && !env.demo) {
		throw new StartRefused(
			'This data was made by the demo, and its passwords are known to everybody. Choose another place: ANTEROOM_DATA or ANTEROOM_DATABASE_URL.'
		);
	}
	if (isDemo || !env.demo) return;
	const somebody = await database.db.selectFrom('user').select('id').limit(1).executeTakeFirst();
	if (somebody) {
		throw new StartRefused(
			'This data is not the demo’s. Start without --demo (npm run serve), or choose another place: ANTEROOM_DATA.'
		);
	}
}

/** The demo's tray takes any sender. */
const DEMO_SMS: SmsService = { sender: 'Anteroom', anySender: true };

/** The demo sends nothing into the world, whatever the environment says of mail servers. */
function senders(env: Env, database: Database, receipts: Receipts): Sender[] {
	if (env.demo) return [createTraySender(database), createSmsTraySender(database)];
	const sms = createSmsSender(env.sms, {
		mail: env.mail,
		origin: env.origin,
		received: (receipt) => receipts.take(receipt)
	});
	return [...(env.mail ? [createMailSender(env.mail)] : []), ...(sms ? [sms] : [])];
}

/** The demo reaches push services on its own computer only: nothing leaves it. */
async function createPush(env: Env, database: Database, sealer: Sealer) {
	const keys = await loadVapidKeys(database, sealer);
	const reach = { world: !env.demo, loopback: env.demo || env.pushLoopback };
	const isSecure = env.origin?.startsWith('https:') ?? false;
	const subject =
		env.origin !== undefined && isSecure ? env.origin : `mailto:${systemAddress(env)}`;
	return {
		publicKey: keys.publicKey,
		devices: new PushDevices(database, reach),
		client: new PushClient({ keys, subject, reach }),
		now: Date.now
	};
}

function receiptCallbacks({ sms, demo }: Env, receipts: Receipts): ReceiptCallbacks | undefined {
	if (demo || sms?.kind !== 'http') return undefined;
	const { provider, receiptsSecret: secret } = sms;
	const format = sms.api.receipts;
	if (format === undefined || secret === undefined) return undefined;
	return new ReceiptCallbacks({ receipts, provider, format, secret });
}

function systemAddress(env: Env): string {
	if (env.demo) return `anteroom@${DEMO_DOMAIN}`;
	return env.mail?.from ?? `anteroom@${hostname()}`;
}

function version(): string {
	const path = new URL('../../package.json', import.meta.url);
	return String(JSON.parse(readFileSync(path, 'utf8')).version);
}
