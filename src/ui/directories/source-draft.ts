import * as v from 'valibot';
import {
	directorySourceSchema,
	LDAP_ATTRIBUTES,
	type DirectorySource,
	type LdapSource
} from '#domain/directory-source.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';

export const ATTRIBUTE_NAMES = [
	'name',
	'company',
	'emails',
	'work',
	'mobile',
	'home',
	'fax'
] as const;

type AttributeTexts = Record<(typeof ATTRIBUTE_NAMES)[number], string>;

/** A source as somebody types it: fields of both kinds, numbers and lists as text. */
export interface SourceDraft {
	id: string;
	kind: DirectorySource['kind'];
	name: string;
	url: string;
	password: string;
	startTls: boolean;
	ca: string;
	bindDn: string;
	base: string;
	scope: LdapSource['scope'];
	filter: string;
	attributes: AttributeTexts;
	user: string;
	intervalMinutes: string;
	country: string;
	areaCode: string;
	mainNumber: string;
	maxExtensionDigits: string;
}

export type ReadDraft =
	| { readonly ok: true; readonly source: DirectorySource }
	/** `field`: the name of the first field that cannot be taken. */
	| { readonly ok: false; readonly field: string };

/** A new source, numbers in it written as the account's are. */
export function newDraft(id: string, plan: NumberingPlan): SourceDraft {
	return {
		...{ id, kind: 'ldap', name: '', url: '', password: '', startTls: false, ca: '' },
		...{ bindDn: '', base: '', scope: 'sub', filter: '(objectClass=person)' },
		attributes: attributeTexts(LDAP_ATTRIBUTES.inetOrgPerson),
		...{ user: '', intervalMinutes: '15' },
		...{ country: plan.country, areaCode: plan.areaCode, mainNumber: plan.mainNumber },
		maxExtensionDigits: String(plan.maxExtensionDigits)
	};
}

export function draftOf(source: DirectorySource): SourceDraft {
	const draft = newDraft(source.id, source.numbering);
	return source.kind === 'ldap'
		? { ...draft, ...source, attributes: attributeTexts(source.attributes) }
		: { ...draft, ...source, intervalMinutes: String(source.intervalMinutes) };
}

export function readDraft(draft: SourceDraft): ReadDraft {
	const { country, areaCode, mainNumber, maxExtensionDigits, attributes } = draft;
	const read = v.safeParse(directorySourceSchema, {
		...draft,
		intervalMinutes: Number(draft.intervalMinutes),
		attributes: Object.fromEntries(
			Object.entries(attributes).map(([name, text]) => [name, text.split(/[\s,]+/).filter(Boolean)])
		),
		numbering: {
			country: country.trim().toUpperCase(),
			areaCode: areaCode.trim().replace(/^0/, ''),
			mainNumber: mainNumber.replace(/[\s-]/g, ''),
			maxExtensionDigits: Number(maxExtensionDigits)
		}
	});
	if (read.success) return { ok: true, source: read.output };
	const path = v.getDotPath(read.issues[0])?.split('.') ?? [];
	return { ok: false, field: path.find((part) => !CONTAINERS.includes(part)) ?? '' };
}

const CONTAINERS = ['numbering', 'attributes'];

export function attributeTexts(attributes: LdapSource['attributes']): AttributeTexts {
	const text = (name: keyof AttributeTexts) => attributes[name].join(', ');
	return {
		...{ name: text('name'), company: text('company'), emails: text('emails') },
		...{ work: text('work'), mobile: text('mobile'), home: text('home'), fax: text('fax') }
	};
}
