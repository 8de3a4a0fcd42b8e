import type { Contact } from '#domain/contact.ts';
import { emptyHotline, greetings, type Hotline } from '#domain/hotline.ts';

function hotline(
	id: string,
	company: string,
	color: string,
	numbers: string[],
	greeting: string
): Hotline {
	return {
		...emptyHotline(id),
		...{ company, color, numbers, name: `${company}, front desk` },
		greeting: { de: greetings(greeting), en: greetings(greeting) }
	};
}

/** The companies whose telephone is answered in the tests. */
export const HOTLINES: readonly Hotline[] = [
	hotline(
		'weber',
		'Praxis Dr. Weber',
		'#0f766e',
		['+49 30 23125 100'],
		'Dr. Weber, {{ user.name }} speaking'
	),
	hotline(
		'sommer',
		'Kanzlei Sommer',
		'#7c3aed',
		['+49 30 23125 2*'],
		'Sommer lawyers, {{ user.name }}'
	),
	hotline('studio', 'Sommer Studio', '#be185d', ['030 23125-222'], 'Studio, {{ user.name }} here'),
	hotline(
		'nordlicht',
		'Nordlicht Elektro',
		'#1d4ed8',
		['+49 40 66969 300', '30'],
		'Moin from Nordlicht'
	),
	// A client who forwards an own number to the desk.
	hotline('bakery', 'Bäckerei Vogel', '#b45309', ['0171 3920-099'], 'Vogel bakery, good morning')
];

export const ERIKA: Contact = {
	...{ id: 'erika', source: 'own', name: 'Erika Mustermann', company: 'Mustermann GmbH' },
	numbers: [
		{ type: 'work', raw: '030 23125-010', e164: '+493023125010' },
		{ type: 'mobile', raw: '0171 3920-010', e164: '+491713920010' }
	],
	emails: ['erika@mustermann.example'],
	notes: 'prefers to be called back after four'
};
