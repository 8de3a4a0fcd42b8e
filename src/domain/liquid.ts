import { Liquid } from 'liquidjs';

/** Where a template is wrong; lines and columns count from 1. */
export interface TemplateError {
	readonly message: string;
	readonly line: number;
	readonly column: number;
}

export type Rendered =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly error: TemplateError };

/** No template may hang or fill a browser or the server, whoever wrote it. */
const LIMITS = { parseLimit: 50_000, renderLimit: 100, memoryLimit: 200_000 };
/** Nothing can be included, read from disk or reached through a prototype. */
const CLOSED = {
	strictFilters: true,
	ownPropertyOnly: true,
	relativeReference: false,
	templates: {}
};

const plain = new Liquid({ ...LIMITS, ...CLOSED });
const html = new Liquid({ ...LIMITS, ...CLOSED, outputEscape: 'escape' });

/** Renders a template to plain text. Values are data: template syntax in them is not looked at. */
export function renderText(template: string, values: object): Rendered {
	return render(plain, template, values);
}

/** Renders a template to HTML: every value is escaped unless the template says `raw`. */
export function renderHtml(template: string, values: object): Rendered {
	return render(html, template, values);
}

function render(engine: Liquid, template: string, values: object): Rendered {
	try {
		return { ok: true, text: String(engine.parseAndRenderSync(template, values)) };
	} catch (error) {
		return { ok: false, error: templateError(error) };
	}
}

function templateError(error: unknown): TemplateError {
	const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
	const [line, column] = positionOf(error) ?? [1, 1];
	return { message: message.replace(/, line:\d+, col:\d+$/, ''), line, column };
}

function positionOf(error: unknown): [number, number] | undefined {
	const token = error instanceof Error && 'token' in error ? error.token : undefined;
	if (typeof token !== 'object' || token === null || !('getPosition' in token)) return undefined;
	if (typeof token.getPosition !== 'function') return undefined;
	const position: unknown = token.getPosition();
	return Array.isArray(position) ? [Number(position[0]), Number(position[1])] : undefined;
}
