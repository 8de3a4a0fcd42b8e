import { randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { NumberingPlan } from '#domain/phone-number.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import type { Accounts } from '#server/accounts/accounts.ts';
import type { Sealer } from '#server/accounts/sealed-secret.ts';
import type { Database } from '#server/database/open-database.ts';
import { saveContact } from '#server/directory/contact-table.ts';
import { OWN } from '#server/directory/own.ts';
import { addHotlines } from '#server/hotlines/hotlines.ts';
import { DEMO_CONTACTS, DEMO_HOTLINES } from './demo-directory.ts';
import { DEMO_DOMAIN, DEMO_SIP_SERVER, DEMO_TRUNK_USER } from './demo-people.ts';

const PASSWORD_BYTES = 18;
/** The `installation` row that says "this data was made by the demo"; it holds the trunk's sealed password. */
const SEEDED = 'demo-seed';

/** The demo's office stands in Berlin and has short extensions. */
export const DEMO_NUMBERING: NumberingPlan = {
	country: 'DE',
	areaCode: '30',
	mainNumber: '',
	maxExtensionDigits: 3
};

/** Printed at the start of the demo, which listens on loopback only. */
export const DEMO_SIGN_INS = [
	{
		name: 'Anna',
		email: 'anna@demo.example',
		password: 'anteroom-demo',
		user: 'anna',
		role: 'admin'
	},
	{ name: 'Ben', email: 'ben@demo.example', password: 'anteroom-demo', user: 'ben', role: 'user' }
] as const;

/** True where the data was made by the demo: its accounts' passwords are known to everybody. */
export async function isDemoData({ db }: Database): Promise<boolean> {
	const row = await db
		.selectFrom('installation')
		.select('key')
		.where('key', '=', SEEDED)
		.executeTakeFirst();
	return row !== undefined;
}

/**
 * Puts in the demo's people, hotlines and contacts, at the first start only: what somebody changed
 * afterwards stays changed.
 */
export async function seedDemo(
	database: Database,
	accounts: Accounts,
	sealer: Sealer
): Promise<void> {
	if (await isDemoData(database)) return;
	const signIns = await Promise.all(
		DEMO_SIGN_INS.map(async (person) => ({ person, hash: await hashPassword(person.password) }))
	);
	await database.inTransaction(async (tx) => {
		await tx
			.insertInto('installation')
			.values({ key: SEEDED, value: sealer.seal(newPassword(), DEMO_TRUNK_USER) })
			.execute();
		for (const { person, hash } of signIns) {
			const { name, email, role, user } = person;
			const sip = {
				server: DEMO_SIP_SERVER,
				user,
				domain: DEMO_DOMAIN,
				authorizationUser: user,
				password: newPassword(),
				displayName: name
			};
			await accounts.insert(tx, { name, email, role, sip }, hash, demoSettings(email));
		}
		await addHotlines(
			tx,
			DEMO_HOTLINES.map(({ hotline }) => hotline)
		);
		for (const contact of DEMO_CONTACTS) await saveContact(tx, contact, OWN);
	});
}

/** The password of the demo trunk, random for each data folder. */
export async function demoTrunkPassword({ db }: Database, sealer: Sealer): Promise<string> {
	const { value } = await db
		.selectFrom('installation')
		.select('value')
		.where('key', '=', SEEDED)
		.executeTakeFirstOrThrow();
	return sealer.open(value, DEMO_TRUNK_USER);
}

function demoSettings(email: string): Settings {
	const colleagues = DEMO_SIGN_INS.filter((person) => person.email !== email);
	return {
		...defaultSettings(email, { locale: 'en', timeZone: 'Europe/Berlin', country: 'DE' }),
		numbering: DEMO_NUMBERING,
		extensionRanges: [{ from: '10', to: '49' }],
		speedDials: colleagues.map(({ name, user }) => ({ name, number: user, watched: true }))
	};
}

function newPassword(): string {
	return randomBytes(PASSWORD_BYTES).toString('base64url');
}
