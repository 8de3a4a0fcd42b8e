import * as v from 'valibot';

/** A feature code as it is dialled; where a number belongs it has `{number}`. */
const code = v.pipe(v.string(), v.regex(/^([\d*#]|\{number\}){0,40}$/, 'feature-code'));

/**
 * Forwarding of all calls by the PBX, which is told by dialled codes (ETSI EN 300 738 and most PBXs:
 * `*21*{number}#` and `#21#`). Without codes the PBX has none.
 */
export const forwardingSchema = v.object({
	beginCode: v.pipe(code, v.check(hasNumberOrIsEmpty, 'feature-code')),
	endCode: code,
	/** To whom; kept while nothing is forwarded. */
	number: v.pipe(v.string(), v.regex(/^\+?\d{0,20}$/)),
	/** As far as this app knows: a PBX does not tell, and other telephones dial codes too. */
	isOn: v.boolean()
});
export type Forwarding = v.InferOutput<typeof forwardingSchema>;

export const NO_FORWARDING: Forwarding = { beginCode: '', endCode: '', number: '', isOn: false };

/** The PBX has been given codes for both ways. */
export function canForward({ beginCode, endCode }: Forwarding): boolean {
	return beginCode !== '' && endCode !== '';
}

/** The number in what a person has written, as it is put into the code; undefined where there is none. */
export function forwardingNumber(written: string): string | undefined {
	const number = written.replace(/[\s()./-]/g, '');
	return /^\+?\d{1,20}$/.test(number) ? number : undefined;
}

/** What is dialled so that all calls go to `number` (digits, with a plus where it is in E.164). */
export function beginForwarding({ beginCode }: Forwarding, number: string): string {
	return beginCode.replaceAll('{number}', number);
}

function hasNumberOrIsEmpty(text: string): boolean {
	return text === '' || text.includes('{number}');
}
