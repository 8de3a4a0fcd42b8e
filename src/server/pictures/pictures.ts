import { createHash } from 'node:crypto';
import { MAX_PICTURE_BYTES, pictureType, type PictureType } from '#domain/picture.ts';
import type { Database } from '#server/database/open-database.ts';

/** Pictures by their content: the same picture twice is one, and none ever changes. */
export interface Pictures {
	/** Keeps a picture; `id` is its SHA-256, 64 hexadecimal digits. */
	keep(bytes: Uint8Array): Promise<PictureKept>;
	find(id: string): Promise<Picture | undefined>;
}

interface Picture {
	readonly type: PictureType;
	readonly bytes: Buffer<ArrayBuffer>;
}

type PictureKept =
	| { readonly ok: true; readonly id: string }
	| { readonly ok: false; readonly code: 'too-large' | 'not-a-picture' };

export function createPictures({ db }: Database): Pictures {
	return {
		async keep(bytes) {
			if (bytes.length > MAX_PICTURE_BYTES) return { ok: false, code: 'too-large' };
			const type = pictureType(bytes);
			if (!type) return { ok: false, code: 'not-a-picture' };
			const id = createHash('sha256').update(bytes).digest('hex');
			const data = Buffer.from(bytes).toString('base64');
			await db
				.insertInto('picture')
				.values({ id, type, data })
				.onConflict((conflict) => conflict.column('id').doNothing())
				.execute();
			return { ok: true, id };
		},
		async find(id) {
			const row = await db
				.selectFrom('picture')
				.select(['type', 'data'])
				.where('id', '=', id)
				.executeTakeFirst();
			return row && { type: row.type, bytes: Buffer.from(row.data, 'base64') };
		}
	};
}
