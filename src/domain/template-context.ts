import { hourOfDay } from './calendar-day.ts';
import type { CalledNumber } from './called-number.ts';
import type { CallerIdentity } from './caller-identity.ts';
import type { Contact } from './contact.ts';
import type { Hotline } from './hotline.ts';
import { formatPhoneNumber, type NumberingPlan } from './phone-number.ts';

/** What a template of the call window can name. Nothing of a withheld identity is in it. */
export interface TemplateContext {
	readonly caller: {
		readonly name: string;
		readonly company: string;
		readonly number: string;
		readonly email: string;
		readonly notes: string;
		readonly isKnown: boolean;
		readonly isWithheld: boolean;
		readonly isUnavailable: boolean;
	};
	readonly called: {
		readonly number: string;
		readonly hotline: string;
		readonly company: string;
		readonly notes: string;
		/** Whom callers want there, and how to reach them. */
		readonly contactName: string;
		readonly contactNumber: string;
		readonly contactEmail: string;
	};
	readonly user: { readonly name: string };
	readonly call: {
		/** ISO 8601, UTC. */
		readonly startedAt: string;
		readonly isInternal: boolean;
		readonly previousCalls: number;
	};
	readonly now: { readonly partOfDay: 'morning' | 'day' | 'evening' };
}

interface ContextFacts {
	readonly caller: CallerIdentity;
	/** A certain match. */
	readonly contact?: Contact;
	readonly called: CalledNumber;
	readonly hotline?: Hotline;
	readonly user: { readonly name: string };
	readonly call: {
		readonly startedAt: number;
		readonly isInternal: boolean;
		readonly previousCalls: number;
	};
	/** UTC epoch ms. */
	readonly now: number;
	readonly timeZone: string;
	readonly plan: NumberingPlan;
}

/** The values for a call window template. */
export function templateContext(facts: ContextFacts): TemplateContext {
	const { caller, called, hotline, plan } = facts;
	// A withheld caller has no contact, whatever an earlier look-up may have found.
	const contact = caller.kind === 'withheld' ? undefined : facts.contact;
	const displayName = 'displayName' in caller ? caller.displayName : undefined;
	return {
		caller: {
			name: contact?.name || displayName || '',
			company: contact?.company ?? '',
			number: callerNumber(caller, plan),
			email: contact?.emails[0] ?? '',
			notes: contact?.notes ?? '',
			isKnown: contact !== undefined,
			isWithheld: caller.kind === 'withheld',
			isUnavailable: caller.kind === 'unavailable'
		},
		called: {
			number: called.number ? formatPhoneNumber(called.number, plan) : (called.user ?? ''),
			hotline: hotline?.name ?? '',
			company: hotline?.company ?? '',
			notes: hotline?.notes ?? '',
			contactName: hotline?.contact.name ?? '',
			contactNumber: hotline?.contact.number ?? '',
			contactEmail: hotline?.contact.email ?? ''
		},
		user: facts.user,
		call: { ...facts.call, startedAt: new Date(facts.call.startedAt).toISOString() },
		now: { partOfDay: partOfDay(facts.now, facts.timeZone) }
	};
}

function callerNumber(caller: CallerIdentity, plan: NumberingPlan): string {
	if (caller.kind === 'number') return formatPhoneNumber(caller.number, plan);
	return caller.kind === 'user' ? `${caller.user}@${caller.domain}` : '';
}

/** Morning until 10, evening from 18 o'clock: when people change their greeting. */
function partOfDay(now: number, timeZone: string): 'morning' | 'day' | 'evening' {
	const hour = hourOfDay(now, timeZone);
	return hour < 10 ? 'morning' : hour < 18 ? 'day' : 'evening';
}
