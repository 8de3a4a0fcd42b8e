import { expect } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import * as v from 'valibot';
import type { Contact, SourceAnswer } from '#domain/contact.ts';
import {
	listedDirectorySchema,
	trialResultSchema,
	type DirectorySource,
	type DirectoryState,
	type TrialResult
} from '#domain/directory-source.ts';
import { AppClient } from '#world/app-client.ts';
import { startApp, type AppServer } from '#world/app-server.ts';
import { startSmtpSink } from '#world/smtp-sink.ts';

/** Of the administrator. */
export const ADMIN_EMAIL = 'carla@office.example';

/** An app whose administrator configures sources, asked as its pages ask it. */
export interface DirectoryDesk {
	readonly app: AppServer;
	readonly client: AppClient;
	/** Saves a source; a new one where there is none with its id. */
	save(source: DirectorySource, password?: string): Promise<void>;
	/** A command other than `save`; gives the status. */
	command(command: { do: 'remove' | 'restore' | 'sync'; id: string }): Promise<number>;
	test(source: DirectorySource, password?: string): Promise<TrialResult>;
	state(id: string): Promise<DirectoryState>;
	/** What one source says of a number. */
	find(source: string, number: string): Promise<SourceAnswer | undefined>;
	/** The names that one source finds for words. */
	search(source: string, words: string): Promise<string[]>;
	/** The subject of the mail about a missed call from this number. */
	missedCallMail(e164: string): Promise<string | undefined>;
	stop(): Promise<void>;
}

/** Names in an answer, the certain matches alone; a failure is no answer. */
export function certainNames(answer: SourceAnswer | undefined): string[] {
	if (answer?.status !== 'found') return [];
	return answer.matches.filter(({ certain }) => certain).map(({ contact }) => contact.name);
}

export async function startDirectoryDesk(): Promise<DirectoryDesk> {
	const sink = await startSmtpSink();
	const mail = { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(sink.port), SMTP_TLS: 'none' };
	const app = await startApp({ env: { ...mail, ANTEROOM_MAIL_FROM: 'anteroom@office.example' } });
	const client = new AppClient(app);
	await client.setUp(ADMIN_EMAIL);
	const ask = async (path: string, body?: unknown): Promise<unknown> => {
		const response = await client.request(path, body);
		expect(response.status, path).toBe(200);
		return response.json();
	};
	const listed = async () => {
		const answer = await ask('/api/directories');
		return v.parse(v.object({ sources: v.array(listedDirectorySchema) }), answer).sources;
	};
	const answersTo = async (query: string) =>
		((await ask(`/api/contacts?${query}`)) as { answers: SourceAnswer[] }).answers;
	return {
		...{ app, client },
		async save(source, password) {
			const base = (await listed()).find((each) => each.source.id === source.id)?.source ?? null;
			await ask('/api/directories', { do: 'save', source, base, password });
		},
		command: async (command) => (await client.request('/api/directories', command)).status,
		test: async (source, password) =>
			v.parse(trialResultSchema, await ask('/api/directory-trials', { source, password })),
		async state(id) {
			const found = (await listed()).find(({ source }) => source.id === id);
			if (!found) throw new Error(`no source ${id}`);
			return found.state;
		},
		async find(source, number) {
			const answers = await answersTo(`number=${encodeURIComponent(number)}`);
			return answers.find((answer) => answer.source === source);
		},
		async search(source, words) {
			const answers = await answersTo(`search=${encodeURIComponent(words)}`);
			const answer = answers.find((each) => each.source === source);
			expect(answer?.status).not.toBe('failed');
			return answer?.status === 'found' ? answer.matches.map(nameOf) : [];
		},
		async missedCallMail(e164) {
			const before = sink.messages.length;
			const startedAt = Date.now() - 10_000;
			const number = { raw: '+493023125100', e164: '+493023125100' };
			const report = {
				...{ version: 1, reportId: randomUUID(), deviceId: randomUUID(), direction: 'incoming' },
				...{ callId: `${randomUUID()}@pbx.example`, startedAt, endedAt: startedAt + 5_000 },
				...{ ringMs: 5_000, outcome: 'missed' },
				caller: { kind: 'number', number: { raw: e164, e164 }, source: 'from' },
				called: { number, source: 'to', header: 'To', divertedFrom: [] }
			};
			await ask('/api/reports', { reports: [report] });
			await expect.poll(() => sink.messages.length, { timeout: 30_000 }).toBe(before + 1);
			return (await PostalMime.parse(sink.messages[before] ?? '')).subject;
		},
		async stop() {
			await app.stop();
			await sink.close();
		}
	};
}

function nameOf({ contact }: { contact: Contact }): string {
	return contact.name;
}

/** How numbers are written in the directories of the tests. */
export const NUMBERING = {
	country: 'DE',
	areaCode: '30',
	mainNumber: '+493023125',
	maxExtensionDigits: 3
};
