import type { PhoneNumber } from './phone-number.ts';

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
