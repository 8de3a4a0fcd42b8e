/** Who can call in the demo. All numbers are set aside for films and examples: nobody owns them. */
export interface DemoPerson {
	readonly id: string;
	readonly label: string;
	readonly kind: 'known' | 'unknown' | 'withheld' | 'internal';
	readonly displayName: string;
	readonly number: string;
}

/** The demo's SIP domain; its PBX is this server's own `/sip`. */
export const DEMO_DOMAIN = 'demo.example';
export const DEMO_SIP_SERVER = '/sip';
/** The SIP user that the demo PBX trusts to say who calls, as a real one trusts its trunk. */
export const DEMO_TRUNK_USER = 'trunk';

export const DEMO_PEOPLE: readonly DemoPerson[] = [
	{
		id: 'erika',
		label: 'Erika Mustermann, Mustermann GmbH (in the contacts)',
		kind: 'known',
		displayName: 'Mustermann',
		number: '+493023125010'
	},
	{
		id: 'jonas',
		label: 'Jonas Albrecht (in the contacts)',
		kind: 'known',
		displayName: '',
		number: '+491713920011'
	},
	{
		id: 'stranger',
		label: 'Somebody new',
		kind: 'unknown',
		displayName: '',
		number: '+494066969412'
	},
	{
		id: 'withheld',
		label: 'Number withheld',
		kind: 'withheld',
		displayName: 'Anonymous',
		number: '+498999998123'
	},
	{
		id: 'workshop',
		label: 'The workshop (extension 12)',
		kind: 'internal',
		displayName: 'Workshop',
		number: '12'
	}
];
