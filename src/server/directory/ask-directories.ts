import type { Contact, SourceAnswer } from '#domain/contact.ts';

/** Somewhere the server looks for contacts; its failure to answer is not "no contact". */
export interface Directory {
	readonly source: string;
	/** Who has this E.164 number. */
	find(e164: string): Promise<SourceAnswer>;
	/** Whose names, company, addresses or numbers hold all of these words (domain `searchWords`), by name. */
	search(words: readonly string[], limit: number): Promise<readonly Contact[]>;
}

const LIMIT_MS = 3_000;

/** Asks all directories at once who has a number. One that fails, or has not answered within 3 s, answers `failed`. */
export function askDirectories(
	directories: readonly Directory[],
	e164: string
): Promise<SourceAnswer[]> {
	return Promise.all(directories.map((each) => inTime(each.source, () => each.find(e164))));
}

/** Asks all directories at once for words, under the same limit. */
export function searchDirectories(
	directories: readonly Directory[],
	words: readonly string[],
	limit: number
): Promise<SourceAnswer[]> {
	return Promise.all(
		directories.map((each) =>
			inTime(each.source, async () => {
				const found = await each.search(words, limit);
				const matches = found.map((contact) => ({ contact, certain: true }));
				return matches.length > 0
					? { source: each.source, status: 'found', matches }
					: { source: each.source, status: 'none' };
			})
		)
	);
}

async function inTime(source: string, ask: () => Promise<SourceAnswer>): Promise<SourceAnswer> {
	const failed = (error: string): SourceAnswer => ({ source, status: 'failed', error });
	let limit: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<SourceAnswer>((resolve) => {
		limit = setTimeout(() => resolve(failed('timeout')), LIMIT_MS);
	});
	try {
		return await Promise.race([ask(), late]);
	} catch (error) {
		return failed(String(error));
	} finally {
		clearTimeout(limit);
	}
}
