import webPush from 'web-push';
import type { Sealer } from '#server/accounts/sealed-secret.ts';
import type { Database } from '#server/database/open-database.ts';

/** By which push services know this installation (VAPID, RFC 8292): P-256, base64url. */
export interface VapidKeys {
	readonly publicKey: string;
	readonly privateKey: string;
}

const PUBLIC = 'push-public-key';
const PRIVATE = 'push-private-key';

/**
 * The installation's keys, made when they are asked for first. All nodes have the same: browsers that have
 * subscribed take messages that are signed by them alone.
 *
 * @throws where they were sealed with another secret.
 */
export async function loadVapidKeys({ db }: Database, sealer: Sealer): Promise<VapidKeys> {
	const read = async () => {
		const rows = await db
			.selectFrom('installation')
			.selectAll()
			.where('key', 'in', [PUBLIC, PRIVATE])
			.execute();
		return new Map(rows.map(({ key, value }) => [key, value]));
	};
	let stored = await read();
	if (stored.size < 2) {
		const { publicKey, privateKey } = webPush.generateVAPIDKeys();
		// One statement: of two nodes that start together, the pair of the first counts.
		await db
			.insertInto('installation')
			.values([
				{ key: PUBLIC, value: publicKey },
				{ key: PRIVATE, value: sealer.seal(privateKey, PRIVATE) }
			])
			.onConflict((conflict) => conflict.column('key').doNothing())
			.execute();
		stored = await read();
	}
	return {
		publicKey: stored.get(PUBLIC) ?? '',
		privateKey: sealer.open(stored.get(PRIVATE) ?? '', PRIVATE)
	};
}
