import { expect, type Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { callChangesSchema, type CallStatus } from '#domain/journal-entry.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { writeSettingsOf } from '#server/accounts/settings.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { AppClient, PASSWORD } from '#world/app-client.ts';
import { startApp, type AppServer } from '#world/app-server.ts';

const EMAIL = 'carla@office.example';
const RECIPIENT = '+491713920099';
const CALLER = '+493023125010';
/** Longer than the first pause before another attempt, with its share of chance. */
const RETRIED = { timeout: 60_000, intervals: [50] };

type Message = CallStatus['messages'][number];

/** An app that sends text messages, and the one account that gets them. */
export interface SmsDesk {
	readonly app: AppServer;
	readonly client: AppClient;
	/** Text messages to the recipient, decided about at once, no mail; `template` is the account's own. */
	settings(sms?: Partial<Settings['sms']>, template?: string): Promise<void>;
	/** A device reports a missed call; gives its Call-ID. */
	missedCall(caller?: object): Promise<string>;
	/** What the server says of the message about a call, to a device that knows all up to `since`. */
	messageOf(callId: string, since?: number): Promise<Message | undefined>;
	/** Waits until the message about a call has left. */
	sent(callId: string): Promise<void>;
	/** Opens the account's journal in a browser. */
	signIn(page: Page): Promise<void>;
	/** The newest change that a device can know now. */
	lastChange(): Promise<number>;
	stop(): Promise<void>;
}

/** A caller by this name, from a number that is not withheld. */
export function callerNamed(displayName: string): object {
	return { kind: 'number', number: { raw: CALLER, e164: CALLER }, displayName, source: 'from' };
}

/** Starts the app with these variables of text messages. */
export async function startSmsDesk(env: Readonly<Record<string, string>>): Promise<SmsDesk> {
	const app = await startApp({ env });
	const client = new AppClient(app);
	await client.setUp(EMAIL);
	const database = await openDatabase({ dataFolder: app.dataFolder });
	const { id } = await database.db
		.selectFrom('user')
		.select('id')
		.where('email', '=', EMAIL)
		.executeTakeFirstOrThrow();
	const changes = async (since: number) => {
		const response = await client.request(`/api/calls?changed-since=${since}`);
		return v.parse(callChangesSchema, await response.json()).changes;
	};
	const messageOf = async (callId: string, since = 0) =>
		(await changes(since)).find(({ status }) => status.callId === callId)?.status.messages[0];
	return {
		...{ app, client, messageOf },
		async settings(sms = {}, template = '') {
			const region = { locale: 'en', timeZone: 'Europe/Berlin', country: 'DE' } as const;
			const defaults = defaultSettings(EMAIL, region);
			const changed: Settings = {
				...defaults,
				unanswered: { ...defaults.unanswered, graceMs: 0 },
				email: { ...defaults.email, enabled: false },
				sms: { ...defaults.sms, enabled: true, number: RECIPIENT, ...sms },
				templates: { ...defaults.templates, en: { ...defaults.templates.en, sms: template } }
			};
			await writeSettingsOf(database.db, id, changed, Date.now());
		},
		async missedCall(caller = callerNamed('Jörg Müßig')) {
			const startedAt = Date.now();
			const callId = `${randomUUID()}@pbx.example`;
			const number = { raw: '+493023125205', e164: '+493023125205' };
			const report = {
				...{ version: 1, reportId: randomUUID(), deviceId: randomUUID(), direction: 'incoming' },
				...{ callId, startedAt, endedAt: startedAt + 5_000, ringMs: 5_000, outcome: 'missed' },
				...{ caller, called: { number, source: 'to', header: 'To', divertedFrom: [] } }
			};
			const response = await client.request('/api/reports', { reports: [report] });
			expect(response.status).toBe(200);
			return callId;
		},
		async sent(callId) {
			await expect.poll(async () => (await messageOf(callId))?.state, RETRIED).toBe('sent');
		},
		async signIn(page) {
			await page.goto(`${app.url}/sign-in`);
			await page.getByLabel('E-mail').fill(EMAIL);
			await page.getByLabel('Password').fill(PASSWORD);
			await page.getByRole('button', { name: 'Sign in' }).click();
		},
		lastChange: async () => (await changes(0)).at(-1)?.changedAt ?? 0,
		async stop() {
			await database.close();
			await app.stop();
		}
	};
}
