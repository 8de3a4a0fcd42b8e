import type { SourceAnswer } from '#domain/contact.ts';

/** Somewhere the server looks for contacts; its failure to answer is not "no contact". */
export interface Directory {
	readonly source: string;
	/** Who has this E.164 number. */
	find(e164: string): Promise<SourceAnswer>;
}

const LIMIT_MS = 3_000;

/** Asks all directories at once. One that fails, or has not answered within 3 s, answers `failed`. */
export function askDirectories(
	directories: readonly Directory[],
	e164: string
): Promise<SourceAnswer[]> {
	return Promise.all(directories.map((directory) => ask(directory, e164)));
}

async function ask({ source, find }: Directory, e164: string): Promise<SourceAnswer> {
	const failed = (error: string): SourceAnswer => ({ source, status: 'failed', error });
	let limit: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<SourceAnswer>((resolve) => {
		limit = setTimeout(() => resolve(failed('timeout')), LIMIT_MS);
	});
	try {
		return await Promise.race([find(e164), late]);
	} catch (error) {
		return failed(String(error));
	} finally {
		clearTimeout(limit);
	}
}
