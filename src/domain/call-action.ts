import { actionAddress, type AddressProblem } from './action-address.ts';
import type { CallerIdentity } from './caller-identity.ts';
import type { ContactChoice } from './contact-choice.ts';
import { meantContacts, type Contact, type SourceAnswer } from './contact.ts';
import type { Settings } from './settings.ts';
import type { TemplateContext } from './template-context.ts';

/** When something can be opened by itself; `ended` only after a conversation. */
export const CALL_MOMENTS = ['ringing', 'answered', 'ended'] as const;
export type CallMoment = (typeof CALL_MOMENTS)[number];

/** Something to open. An address that begins with a slash is a page of this app. */
export interface ActionTarget {
	readonly address: string;
	/** Whom it shows; absent where nobody is known. */
	readonly contact?: { readonly name: string; readonly company: string };
}

export type CallAction =
	| { readonly kind: 'none' }
	| { readonly kind: 'open'; readonly target: ActionTarget }
	/** Several contacts have the number: the person says which is meant. */
	| { readonly kind: 'choose'; readonly targets: readonly ActionTarget[] }
	| { readonly kind: 'broken'; readonly problem: AddressProblem };

/** What is to be opened at a moment of an incoming call. Withheld and unavailable callers have nothing. */
export function decideAction(facts: {
	readonly moment: CallMoment;
	readonly actions: Settings['actions'];
	readonly caller: CallerIdentity;
	readonly answers: readonly SourceAnswer[];
	/** Whom the person has said the number means. */
	readonly choice?: ContactChoice | undefined;
	/** What a template can name, if the caller is this contact. */
	readonly context: (contact: Contact | undefined) => TemplateContext;
}): CallAction {
	const { actions, caller, context } = facts;
	const action = actions[facts.moment];
	if (action.kind === 'none' || caller.kind === 'withheld' || caller.kind === 'unavailable') {
		return { kind: 'none' };
	}
	const contacts = meantContacts(facts.answers, facts.choice);
	if (action.kind === 'contact') {
		return among(contacts.map((contact) => targetOf(contactPage(contact), contact)));
	}
	const targets: ActionTarget[] = [];
	// A page elsewhere may know the caller, although no contact source does.
	for (const contact of contacts.length > 0 ? contacts : [undefined]) {
		const values = actionValues(context(contact), caller, contact);
		const found = actionAddress(action.url, actions.schemes, values);
		if (!found.ok) return { kind: 'broken', problem: found };
		targets.push(targetOf(found.address, contact));
	}
	return among(targets);
}

/** What the template of an address can name: all that the call window's can, the number as E.164, and the contact's id. */
export function actionValues(
	context: TemplateContext,
	caller: CallerIdentity,
	contact: Contact | undefined
) {
	const e164 = caller.kind === 'number' ? (caller.number.e164 ?? '') : '';
	return { ...context, caller: { ...context.caller, e164, contactId: contact?.id ?? '' } };
}

function among(targets: readonly ActionTarget[]): CallAction {
	const [first, ...others] = targets;
	if (!first) return { kind: 'none' };
	// An address that names the number alone is the same for all.
	const isOne = others.every(({ address }) => address === first.address);
	return isOne ? { kind: 'open', target: first } : { kind: 'choose', targets };
}

function targetOf(address: string, contact: Contact | undefined): ActionTarget {
	if (!contact) return { address };
	return { address, contact: { name: contact.name, company: contact.company } };
}

function contactPage({ id }: Contact): string {
	return `/contacts?id=${encodeURIComponent(id.toWellFormed())}`;
}
