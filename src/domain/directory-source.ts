import * as v from 'valibot';
import { contactSchema } from './contact.ts';
import { settingsSchema } from './settings.ts';

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const password = v.pipe(v.string(), v.maxLength(500));
/** RFC 4512 §2.5: a name with options. */
const attributes = v.pipe(
	v.array(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9-]{0,63}(;[A-Za-z0-9-]{1,20}){0,3}$/))),
	v.maxLength(8)
);

const common = {
	id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
	name: v.pipe(text(100), v.minLength(1)),
	/** How numbers in this directory are completed to E.164. */
	numbering: settingsSchema.entries.numbering
};

const ldapSchema = v.object({
	...common,
	kind: v.literal('ldap'),
	/** `ldaps:` is TLS from the first byte. */
	url: v.pipe(text(300), v.regex(/^ldaps?:\/\/[A-Za-z0-9.:[\]_-]+\/?$/)),
	/** TLS before anything else is said (RFC 4511 §4.14); of no meaning with `ldaps:`. */
	startTls: v.boolean(),
	/** PEM certificates of an own authority; empty means those that the system trusts. */
	ca: v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^(-----BEGIN CERTIFICATE-----[^]*)?$/),
		v.maxLength(50_000)
	),
	/** Empty means an anonymous bind. */
	bindDn: text(500),
	base: text(500),
	scope: v.picklist(['sub', 'one', 'base']),
	/** RFC 4515; every entry must match it. */
	filter: v.pipe(text(2_000), v.regex(/^\(.+\)$/s)),
	/** Which attributes hold what: the first of a name that has a value, all of the others. */
	attributes: v.object({
		...{ name: attributes, company: attributes, emails: attributes },
		...{ work: attributes, mobile: attributes, home: attributes, fax: attributes }
	})
});
export type LdapSource = v.InferOutput<typeof ldapSchema>;

const cardDavSchema = v.object({
	...common,
	kind: v.literal('carddav'),
	/** Of an address book, or of a server on which the person's address books are found (RFC 6764). */
	url: v.pipe(text(500), v.regex(/^https?:\/\/[^\s/?#@]+[^\s?#]*$/)),
	user: text(200),
	intervalMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_440))
});
export type CardDavSource = v.InferOutput<typeof cardDavSchema>;

/** A directory that an administrator has configured; its password is kept apart. */
export const directorySourceSchema = v.variant('kind', [ldapSchema, cardDavSchema]);
export type DirectorySource = v.InferOutput<typeof directorySourceSchema>;

export const LDAP_ATTRIBUTES = {
	/** RFC 2798. */
	inetOrgPerson: {
		...{ name: ['displayName', 'cn'], company: ['o'], emails: ['mail'] },
		...{ work: ['telephoneNumber'], mobile: ['mobile'], home: ['homePhone'] },
		fax: ['facsimileTelephoneNumber']
	},
	activeDirectory: {
		...{ name: ['displayName', 'cn'], company: ['company'], emails: ['mail'] },
		work: ['telephoneNumber', 'otherTelephone', 'ipPhone'],
		...{ mobile: ['mobile', 'otherMobile'], home: ['homePhone', 'otherHomePhone'] },
		fax: ['facsimileTelephoneNumber', 'otherFacsimileTelephoneNumber']
	}
} satisfies Record<string, LdapSource['attributes']>;

/** True where a password given for one may be sent to the other without being asked for again. */
export function asksSamePlace(a: DirectorySource, b: DirectorySource): boolean {
	if (a.kind === 'ldap' && b.kind === 'ldap') {
		return a.url === b.url && a.bindDn === b.bindDn && a.ca === b.ca && a.startTls === b.startTls;
	}
	return a.kind === 'carddav' && b.kind === 'carddav' && a.url === b.url && a.user === b.user;
}

/** How a source is doing. Times are UTC epoch ms. */
export const directoryStateSchema = v.object({
	/** When it last answered (LDAP), or was last fetched whole (CardDAV); null for never. */
	answeredAt: v.nullable(v.number()),
	/** How many contacts have been fetched; null where they stay on the source's own server. */
	entries: v.nullable(v.number()),
	/** Names of entries that could not be read. */
	unreadable: v.array(v.string()),
	/** Null where all is well: what the server said, and since when. */
	failure: v.nullable(v.object({ error: v.string(), since: v.number() }))
});
export type DirectoryState = v.InferOutput<typeof directoryStateSchema>;

/** A source as administrators see it. */
export const listedDirectorySchema = v.object({
	source: directorySourceSchema,
	hasPassword: v.boolean(),
	state: directoryStateSchema
});
export type ListedDirectory = v.InferOutput<typeof listedDirectorySchema>;

const id = common.id;

/** What an administrator does with the sources. A password that is left out stays as it is. */
export const directoryCommandSchema = v.variant('do', [
	v.object({
		do: v.literal('save'),
		source: directorySourceSchema,
		/** The source as it was when it was read; null for a new one. */
		base: v.nullable(directorySourceSchema),
		password: v.optional(password)
	}),
	/** A removed source can be restored for a while. */
	v.object({ do: v.literal('remove'), id }),
	v.object({ do: v.literal('restore'), id }),
	v.object({ do: v.literal('sync'), id })
]);
export type DirectoryCommand = v.InferOutput<typeof directoryCommandSchema>;

export const directoryTrialSchema = v.object({
	source: directorySourceSchema,
	password: v.optional(password)
});
export type DirectoryTrial = v.InferOutput<typeof directoryTrialSchema>;

/** What a source answered when it was tried, in the server's own words where it refused. */
export const trialResultSchema = v.variant('ok', [
	v.object({
		ok: v.literal(true),
		/** Names of the address books found (CardDAV). */
		books: v.array(v.string()),
		/** How many entries there are; null where nobody counts them (LDAP). */
		entries: v.nullable(v.number()),
		/** One of them, as it is read; null where none is. */
		example: v.nullable(contactSchema)
	}),
	v.object({ ok: v.literal(false), error: v.string() })
]);
export type TrialResult = v.InferOutput<typeof trialResultSchema>;
