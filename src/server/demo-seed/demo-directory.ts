import type { Contact } from '#domain/contact.ts';
import { emptyHotline, greetings, type Hotline } from '#domain/hotline.ts';

/** A hotline and the number by which the demo caller dials it. */
export interface DemoHotline {
	readonly hotline: Hotline;
	readonly number: string;
}

export const DEMO_HOTLINES: readonly DemoHotline[] = [
	{
		number: '+493023125100',
		hotline: {
			...emptyHotline('praxis-weber'),
			name: 'Dr. Weber, practice',
			company: 'Praxis Dr. Weber',
			contact: { name: 'Dr. Weber', number: '030 23125-101', email: 'weber@praxis.example' },
			numbers: ['+49 30 23125 100'],
			greeting: {
				de: greetings(
					'Praxis Dr. Weber, guten Tag, mein Name ist {{ user.name }}. Was kann ich für Sie tun{% if caller.isKnown %}, {{ caller.name }}{% endif %}?'
				),
				en: greetings(
					'Dr. Weber’s practice, {{ user.name }} speaking. How can I help you{% if caller.isKnown %}, {{ caller.name }}{% endif %}?'
				)
			},
			notes:
				'Appointments: Monday to Thursday, 8 to 12.\nEmergencies: put through at once.\nPrescriptions: take name and date of birth, ready the next day.',
			color: '#0f766e'
		}
	},
	{
		number: '+493023125205',
		hotline: {
			...emptyHotline('kanzlei-sommer'),
			name: 'Sommer, lawyers',
			company: 'Kanzlei Sommer & Kollegen',
			contact: { name: 'Carla Sommer', number: '0171 3920078', email: '' },
			numbers: ['+49 30 23125 2*'],
			greeting: {
				de: greetings('Kanzlei Sommer und Kollegen, Sekretariat, {{ user.name }} am Apparat.'),
				en: greetings('Sommer and Partners, {{ user.name }} at the front desk.')
			},
			notes:
				'Never confirm on the phone whether somebody is a client.\nAsk for the file number. Deadlines: call Ms Sommer’s mobile at once.',
			color: '#9f1239',
			notifyAddress: 'office@sommer-kollegen.example'
		}
	},
	{
		number: '+494066969300',
		hotline: {
			...emptyHotline('nordlicht-elektro'),
			name: 'Nordlicht, electricians',
			company: 'Nordlicht Elektrotechnik',
			numbers: ['+49 40 66969 300', '30'],
			greeting: {
				de: greetings(
					'Moin, Nordlicht Elektrotechnik, {{ user.name }} hier. Wo brennt’s – hoffentlich nirgends?'
				),
				en: greetings('Nordlicht Electricians, {{ user.name }} speaking. What can we fix for you?')
			},
			notes: 'Burning smell or sparks: main switch off, then the emergency service (extension 12).',
			color: '#1d4ed8'
		}
	}
];

export const DEMO_CONTACTS: readonly Contact[] = [
	{
		id: 'erika-mustermann',
		source: 'own',
		name: 'Erika Mustermann',
		company: 'Mustermann GmbH',
		numbers: [
			{ type: 'work', raw: '030 23125-010', e164: '+493023125010' },
			{ type: 'mobile', raw: '0171 3920-010', e164: '+491713920010' }
		],
		emails: ['erika.mustermann@mustermann.example'],
		notes: 'Patient of Dr. Weber; prefers to be called back after 4 p.m.'
	},
	{
		id: 'jonas-albrecht',
		source: 'own',
		name: 'Jonas Albrecht',
		company: '',
		numbers: [{ type: 'mobile', raw: '0171 3920-011', e164: '+491713920011' }],
		emails: ['jonas@albrecht.example'],
		notes: ''
	},
	{
		id: 'claudia-sommer',
		source: 'own',
		name: 'Claudia Sommer',
		company: 'Kanzlei Sommer & Kollegen',
		numbers: [
			{ type: 'main', raw: '030 23125-200', e164: '+493023125200' },
			{ type: 'mobile', raw: '0171 3920-020', e164: '+491713920020' }
		],
		emails: ['sommer@sommer-kollegen.example'],
		notes: ''
	},
	{
		id: 'nordlicht-workshop',
		source: 'own',
		name: 'Workshop',
		company: 'Nordlicht Elektrotechnik',
		numbers: [{ type: 'work', raw: '12' }],
		emails: ['workshop@nordlicht.example'],
		notes: 'Extension 12.'
	}
];
