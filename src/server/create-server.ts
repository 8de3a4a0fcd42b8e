import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { SourceAnswer } from '#domain/contact.ts';
import type { SmsService } from '#domain/notification-sms.ts';
import { createAccounts, type Accounts } from './accounts/accounts.ts';
import { noteActivity } from './accounts/activity.ts';
import { createAuth, type Auth } from './accounts/auth.ts';
import { createSealer } from './accounts/sealed-secret.ts';
import { loadKeys } from './accounts/secret.ts';
import { createSetup, type Setup } from './accounts/setup.ts';
import { createDemo, type Demo } from './create-demo.ts';
import { openDatabase, type Database } from './database/open-database.ts';
import { DEMO_DOMAIN } from './demo-seed/demo-people.ts';
import { isDemoData } from './demo-seed/seed-demo.ts';
import { askDirectories } from './directory/ask-directories.ts';
import { createOwnDirectory } from './directory/own.ts';
import type { Env } from './env.ts';
import { createHotlines, type Hotlines } from './hotlines/hotlines.ts';
import { Decider } from './intake/decider.ts';
import { FollowUp } from './intake/follow-up.ts';
import { createIntake, type Intake } from './intake/intake.ts';
import { createPictures, type Pictures } from './pictures/pictures.ts';
import { createPbxEvents, type PbxEvents } from './pbx/events/pbx-events.ts';
import { OutboxWorker } from './outbox/outbox-worker.ts';
import type { Sender } from './outbox/sender.ts';
import { createSmsSender } from './senders/create-sms-sender.ts';
import { createMailSender } from './senders/mail.ts';
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
	readonly testMessages: TestMessages;
	/** Undefined outside of demo mode: nothing of the demo is served then. */
	readonly demo: Demo | undefined;
	/** Who has this E.164 number: one answer for each data source. */
	lookUp(e164: string): Promise<readonly SourceAnswer[]>;
	/** Somebody used the account: gave input to a visible window. */
	noteActivity(accountId: string): Promise<void>;
	/** Finishes what is under way; what waits stays in the database. */
	close(): Promise<void>;
}

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
	const directories = [createOwnDirectory(database)];
	const lookUp = (e164: string) => askDirectories(directories, e164);
	const onError = (doing: string) => (error: unknown) => log.error({ err: error }, doing);

	const demo = env.demo
		? await createDemo({ database, accounts, hotlines, sealer, log })
		: undefined;
	const channels = senders(env, database);
	const messageParts = {
		systemAddress: systemAddress(env),
		appUrl: env.origin ?? '',
		sms: env.demo ? DEMO_SMS : env.sms
	};
	const workers = channels.map(
		(sender) =>
			new OutboxWorker({
				database,
				sender,
				now,
				random: Math.random,
				onError: onError('delivery failed')
			})
	);
	const decider = new Decider({
		database,
		hotlines: hotlines.current,
		lookUp,
		now,
		...messageParts,
		decided: () => workers.forEach((worker) => worker.wake()),
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
	decider.wake();
	followUp.wake();
	for (const worker of workers) worker.wake();

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
				: createPbxEvents({ database, intake, secret: env.pbxSecret, now }),
		testMessages: new TestMessages({
			...messageParts,
			senders: channels,
			settings: accounts.settings,
			now
		}),
		demo,
		lookUp,
		noteActivity: (accountId) => noteActivity(database, accountId, now()),
		async close() {
			await demo?.close();
			await decider.close();
			await followUp.close();
			await Promise.all(workers.map((worker) => worker.close()));
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
function senders(env: Env, database: Database): Sender[] {
	if (env.demo) return [createTraySender(database), createSmsTraySender(database)];
	const sms = createSmsSender(env.sms, env.mail);
	return [...(env.mail ? [createMailSender(env.mail)] : []), ...(sms ? [sms] : [])];
}

function systemAddress(env: Env): string {
	if (env.demo) return `anteroom@${DEMO_DOMAIN}`;
	return env.mail?.from ?? `anteroom@${hostname()}`;
}

function version(): string {
	const path = new URL('../../package.json', import.meta.url);
	return String(JSON.parse(readFileSync(path, 'utf8')).version);
}
