import * as v from 'valibot';
import { isIceUrl, isTurnUrl, type IcePolicy } from '#domain/ice-servers.ts';

/** By which servers phones get through firewalls. */
export interface IceEnv {
	readonly urls: readonly string[];
	/** Shared with the TURN servers; never leaves this process. */
	readonly secret?: string;
	readonly policy: IcePolicy;
}

/** The variables of STUN and TURN, as `env.ts` reads them with all others. */
export const iceVariables = {
	ICE_SERVERS: v.optional(
		v.pipe(
			v.string(),
			v.transform((text) => text.split(/[\s,]+/).filter((url) => url !== '')),
			v.check(
				(urls) => urls.length > 0 && urls.every(isIceUrl),
				'is no list of stun:, turn: and turns: addresses'
			)
		)
	),
	TURN_SECRET: v.optional(
		v.pipe(v.string(), v.minLength(16, 'is too short: at least 16 characters are needed'))
	),
	ICE_POLICY: v.optional(v.picklist(['all', 'relay'], 'is neither all nor relay'), 'all')
};
type Variables = v.InferOutput<v.ObjectSchema<typeof iceVariables, undefined>>;

/** What the variables say; problems each begin with the name of their variable. Neither where no server is set. */
export function readIceEnv(variables: Variables): {
	readonly ice?: IceEnv;
	readonly problems: readonly string[];
} {
	const { ICE_SERVERS: urls = [], TURN_SECRET: secret, ICE_POLICY: policy } = variables;
	const hasTurn = urls.some(isTurnUrl);
	const problems = [
		...(hasTurn && secret === undefined
			? ['TURN_SECRET is needed with turn: in ICE_SERVERS: coturn’s static-auth-secret']
			: []),
		...(secret !== undefined && !hasTurn
			? ['TURN_SECRET: ICE_SERVERS has no turn: address that it would be for']
			: []),
		...(policy === 'relay' && !hasTurn
			? ['ICE_POLICY: relay needs a turn: address in ICE_SERVERS']
			: [])
	];
	if (problems.length > 0 || urls.length === 0) return { problems };
	return { ice: { urls, policy, ...(secret !== undefined && { secret }) }, problems };
}
