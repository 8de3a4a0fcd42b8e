import { Liquid, toValue, type Context, type Emitter, type LiquidOptions } from 'liquidjs';

/** Where a template is wrong; lines and columns count from 1. */
export interface TemplateError {
	readonly message: string;
	readonly line: number;
	readonly column: number;
}

export type Rendered =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly error: TemplateError };

/**
 * No template may hang or fill a browser or the server, whoever wrote it. Work is counted rather than
 * time measured: a busy machine must not break a good template. The budget is in characters (written,
 * or made by filters) and members of lists; a step of the template costs as much as a short text.
 */
const BUDGET = 100_000;
const STEP_COST = 25;
const MAX_TEMPLATE = 50_000;
/** Not counted by the library, or not a function of the values alone (randomness, Node's crypto). */
const LEFT_OUT = ['sum', 'sample', 'sha256', 'hmac_sha256', 'base64_encode', 'base64_decode'];
/** Nothing can be included, read from disk or reached through a prototype. */
const CLOSED = {
	parseLimit: MAX_TEMPLATE,
	memoryLimit: BUDGET,
	strictFilters: true,
	ownPropertyOnly: true,
	relativeReference: false,
	templates: {}
};

const plain = closedEngine({});
const html = closedEngine({ outputEscape: 'escape' });
// Everything is escaped, last of all filters: the library's own `raw` would switch that off.
html.registerFilter('raw', (value: unknown) => value);

/** Renders a template to plain text. Values are data: template syntax in them is not looked at. */
export function renderText(template: string, values: object): Rendered {
	return render(plain, template, values);
}

/** Renders a template to HTML: every value is escaped, whatever filters the template applies. */
export function renderHtml(template: string, values: object): Rendered {
	return render(html, template, values);
}

function closedEngine(options: LiquidOptions): Liquid {
	const engine = new Liquid({ ...CLOSED, ...options });
	for (const name of LEFT_OUT) engine.unregisterFilter(name);
	// The library charges what filters make, but neither loops nor what is written, e.g. by `capture`.
	const { renderer } = engine;
	const renderTemplates = renderer.renderTemplates.bind(renderer);
	renderer.renderTemplates = (templates, context, emitter = new CountedText(context)) => {
		context.memoryLimit.use((templates.length + 1) * STEP_COST);
		return renderTemplates(templates, context, emitter);
	};
	return engine;
}

/** Collects what a template writes, and charges it to the context's limit. */
class CountedText implements Emitter {
	buffer = '';
	readonly #context: Context;

	constructor(context: Context) {
		this.#context = context;
	}

	write(value: unknown): void {
		const text = textOf(value);
		this.#context.memoryLimit.use(text.length);
		this.buffer += text;
	}
}

function textOf(value: unknown): string {
	const plainValue: unknown = toValue(value);
	if (plainValue === undefined || plainValue === null) return '';
	return Array.isArray(plainValue) ? plainValue.map(textOf).join('') : String(plainValue);
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
