import * as v from 'valibot';
import { isAllowableScheme } from './action-scheme.ts';
import { CALLED_NUMBER_SOURCES } from './called-number-source.ts';
import { emailAddressOrNoneSchema } from './email-address.ts';
import { forwardingSchema, NO_FORWARDING } from './forwarding.ts';
import { LOCALES } from './hotline.ts';
import { speedDialsSchema } from './speed-dial.ts';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const whole = (min: number, max: number) =>
	v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** The version of the stored shape; `readSettings` brings older ones up to it. */
export const SETTINGS_VERSION = 7;

/** Templates of notifications, Liquid; an empty one means the built-in. */
const templatesSchema = v.object({
	subject: text(1_000),
	text: text(20_000),
	html: text(40_000),
	sms: text(2_000)
});

/** What is opened by itself: nothing, the caller's contact in this app, or the address that a Liquid template gives. */
const actionSchema = v.object({
	kind: v.picklist(['none', 'contact', 'url']),
	url: text(2_000)
});

export const settingsSchema = v.object({
	version: v.literal(SETTINGS_VERSION),
	locale: v.picklist(LOCALES),
	/** IANA time zone, e.g. `Europe/Berlin`: decides calendar days and printed times. */
	timeZone: v.pipe(v.string(), v.check(isTimeZone, 'time-zone')),
	numbering: v.object({
		country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
		areaCode: v.pipe(v.string(), v.regex(/^\d{0,6}$/)),
		mainNumber: v.pipe(v.string(), v.regex(/^(\+\d{3,15})?$/)),
		maxExtensionDigits: whole(0, 8)
	}),
	calledNumber: v.object({
		order: v.pipe(v.array(v.picklist(CALLED_NUMBER_SOURCES)), v.minLength(1), v.maxLength(6)),
		/** Header fields that a PBX sets to the called number, looked at in this order. */
		headers: v.pipe(
			v.array(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/))),
			v.maxLength(8)
		)
	}),
	/** Header field by which the PBX marks internal calls; empty where it does not. */
	internalHeader: v.pipe(v.string(), v.regex(/^([A-Za-z][A-Za-z0-9-]{0,63})?$/)),
	/** Extensions of the own PBX: inclusive ranges of digits of equal length, e.g. 100 to 199. */
	extensionRanges: v.pipe(
		v.array(
			v.pipe(
				v.object({
					from: v.pipe(v.string(), v.regex(/^\d{1,8}$/)),
					to: v.pipe(v.string(), v.regex(/^\d{1,8}$/))
				}),
				// A range that no extension can be in would be an exception that silently never matches.
				v.check(({ from, to }) => from.length === to.length && from <= to, 'extension-range')
			)
		),
		v.maxLength(50)
	),
	/** Template for the call window where no hotline matches; empty means the built-in. */
	defaultGreeting: v.object({ de: text(4000), en: text(4000) }),
	/** What the call window shows of the hotline's contact. */
	calledContact: v.object({
		display: v.boolean(),
		/** Liquid; empty means the built-in. */
		template: v.object({ de: text(4000), en: text(4000) })
	}),
	actions: v.object({
		ringing: actionSchema,
		answered: actionSchema,
		/** After a conversation. */
		ended: actionSchema,
		/** Schemes that addresses may have besides the usual ones, without colons. */
		schemes: v.pipe(
			v.array(v.pipe(v.string(), v.check(isAllowableScheme, 'scheme'))),
			v.maxLength(10)
		)
	}),
	/** Calls ring without a sound until then, UTC epoch ms; what becomes of them is not changed by it. */
	doNotDisturbUntil: whole(0, 8_640_000_000_000_000),
	speedDials: speedDialsSchema,
	forwarding: forwardingSchema,
	/** The PBX, and whoever asks it, is told whether the person speaks or wants quiet. */
	tellPresence: v.boolean(),
	unanswered: v.object({
		/** `declined` counts as unanswered. */
		declined: v.boolean(),
		/** `voicemail` counts as unanswered. */
		voicemail: v.boolean(),
		/** Grace period in ms after the first final report, for other devices' answers to arrive. */
		graceMs: whole(0, 120_000),
		/** A later connected call to the same contact marks an unanswered one processed. */
		autoProcessed: v.boolean()
	}),
	email: v.object({
		enabled: v.boolean(),
		address: emailAddressOrNoneSchema,
		callerAsSender: v.boolean(),
		vcard: v.picklist(['off', '3.0', '4.0']),
		/** Prefix of telephony links, with its colon; empty means plain text. */
		linkPrefix: v.pipe(v.string(), v.check(isLinkPrefix, 'link-prefix'))
	}),
	sms: v.object({
		enabled: v.boolean(),
		/** E.164, or empty. */
		number: v.pipe(v.string(), v.regex(/^(\+\d{3,15})?$/)),
		/** The caller's number as sender, where the provider allows any. */
		callerAsSender: v.boolean(),
		/** Names are shortened until the text fits into so many segments. */
		maxSegments: whole(1, 10)
	}),
	templates: v.object({ de: templatesSchema, en: templatesSchema }),
	exceptions: v.object({
		internal: v.boolean(),
		withheld: v.boolean(),
		noContact: v.boolean(),
		repeatedSameDay: v.boolean(),
		repeatedWithoutLogin: v.boolean(),
		shortRing: v.boolean(),
		/** Ring time in ms below which `shortRing` matches. */
		shortRingMs: whole(0, 60_000),
		listed: v.boolean(),
		/** Numbers, extensions or patterns with `*` and `?`. */
		list: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(64))), v.maxLength(1000))
	})
});
export type Settings = v.InferOutput<typeof settingsSchema>;

/** Where and in which language somebody works. */
export const regionSchema = v.object({
	locale: settingsSchema.entries.locale,
	timeZone: settingsSchema.entries.timeZone,
	/** ISO 3166-1 alpha-2: decides how national numbers are read. */
	country: settingsSchema.entries.numbering.entries.country
});
export type Region = v.InferOutput<typeof regionSchema>;

/** Where an account starts of which nothing else is known. */
const GERMANY: Region = { locale: 'de', timeZone: 'Europe/Berlin', country: 'DE' };

const REFUSED_SCHEMES = ['data:', 'file:', 'blob:', 'vbscript:', 'javascript:'];

/**
 * Why a prefix of telephony links is not taken; undefined where it is: empty, or a scheme of 1 to 9
 * characters plus colon (RFC 3986 §3.1) that runs no code and reads no file.
 */
export function linkPrefixProblem(prefix: string): 'malformed' | 'refused' | undefined {
	if (prefix === '') return undefined;
	if (REFUSED_SCHEMES.includes(prefix.toLowerCase())) return 'refused';
	return /^[a-z][a-z0-9+.-]{0,8}:$/i.test(prefix) ? undefined : 'malformed';
}

export function isLinkPrefix(prefix: string): boolean {
	return linkPrefixProblem(prefix) === undefined;
}

/** Zones found good: stored settings are read for each call, and to ask takes as long as all else in them. */
let knownZones: Set<string> | undefined;

function isTimeZone(name: string): boolean {
	// The first format of a browser's page takes it 40 ms to make, the list 2; that has no other names of zones.
	knownZones ??= new Set(Intl.supportedValuesOf('timeZone'));
	if (knownZones.has(name)) return true;
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		knownZones.add(name);
		return true;
	} catch {
		return false;
	}
}

/** What a new account starts with. E-mail goes to `address`; the exceptions that lose nobody are on. */
export function defaultSettings(address: string, region: Region = GERMANY): Settings {
	const { locale, timeZone, country } = region;
	return {
		version: SETTINGS_VERSION,
		locale,
		timeZone,
		numbering: { country, areaCode: '', mainNumber: '', maxExtensionDigits: 4 },
		calledNumber: { order: [...CALLED_NUMBER_SOURCES], headers: ['X-Hotline', 'X-Called-Number'] },
		internalHeader: '',
		extensionRanges: [],
		defaultGreeting: { de: '', en: '' },
		...calledContact(),
		...actions(),
		...calm(),
		...around(),
		...untold(),
		unanswered: { declined: false, voicemail: true, graceMs: 5_000, autoProcessed: true },
		email: { enabled: true, address, callerAsSender: false, vcard: '3.0', linkPrefix: 'tel:' },
		...smsAndTemplates(),
		exceptions: {
			internal: false,
			withheld: false,
			noContact: false,
			repeatedSameDay: false,
			repeatedWithoutLogin: false,
			shortRing: true,
			shortRingMs: 2_000,
			listed: false,
			list: []
		}
	};
}

/** What text messages and own templates start with; settings of version 1 did not know them. */
function smsAndTemplates(): Pick<Settings, 'sms' | 'templates'> {
	const builtIn = { subject: '', text: '', html: '', sms: '' };
	return {
		sms: { enabled: false, number: '', callerAsSender: false, maxSegments: 2 },
		templates: { de: builtIn, en: { ...builtIn } }
	};
}

/** What is shown of the called contact at first; settings of version 2 did not know it. */
function calledContact(): Pick<Settings, 'calledContact'> {
	return { calledContact: { display: true, template: { de: '', en: '' } } };
}

/** At first nothing opens by itself; settings of version 3 did not know it. */
function actions(): Pick<Settings, 'actions'> {
	const none = () => ({ kind: 'none', url: '' }) as const;
	return { actions: { ringing: none(), answered: none(), ended: none(), schemes: [] } };
}

/** At first calls are heard; settings of version 4 did not know otherwise. */
function calm(): Pick<Settings, 'doNotDisturbUntil'> {
	return { doNotDisturbUntil: 0 };
}

/** At first nobody is called by one tap, and nothing is forwarded; settings of version 5 knew neither. */
function around(): Pick<Settings, 'speedDials' | 'forwarding'> {
	return { speedDials: [], forwarding: NO_FORWARDING };
}

/** At first nobody is told what the person does; settings of version 6 did not know otherwise. */
function untold(): Pick<Settings, 'tellPresence'> {
	return { tellPresence: false };
}

/** One step for each version: what `from` lacks is added, nothing that somebody chose is changed. */
const MIGRATIONS: readonly {
	readonly from: number;
	readonly step: (stored: object) => object;
}[] = [
	{ from: 1, step: (stored) => ({ ...stored, ...smsAndTemplates(), version: 2 }) },
	{ from: 2, step: (stored) => ({ ...stored, ...calledContact(), version: 3 }) },
	{ from: 3, step: (stored) => ({ ...stored, ...actions(), version: 4 }) },
	{ from: 4, step: (stored) => ({ ...stored, ...calm(), version: 5 }) },
	{ from: 5, step: (stored) => ({ ...stored, ...around(), version: 6 }) },
	{ from: 6, step: (stored) => ({ ...stored, ...untold(), version: 7 }) }
];

/** Brings settings that were stored by any older version up to this one; anything else stays as it is. */
function migrateSettings(stored: unknown): unknown {
	return MIGRATIONS.reduce((settings, { from, step }) => {
		const isOld =
			typeof settings === 'object' &&
			settings !== null &&
			'version' in settings &&
			settings.version === from;
		return isOld ? step(settings) : settings;
	}, stored);
}

/** Settings as any version stored them, brought up to this one; those of a newer version are refused. */
export const storedSettingsSchema = v.pipe(
	v.unknown(),
	v.transform(migrateSettings),
	settingsSchema
);

/** Reads stored settings of any version. Unknown shapes give the issues, so that nothing is silently reset. */
export function readSettings(stored: unknown) {
	return v.safeParse(storedSettingsSchema, stored);
}
