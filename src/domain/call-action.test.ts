import { describe, expect, test } from 'vitest';
import { decideAction, type CallMoment } from './call-action.ts';
import type { CallerIdentity } from './caller-identity.ts';
import type { Contact, SourceAnswer } from './contact.ts';
import { contactSample, joinedCall, numberCaller, PLAN, SETTINGS } from './sample-calls.ts';
import type { Settings } from './settings.ts';
import { templateContext } from './template-context.ts';

const ERIKA = contactSample();
const MAX = { ...ERIKA, id: 'max', name: 'Max Mustermann' };
const CONTACT = { kind: 'contact', url: '' } as const;
const url = (template: string) => ({ kind: 'url', url: template }) as const;

function decide(
	actions: Partial<Settings['actions']>,
	contacts: readonly Contact[] = [ERIKA],
	facts: { caller?: CallerIdentity; moment?: CallMoment; certain?: boolean } = {}
) {
	const { called, startedAt } = joinedCall();
	const { caller = numberCaller('0171 3920010'), moment = 'ringing', certain = true } = facts;
	const matches = contacts.map((contact) => ({ contact, certain }));
	const answers: SourceAnswer[] = [{ source: 'own', status: 'found', matches }];
	return decideAction({
		moment,
		actions: { ...SETTINGS.actions, ...actions },
		caller,
		answers,
		context: (contact) =>
			templateContext({
				caller,
				...(contact && { contact }),
				called,
				user: { name: 'Anna' },
				call: { startedAt, isInternal: false, previousCalls: 0 },
				now: startedAt,
				timeZone: 'Europe/Berlin',
				plan: PLAN
			})
	});
}

describe('what is opened', () => {
	test('is nothing unless the account says so, for that moment alone', () => {
		expect(decide({})).toEqual({ kind: 'none' });
		expect(decide({ answered: CONTACT })).toEqual({ kind: 'none' });
		expect(decide({ answered: CONTACT }, [ERIKA], { moment: 'answered' }).kind).toBe('open');
	});

	test('is the contact, by an id that adds nothing to the page’s address', () => {
		expect(decide({ ringing: CONTACT }, [{ ...ERIKA, id: 'a&b=/../c' }])).toEqual({
			kind: 'open',
			target: {
				address: '/contacts?id=a%26b%3D%2F..%2Fc',
				contact: { name: ERIKA.name, company: ERIKA.company }
			}
		});
	});

	test('is asked where several contacts have the number', () => {
		const action = decide({ ringing: CONTACT }, [ERIKA, MAX]);
		expect(action.kind === 'choose' && action.targets.map(({ contact }) => contact?.name)).toEqual([
			ERIKA.name,
			'Max Mustermann'
		]);
		expect(decide({ ringing: CONTACT }, [ERIKA, ERIKA]).kind).toBe('open');
		expect(decide({ ringing: url('https://crm.example/{{ caller.e164 }}') }, [ERIKA, MAX])).toEqual(
			expect.objectContaining({ kind: 'open' })
		);
		expect(
			decide({ ringing: url('https://crm.example/{{ caller.contactId }}') }, [ERIKA, MAX]).kind
		).toBe('choose');
	});

	test('is never a contact whose number only ends alike', () => {
		expect(decide({ ringing: CONTACT }, [ERIKA], { certain: false })).toEqual({ kind: 'none' });
		const named = url('https://crm.example/?n={{ caller.name }}&q={{ caller.e164 }}');
		expect(decide({ ringing: named }, [ERIKA], { certain: false })).toEqual({
			kind: 'open',
			target: { address: 'https://crm.example/?n=&q=%2B491713920010' }
		});
	});

	test.each(['withheld', 'unavailable'] as const)('is nothing for a %s number', (kind) => {
		const action = url('https://crm.example/{{ caller.name }}');
		for (const ringing of [CONTACT, action]) {
			expect(decide({ ringing }, [ERIKA], { caller: { kind } })).toEqual({ kind: 'none' });
		}
	});

	test('is told where the template is wrong', () => {
		expect(decide({ ringing: url('javascript:alert(1)') })).toMatchObject({
			kind: 'broken',
			problem: { kind: 'scheme' }
		});
		expect(decide({ ringing: url('https://crm.example/\n{{ x | nope }}') })).toMatchObject({
			problem: { kind: 'template', error: { line: 2 } }
		});
	});
});
