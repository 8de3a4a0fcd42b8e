import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { Hotline } from '#domain/hotline.ts';
import { parsePhoneNumber } from '#domain/phone-number.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Sealer } from './accounts/sealed-secret.ts';
import type { Database } from './database/open-database.ts';
import { DEMO_HOTLINES } from './demo-seed/demo-directory.ts';
import {
	DEMO_DOMAIN,
	DEMO_PEOPLE,
	DEMO_SIP_SERVER,
	DEMO_TRUNK_USER,
	type DemoPerson
} from './demo-seed/demo-people.ts';
import { DEMO_NUMBERING, demoTrunkPassword, seedDemo } from './demo-seed/seed-demo.ts';
import type { Hotlines } from './hotlines/hotlines.ts';
import { createDemoPbx } from './pbx/demo/create-demo-pbx.ts';
import { createTray, type Tray } from './senders/tray.ts';

/** What exists in demo mode alone. */
export interface Demo {
	readonly tray: Tray;
	/** Who can call whom, and the trunk that the demo caller calls through. */
	people(): Promise<DemoDirectory>;
	/** Takes a WebSocket that speaks SIP (RFC 7118) into the demo PBX. */
	takeSipSocket(socket: WebSocket): void;
	close(): Promise<void>;
}

interface DemoDirectory {
	readonly people: readonly DemoPerson[];
	readonly hotlines: readonly {
		readonly id: string;
		readonly name: string;
		readonly company: string;
		readonly number: string;
	}[];
	readonly sip: {
		readonly server: string;
		readonly domain: string;
		readonly user: string;
		readonly password: string;
	};
}

interface DemoParts {
	readonly database: Database;
	readonly accounts: Accounts;
	readonly hotlines: Hotlines;
	readonly sealer: Sealer;
	readonly log: Logger;
}

/** As many hotlines as somebody chooses from. */
const MAX_CHOICES = 50;

/** By which number the demo caller dials a hotline: for patterns of the sample data there is one. */
function dialled({ id, name, company, numbers }: Hotline): DemoDirectory['hotlines'] {
	const sample = DEMO_HOTLINES.find(({ hotline }) => hotline.id === id);
	const isOwn = sample?.hotline.numbers.some((entry) => numbers.includes(entry));
	const own = numbers.map((entry) => parsePhoneNumber(entry, DEMO_NUMBERING)?.e164);
	const number = isOwn ? sample?.number : own.find((e164) => e164 !== undefined);
	return number === undefined ? [] : [{ id, name, company, number }];
}

/** The demo: sample data, a PBX of its own, and a tray in place of the world's mailboxes. */
export async function createDemo(parts: DemoParts): Promise<Demo> {
	const { database, accounts, hotlines, sealer, log } = parts;
	await seedDemo(database, accounts, sealer);
	const trunkPassword = await demoTrunkPassword(database, sealer);

	/** A hotline rings everybody, a user's name that user. */
	async function routes(called: string): Promise<readonly string[]> {
		const users = (await accounts.list()).flatMap(({ sip }) =>
			sip?.domain === DEMO_DOMAIN ? [sip.user] : []
		);
		if (users.includes(called)) return [called];
		const number = parsePhoneNumber(called, DEMO_NUMBERING);
		if (!number) return [];
		const index = (await hotlines.current()).index(DEMO_NUMBERING);
		return index.find({ number, source: 'request-uri', divertedFrom: [] }) ? users : [];
	}

	const pbx = createDemoPbx({
		domain: DEMO_DOMAIN,
		async credentials(user) {
			if (user === DEMO_TRUNK_USER) return { password: trunkPassword, trusted: true };
			const password = await accounts.sipPassword(user, DEMO_DOMAIN);
			return password === undefined ? undefined : { password };
		},
		routes,
		log
	});
	return {
		tray: createTray(database),
		takeSipSocket: (socket) => pbx.handleSocket(socket),
		close: () => pbx.close(),
		people: async () => ({
			people: DEMO_PEOPLE,
			hotlines: (await hotlines.current()).hotlines.flatMap(dialled).slice(0, MAX_CHOICES),
			sip: {
				server: DEMO_SIP_SERVER,
				domain: DEMO_DOMAIN,
				user: DEMO_TRUNK_USER,
				password: trunkPassword
			}
		})
	};
}
