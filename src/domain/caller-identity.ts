import { parsePhoneNumber, type NumberingPlan, type PhoneNumber } from './phone-number.ts';
import { cleanText, parseAddresses, type SipAddress } from './sip-address.ts';
import type { SipHeaders } from './sip-message.ts';

export type CallerSource = 'p-asserted-identity' | 'remote-party-id' | 'from';

/** Who calls, by what the network says. Withheld (CLIR) and unavailable are different facts. */
export type CallerIdentity =
	| {
			readonly kind: 'number';
			readonly number: PhoneNumber;
			/** Display name from the network: hostile text, control characters removed, bounded. */
			readonly displayName?: string;
			readonly source: CallerSource;
	  }
	| {
			/** A SIP user that is not a number, e.g. `reception@pbx.example`. */
			readonly kind: 'user';
			readonly user: string;
			readonly domain: string;
			readonly displayName?: string;
			readonly source: CallerSource;
	  }
	/** The caller asked the network to hide the identity: nothing of it is kept. */
	| { readonly kind: 'withheld' }
	/** The network knows no number. */
	| { readonly kind: 'unavailable' };

const FIELDS = [
	['P-Asserted-Identity', 'p-asserted-identity'],
	['Remote-Party-ID', 'remote-party-id'],
	['From', 'from']
] as const satisfies readonly (readonly [string, CallerSource])[];

const WITHHELD_USERS = ['anonymous', 'restricted', 'withheld'];
const UNAVAILABLE_USERS = ['unavailable', 'unknown'];
const MAX_USER = 256;

/**
 * Reads who calls: P-Asserted-Identity (RFC 3325), else Remote-Party-ID, else From. Withholding is
 * judged first (RFC 3323 Privacy, anonymous From): a number that a trunk passes all the same is dropped here.
 */
export function callerIdentity(headers: SipHeaders, plan: NumberingPlan): CallerIdentity {
	if (isWithheld(headers)) return { kind: 'withheld' };
	for (const [field, source] of FIELDS) {
		// PAI may hold a SIP and a tel address: the one that gives a number serves better.
		const addresses = parseAddresses(headers.all(field)).filter(isCallingParty);
		const identities = addresses.flatMap((address) => identityOf(address, source, plan) ?? []);
		const withheld = identities.find(({ kind }) => kind === 'withheld');
		if (withheld) return withheld;
		const best = identities.find(({ kind }) => kind === 'number') ?? identities[0];
		if (best) return best;
	}
	return { kind: 'unavailable' };
}

/** A stable key of the caller for "the same caller": undefined where nobody can be told apart. */
export function callerKey(caller: CallerIdentity): string | undefined {
	switch (caller.kind) {
		case 'number': {
			const { e164, extension, raw } = caller.number;
			return e164 ?? (extension ? `ext:${extension}` : `raw:${raw}`);
		}
		case 'user':
			return `sip:${caller.user.toLowerCase()}@${caller.domain}`;
		case 'withheld':
		case 'unavailable':
			return undefined;
	}
}

function isWithheld(headers: SipHeaders): boolean {
	const privacy = headers.all('Privacy').flatMap((value) => value.toLowerCase().split(/[;,\s]+/));
	if (['id', 'user', 'header'].some((value) => privacy.includes(value))) return true;
	const remoteParties = parseAddresses(headers.all('Remote-Party-ID')).filter(isCallingParty);
	if (remoteParties.some(({ parameters }) => hidesIdentity(parameters.get('privacy')))) return true;
	const from = parseAddresses(headers.all('From'))[0];
	return from !== undefined && isWithheldAddress(from);
}

/** Remote-Party-ID (draft-ietf-sip-privacy) may also tell of the called party: `party=called`. */
function isCallingParty({ parameters }: SipAddress): boolean {
	return (parameters.get('party')?.toLowerCase() ?? 'calling') === 'calling';
}

/** `full`, `name`, `uri`, or what a PBX made up: all but an express "off" hides the whole identity. */
function hidesIdentity(privacy: string | undefined): boolean {
	return privacy !== undefined && !['off', 'none'].includes(privacy.toLowerCase());
}

function isWithheldAddress({ user, host }: SipAddress): boolean {
	return host === 'anonymous.invalid' || WITHHELD_USERS.includes(user.trim().toLowerCase());
}

function identityOf(
	address: SipAddress,
	source: CallerSource,
	plan: NumberingPlan
): CallerIdentity | undefined {
	if (isWithheldAddress(address)) return { kind: 'withheld' };
	const { user, host, displayName, phoneContext = '' } = address;
	const name = cleanText(user, MAX_USER);
	if (name === '' || UNAVAILABLE_USERS.includes(name.toLowerCase())) return undefined;
	const number = parsePhoneNumber(user.startsWith('+') ? user : phoneContext + user, plan);
	const named = displayName && displayName !== user ? { displayName } : {};
	return number
		? { kind: 'number', number, ...named, source }
		: { kind: 'user', user: name, domain: host, ...named, source };
}
