import { expect, test } from './interop-test.ts';
import { signIn } from './steps.ts';

interface Row {
	readonly name: string;
	readonly headers: readonly string[];
	/** The company shown; undefined where no hotline may match. */
	readonly company?: string;
	readonly greeting: string;
	/** The called number, as people write it. */
	readonly number: string;
}

const WEBER = { company: 'Praxis Dr. Weber', greeting: 'Dr. Weber, Nora', number: '030 23125100' };
const SOMMER = {
	company: 'Kanzlei Sommer',
	greeting: 'Sommer lawyers, Nora',
	number: '030 23125205'
};
const NORDLICHT = { company: 'Nordlicht Elektro', greeting: 'Moin from Nordlicht' };
const BAKERY = { company: 'Bäckerei Vogel', greeting: 'Vogel bakery, good morning' };
/** A number of nobody's: where it stands, the expected one must win. */
const OTHER = '<sip:+493023125777@trunk.example>';

/** "Which number was called", as trunks and PBXes say it. */
const ROWS: readonly Row[] = [
	{ name: 'X-Hotline, bare', headers: ['X-Hotline: +493023125100', `To: ${OTHER}`], ...WEBER },
	{ name: 'X-Called-Number, national', headers: ['X-Called-Number: 030 23125-205'], ...SOMMER },
	{ name: 'X-Hotline, address', headers: ['X-Hotline: <sip:+493023125100@pbx.example>'], ...WEBER },
	{
		name: 'P-Called-Party-ID',
		headers: ['P-Called-Party-ID: <sip:+493023125100@trunk.example>', `To: ${OTHER}`],
		...WEBER
	},
	{
		name: 'P-Called-Party-ID, tel',
		headers: ['P-Called-Party-ID: <tel:+49-30-23125-205>', `To: ${OTHER}`],
		...SOMMER
	},
	{
		name: 'History-Info, one field',
		headers: [
			'History-Info: <sip:+493023125100@trunk.example>;index=1, <sip:desk@pbx.example>;index=1.1',
			`To: ${OTHER}`
		],
		...WEBER
	},
	{
		name: 'History-Info, newest first',
		headers: [
			'History-Info: <sip:desk@pbx.example>;index=1.10',
			'History-Info: <sip:+493023125777@trunk.example>;index=1.2',
			'History-Info: <sip:+493023125205@trunk.example?Reason=SIP%3Bcause%3D302>;index=1',
			`To: ${OTHER}`
		],
		...SOMMER
	},
	{
		name: 'Diversion, the oldest is the last',
		headers: [
			'Diversion: <sip:+493023125777@trunk.example>;reason=no-answer;counter=1',
			'Diversion: "Weber, practice" <sip:+493023125100@trunk.example>;reason=unconditional',
			`To: ${OTHER}`
		],
		...WEBER
	},
	{ name: 'To, E.164', headers: ['To: <sip:+493023125100@trunk.example>'], ...WEBER },
	{ name: 'To, 0049', headers: ['To: <sip:00493023125100@trunk.example>'], ...WEBER },
	{
		name: 'To, national',
		headers: ['To: "Weber" <sip:03023125100@trunk.example;user=phone>'],
		...WEBER
	},
	{ name: 'To, local', headers: ['To: <sip:23125205@trunk.example>'], ...SOMMER },
	{ name: 'To, tel', headers: ['To: <tel:+49-30-23125-100>'], ...WEBER },
	{
		name: 'P-Called-Party-ID, tel with context',
		headers: ['P-Called-Party-ID: <tel:23125205;phone-context=+4930>', `To: ${OTHER}`],
		...SOMMER
	},
	{ name: 'To, extension', headers: ['To: <sip:30@pbx.example>'], ...NORDLICHT, number: '30' },
	{
		name: 'every field at once: the configured header wins',
		headers: [
			'X-Hotline: +494066969300',
			'P-Called-Party-ID: <sip:+493023125777@trunk.example>',
			'History-Info: <sip:+493023125205@trunk.example>;index=1',
			'Diversion: <sip:+493023125222@trunk.example>',
			'To: <sip:+493023125100@trunk.example>'
		],
		...NORDLICHT,
		number: '040 66969300'
	},
	{
		name: 'without it, P-Called-Party-ID before History-Info',
		headers: [
			'P-Called-Party-ID: <sip:+493023125100@trunk.example>',
			'History-Info: <sip:+493023125205@trunk.example>;index=1',
			'Diversion: <sip:+493023125222@trunk.example>'
		],
		...WEBER
	},
	{
		name: 'History-Info before Diversion',
		headers: [
			'History-Info: <sip:+493023125205@trunk.example>;index=1',
			'Diversion: <sip:+493023125222@trunk.example>'
		],
		...SOMMER
	},
	{
		name: 'an exact number before a pattern',
		headers: ['To: <sip:+493023125222@trunk.example>'],
		...{ company: 'Sommer Studio', greeting: 'Studio, Nora', number: '030 23125222' }
	},
	{
		name: 'a client who forwards an own number',
		headers: [
			'X-Called-Number: +493023125777',
			'Diversion: <sip:+491713920099@mobile.example>;reason=unconditional'
		],
		...BAKERY,
		number: '030 23125777'
	},
	{
		name: 'malformed fields are passed over',
		headers: [
			'P-Called-Party-ID: <<<',
			'Diversion: "open',
			'To: <sip:+493023125100@trunk.example>'
		],
		...WEBER
	},
	{
		name: 'no hotline: the number itself, in nobody’s name',
		headers: [`To: ${OTHER}`],
		...{ greeting: 'Nora', number: '030 23125777' }
	},
	{
		name: 'a user that is no number',
		headers: ['To: <sip:reception@pbx.example>'],
		...{ greeting: 'Nora', number: 'reception' }
	}
];

test('the company called and its greeting are shown, whichever header field tells the number', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const window = page.getByTestId('call-window');
	for (const { name, headers, company, greeting, number } of ROWS) {
		await test.step(name, async () => {
			const call = fromTrunk(desk.sipUser, { by: 'phone', status: 603 }, headers);
			await expect(window).toHaveAttribute('data-state', 'ringing');
			await expect(window.getByTestId('called-number')).toHaveText(number);
			await expect(window.getByTestId('called-hotline')).toHaveText(
				company ?? 'Number without a hotline'
			);
			await expect(window.getByTestId('greeting')).toContainText(greeting);
			if (company === undefined) {
				// Earlier calls of the same caller may name them, below the caller.
				for (const part of ['Call for', 'Answer with']) {
					await expect(window.getByRole('group', { name: part })).not.toContainText(
						/Weber|Sommer|Studio|Nordlicht|Vogel/
					);
				}
			}
			await page.getByRole('button', { name: 'Decline' }).click();
			await call.ended;
			await expect(window).toHaveCount(0);
		});
	}
});

test('a number that the registrar maps to a user is not lost on the way', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const window = page.getByTestId('call-window');
	const call = fromTrunk(desk.number, { by: 'phone', status: 603 }, ['To: <sip:pbx.example>']);
	await expect(window.getByTestId('called-number')).toHaveText(
		desk.number.replace(/^\+4930/, '030 ')
	);
	await page.getByRole('button', { name: 'Decline' }).click();
	await call.ended;
});
