import type { Locale } from './hotline.ts';
import type { Rendered, TemplateError } from './liquid.ts';
import type { MessageLogEntry } from './message-log.ts';

type Render = (template: string, values: object, locale: Locale) => Rendered;

interface OwnTemplate {
	/** How the message's log names it. */
	readonly part: 'subject' | 'text' | 'html' | 'sms';
	/** The account's own; empty means the built-in. */
	readonly own: string;
	readonly builtIn: string;
	readonly render: Render;
	readonly values: object;
	readonly locale: Locale;
}

/**
 * Renders the account's own template. One that is wrong, does more work than it may or says nothing is
 * replaced by the built-in one and named in `log`: a broken template never costs a message.
 */
export function renderOwn(
	{ part, own, builtIn, render, values, locale }: OwnTemplate,
	log: MessageLogEntry[]
): string {
	const ours = () => renderBuiltIn(render(builtIn, values, locale));
	if (own.trim() === '') return ours();
	const rendered = render(own, values, locale);
	if (rendered.ok && rendered.text.trim() !== '') return rendered.text;
	log.push(
		rendered.ok
			? `own-template-empty ${part}`
			: `own-template-failed ${part} ${rendered.error.line}:${rendered.error.column} ${rendered.error.message}`
	);
	return ours();
}

/** What was wrong with an own template, from the log of a message that used the built-in one instead. */
export interface TemplateProblem {
	readonly part: string;
	/** Where and why; undefined where the template says nothing. */
	readonly error?: TemplateError;
}

/** The own templates that `renderOwn` has named in a message's log. */
export function templateProblems(log: readonly string[]): TemplateProblem[] {
	return log.flatMap((entry) => {
		const empty = /^own-template-empty (\w+)$/.exec(entry);
		if (empty?.[1]) return [{ part: empty[1] }];
		const failed = /^own-template-failed (\w+) (\d+):(\d+) (.*)$/s.exec(entry);
		if (!failed) return [];
		const [, part = '', line, column, message = ''] = failed;
		return [{ part, error: { line: Number(line), column: Number(column), message } }];
	});
}

/** The built-in templates are ours: one that fails is a broken assumption. */
function renderBuiltIn(rendered: Rendered): string {
	if (!rendered.ok) throw new Error(`built-in template: ${rendered.error.message}`);
	return rendered.text;
}
