import { isAllowableScheme, USUAL_SCHEMES } from './action-scheme.ts';
import { renderDigits, renderUri, type TemplateError } from './liquid.ts';

/** Why a template gives no address: `scheme` and `host` must stand in it as they are, `unsafe` values climb out of the path. */
export type AddressProblem =
	| { readonly kind: 'scheme' | 'host' | 'unsafe' }
	| { readonly kind: 'template'; readonly error: TemplateError };

export type ActionAddress =
	{ readonly ok: true; readonly address: string } | ({ readonly ok: false } & AddressProblem);

const MAX_ADDRESS = 8_000;

/**
 * The address that a Liquid template gives. Scheme and, of a web address, host and port must be written
 * out before the first value, and each value is percent-encoded where it is written (`tel:` keeps digits
 * and `+` alone): what a caller is called adds neither host nor path nor parameter.
 *
 * @param schemes what the account allows besides the usual ones, without colons
 */
export function actionAddress(
	template: string,
	schemes: readonly string[],
	values: object
): ActionAddress {
	const written = template.trim();
	const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(written)?.[1]?.toLowerCase() ?? '';
	const isAllowed =
		USUAL_SCHEMES.includes(scheme) || (schemes.includes(scheme) && isAllowableScheme(scheme));
	if (!isAllowed) return { ok: false, kind: 'scheme' };
	const isWeb = scheme === 'https' || scheme === 'http';
	if (isWeb && !/^https?:\/\/[^\s/\\?#@{}%]+(?:[/?#]|$)/i.test(written)) {
		return { ok: false, kind: 'host' };
	}
	const rendered = (scheme === 'tel' ? renderDigits : renderUri)(written, values);
	if (!rendered.ok) return { ok: false, kind: 'template', error: rendered.error };
	// Values hold no white space any more: this is the template's own layout.
	const line = rendered.text
		.trim()
		.replaceAll(/\s*[\r\n]\s*/g, '')
		.replaceAll(/\s/g, '%20');
	const address = scheme === 'mailto' ? withAtSigns(line) : line;
	if (address.length > MAX_ADDRESS || hasDotSegment(address)) return { ok: false, kind: 'unsafe' };
	return { ok: true, address };
}

/** RFC 6068: the sign of an address is not encoded. A value's own `%40` has become `%2540`. */
function withAtSigns(address: string): string {
	const [to = '', ...query] = address.split('?');
	return [to.replaceAll('%40', '@'), ...query].join('?');
}

/** Browsers go up a folder where a value is two dots (RFC 3986 §5.2.4), encoded or not. */
function hasDotSegment(address: string): boolean {
	const [path = ''] = address.split(/[?#]/);
	return path.split(/[/\\]/).some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}
