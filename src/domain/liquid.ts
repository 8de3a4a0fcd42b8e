import {
	Context,
	defaultOperators,
	Liquid,
	toValue,
	type Emitter,
	type LiquidOptions,
	type Template
} from 'liquidjs';
import type { Locale } from './hotline.ts';

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
/** Evaluations of expressions and comparisons of list members: far more than any message needs. */
const MAX_EVALUATIONS = 500_000;
/** To look for a text in another is quicker than to write it. */
const SEARCH_SHARE = 0.1;
/** An error can quote a tag as long as the whole template. */
const MAX_ERROR = 200;
const LEFT_OUT = [
	// Not counted by the library, or not a function of the values alone (randomness, Node's crypto).
	...['sum', 'sample', 'sha256', 'hmac_sha256', 'base64_encode', 'base64_decode'],
	// They can put a list into itself: thirty times, and to write it takes for ever.
	...['push', 'unshift', 'group_by', 'group_by_exp']
];
/** Nothing can be included, read from disk or reached through a prototype. */
const CLOSED = {
	parseLimit: MAX_TEMPLATE,
	memoryLimit: BUDGET,
	strictFilters: true,
	ownPropertyOnly: true,
	relativeReference: false,
	templates: {},
	// Each rendering says its own. To ask for the machine's language, as the library would, takes a browser 40 ms.
	locale: 'en'
};

const SYNC = { sync: true };

type BinaryOperator = (left: unknown, right: unknown, context: Context) => boolean;

const plain = closedEngine({});
const html = escapingEngine('escape');
// A lone surrogate cannot be encoded.
const uri = escapingEngine((value) => encodeURIComponent(textOf(value).toWellFormed()));
const digits = escapingEngine((value) => textOf(value).replaceAll(/[^+\d]/g, ''));

/**
 * Renders a template to plain text. Values are data: template syntax in them is not looked at.
 *
 * @param locale of the names of days and months that a `date` filter writes
 */
export function renderText(template: string, values: object, locale: Locale): Rendered {
	return render(plain, template, values, locale);
}

/** Renders a template to HTML, as `renderText` does: every value is escaped, whatever filters the template applies. */
export function renderHtml(template: string, values: object, locale: Locale): Rendered {
	return render(html, template, values, locale);
}

/** Renders a template to a URI: every value is percent-encoded, whatever filters the template applies. */
export function renderUri(template: string, values: object): Rendered {
	return render(uri, template, values);
}

/** Renders a template of which every value keeps its digits and `+` alone, as in `tel:` (RFC 3966). */
export function renderDigits(template: string, values: object): Rendered {
	return render(digits, template, values);
}

/** Everything is escaped, last of all filters: the library's own `raw` would switch that off. */
function escapingEngine(outputEscape: NonNullable<LiquidOptions['outputEscape']>): Liquid {
	const engine = closedEngine({ outputEscape });
	engine.registerFilter('raw', (value: unknown) => value);
	return engine;
}

function closedEngine(options: LiquidOptions): Liquid {
	const engine = new Liquid({
		...CLOSED,
		...options,
		operators: { ...defaultOperators, contains: chargedContains }
	});
	for (const name of LEFT_OUT) engine.unregisterFilter(name);
	for (const name of Object.keys(engine.filters)) chargeFilter(engine, name);
	// The library charges what filters make, but neither loops nor what is written, e.g. by `capture`.
	const { renderer } = engine;
	const renderTemplates = renderer.renderTemplates.bind(renderer);
	renderer.renderTemplates = (templates, context, emitter = new CountedText(context)) => {
		context.memoryLimit.use((templates.length + 1) * STEP_COST);
		return renderTemplates(templates, context, emitter);
	};
	return engine;
}

/** The library charges what most filters make; a call costs something too, and to format a date the most. */
function chargeFilter(engine: Liquid, name: string): void {
	const filter = engine.filters[name];
	const handler = typeof filter === 'function' ? filter : filter?.handler;
	if (!handler) return;
	engine.registerFilter(name, function (value: unknown, ...given: unknown[]): unknown {
		const conversions = name === 'date' ? textOf(given[0]).length : 0;
		this.context.memoryLimit.use((1 + conversions) * STEP_COST);
		return handler.call(this, value, ...given);
	});
}

const contains = defaultOperators['contains'] as BinaryOperator;

function chargedContains(...[within, wanted, context]: Parameters<BinaryOperator>) {
	if (typeof within === 'string') {
		context.memoryLimit.use((within.length + textOf(wanted).length) * SEARCH_SHARE);
	}
	return contains(within, wanted, context);
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

/** Messages share few templates, and to read one takes longer than to fill it in. */
const KEPT_TEMPLATES = 50;
const kept = new WeakMap<Liquid, Map<string, Template[]>>();

/** @throws where the template is wrong. */
function parse(engine: Liquid, template: string): Template[] {
	const parsed = kept.get(engine) ?? new Map<string, Template[]>();
	kept.set(engine, parsed);
	const known = parsed.get(template) ?? engine.parse(template);
	if (parsed.size >= KEPT_TEMPLATES) parsed.clear();
	parsed.set(template, known);
	return known;
}

function render(engine: Liquid, template: string, values: object, locale: Locale = 'en'): Rendered {
	try {
		const parsed = parse(engine, template);
		const context = new Context(values, { ...engine.options, locale }, SYNC, { liquid: engine });
		return { ok: true, text: String(evaluate(engine._render(parsed, context, SYNC))) };
	} catch (error) {
		return { ok: false, error: templateError(error) };
	}
}

/**
 * Does what the library's generators ask for, as its own `toValueSync` does, and counts it: also what
 * is neither written nor made by a filter, e.g. comparisons.
 */
function evaluate(asked: unknown): unknown {
	let evaluations = 0;
	const valueOf = (value: unknown): unknown => {
		if (!isGenerator(value)) return value;
		let state = value.next();
		for (;;) {
			let answer: unknown;
			try {
				evaluations += 1;
				if (evaluations > MAX_EVALUATIONS) throw new Error('too many evaluations');
				answer = valueOf(state.value);
			} catch (error) {
				if (state.done) throw error;
				// The library finds out where in the template it is.
				state = value.throw(error);
				continue;
			}
			if (state.done) return answer;
			state = value.next(answer);
		}
	};
	return valueOf(asked);
}

function isGenerator(value: unknown): value is Generator<unknown, unknown, unknown> {
	return typeof value === 'object' && value !== null && 'next' in value && 'throw' in value;
}

function templateError(error: unknown): TemplateError {
	const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
	const [line, column] = positionOf(error) ?? [1, 1];
	return { message: message.replace(/, line:\d+, col:\d+$/, '').slice(0, MAX_ERROR), line, column };
}

function positionOf(error: unknown): [number, number] | undefined {
	const token = error instanceof Error && 'token' in error ? error.token : undefined;
	if (typeof token !== 'object' || token === null || !('getPosition' in token)) return undefined;
	if (typeof token.getPosition !== 'function') return undefined;
	const position: unknown = token.getPosition();
	return Array.isArray(position) ? [Number(position[0]), Number(position[1])] : undefined;
}
