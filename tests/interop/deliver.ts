import { writeFile } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestInfo } from '@playwright/test';
import { PBX_SECRET } from './exchange.ts';

/** A file of the examples in deploy/, or the folder itself. */
export function deployed(path: string): string {
	return fileURLToPath(new URL(`../../deploy/${path}`, import.meta.url));
}

/** The environment of a PBX that has `anteroom-deliver` installed and set up for this app. */
export async function deliverEnv(
	app: { readonly url: string },
	info: TestInfo
): Promise<Record<string, string>> {
	const settings = info.outputPath('anteroom-event');
	await writeFile(settings, `${app.url}/api/pbx-events\n${PBX_SECRET}\n`);
	const path = [deployed(''), process.env.PATH].join(delimiter);
	return { PATH: path, ANTEROOM_EVENT_SETTINGS: settings };
}
