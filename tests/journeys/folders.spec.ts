import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { expectAccessible } from './expect-accessible.ts';
import { openDemoCaller, ring, signIn } from './steps.ts';

/** The demo's person whom none of the server's contact sources knows. */
const NOBODY = '040 66969-412';

const card = (name: string, number: string) =>
	`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nTEL;TYPE=WORK:${number}\r\nEND:VCARD\r\n`;

const folder = (page: Page) => page.getByTestId('folder');
const state = (page: Page) => page.getByTestId('folder-state');

async function openFolders(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Contacts', exact: true }).click();
	await page.getByRole('link', { name: 'Contacts on this device' }).click();
	await expect(page.getByRole('heading', { name: 'Contacts on this device' })).toBeVisible();
}

test('where the browser keeps no folders, copies of files name a caller whom the server does not know', async ({
	demo,
	page,
	context
}) => {
	await page.addInitScript(() => {
		for (const name of ['showDirectoryPicker', 'showOpenFilePicker']) {
			Object.defineProperty(window, name, { value: undefined });
		}
	});
	const uploads: string[] = [];
	page.on('request', (request) => {
		if (request.postData()?.includes('Nora')) uploads.push(new URL(request.url()).pathname);
	});
	await signIn(page, demo.url);
	await openFolders(page);
	await expect(page.getByText('No folders or files yet')).toBeVisible();
	await expect(page.getByText('This browser hands over copies')).toBeVisible();
	await expectAccessible(page);

	const chooser = page.waitForEvent('filechooser');
	await page.getByRole('button', { name: 'Add files' }).click();
	await (
		await chooser
	).setFiles([
		{
			name: 'phone.vcf',
			mimeType: 'text/vcard',
			buffer: Buffer.from(`${card('Nora Neumann', NOBODY)}BEGIN:VCARD\r\nEND:VCARD\r\n`)
		},
		{ name: 'photo.vcf', mimeType: 'text/vcard', buffer: Buffer.alloc(4_000) }
	]);
	await expect(folder(page)).toContainText('phone.vcf + 1');
	await expect(state(page)).toContainText('Contacts: 1 · Files: 2');
	await page.getByText('Refused: 2').click();
	await expect(page.getByTestId('refused').getByRole('listitem')).toHaveText([
		'phone.vcf, line 6: neither a name nor a number nor an address',
		'photo.vcf: no text'
	]);
	await expectAccessible(page);

	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /Somebody new/, whom: /Weber/ });
	const window = page.getByTestId('call-window');
	await expect(window).toHaveAttribute('data-state', 'ringing');
	await expect(window.getByTestId('caller-name')).toHaveText('Nora Neumann');
	// Longer than the ring that is too short to be notified, by the browser's own clock.
	await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2_200)));
	await caller.getByRole('button', { name: 'Hang up' }).click();
	await expect(window).toHaveCount(0);
	// The server does not know this caller: the name came with the report of the call.
	await expect
		.poll(async () => (await demo.trayMessages(page)).map(({ subject }) => subject), {
			timeout: 30_000
		})
		.toEqual([expect.stringContaining('Nora Neumann')]);

	await page.goto(demo.url);
	await page.getByRole('combobox', { name: 'Number or name' }).fill('neum');
	await expect(page.getByRole('listbox')).toContainText('phone.vcf + 1 (on this device)');
	await page.getByRole('option', { name: /Open contact/ }).click();
	await expect(page.getByRole('heading', { name: 'Nora Neumann' })).toBeVisible();
	await page.reload();
	await expect(page.getByRole('heading', { name: 'Nora Neumann' })).toBeVisible();

	await openFolders(page);
	await page.getByRole('button', { name: 'Remove' }).click();
	await expect(folder(page)).toHaveCount(0);
	await ring(caller, { who: /Somebody new/, whom: /Weber/, hangUpAfterOneSecond: true });
	await expect(window.getByTestId('caller-name')).not.toHaveText('Nora Neumann');
	await expect(window).toHaveCount(0);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(state(page)).toContainText('Contacts: 1');
	// Nothing but who called, with the call.
	expect(new Set(uploads)).toEqual(new Set(['/api/reports']));
});

test('a folder is kept, read again when it changes, asked for columns, and copied when the person says so', async ({
	demo,
	page
}) => {
	// What the browser's own dialogue would give: a real folder, of this origin.
	await page.addInitScript(() => {
		const chosen = () =>
			navigator.storage
				.getDirectory()
				.then((root) => root.getDirectoryHandle('Clients', { create: true }));
		Object.defineProperty(window, 'showDirectoryPicker', { value: chosen });
	});
	await signIn(page, demo.url);
	await write(page, 'nora.vcf', card('Nora Neumann', NOBODY));
	await openFolders(page);
	await page.getByRole('button', { name: 'Add folder' }).click();
	await expect(state(page)).toContainText('Contacts: 1 · Files: 1');

	// Seen by the browser's observer.
	await write(page, 'list.csv', 'Paul Paulsen;0171 3920055\n');
	const form = page.getByRole('group', { name: 'What are the columns of “list.csv”?' });
	await expect(form).toBeVisible();
	await expectAccessible(page);
	await expect(form.getByLabel('Column 1')).toHaveValue('name');
	await form.getByLabel('Column 2').selectOption('Mobile');
	await form.getByRole('button', { name: 'Read the file like this' }).click();
	await expect(state(page)).toContainText('Contacts: 2 · Files: 2');
	await expect(form).toHaveCount(0);

	// Kept over a new start, and read again because a file has changed meanwhile.
	await write(page, 'list.csv', 'Paul Paulsen;0171 3920055\nPia Paulsen;0171 3920056\n');
	await page.reload();
	await expect(state(page)).toContainText('Contacts: 3');

	await page.getByRole('link', { name: 'Copy to the own address book' }).click();
	await expect(page.getByText('Contacts of “Clients”')).toBeVisible();
	await expect(page.getByTestId('import-new')).toHaveText('3');
	await page.getByRole('button', { name: 'Import 3 contacts' }).click();
	await expect(page.getByText('Imported: 3 contacts.')).toBeVisible();
});

/** Writes a file of the folder that the page is given. */
async function write(page: Page, name: string, text: string): Promise<void> {
	await page.evaluate(
		async ([path, contents]) => {
			const root = await navigator.storage.getDirectory();
			const clients = await root.getDirectoryHandle('Clients', { create: true });
			const file = await clients.getFileHandle(path, { create: true });
			const writable = await file.createWritable();
			await writable.write(contents);
			await writable.close();
		},
		[name, text] as const
	);
}
