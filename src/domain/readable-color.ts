/**
 * Black or white, whichever is read better on a colour (`#rrggbb`): by the contrast ratio of WCAG 2.2
 * it is at least 4.5:1 on every one.
 */
export function readableOn(color: string): '#000000' | '#ffffff' {
	const luminance = relativeLuminance(color);
	const [onWhite, onBlack] = [1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05];
	return onWhite > onBlack ? '#ffffff' : '#000000';
}

/** WCAG 2.2, "relative luminance": 0 for black to 1 for white. */
function relativeLuminance(color: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
