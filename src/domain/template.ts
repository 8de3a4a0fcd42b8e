import type { Hotline, Locale } from './hotline.ts';
import { renderText, type TemplateError } from './liquid.ts';
import type { Settings } from './settings.ts';
import type { TemplateContext } from './template-context.ts';

const SALUTATION = {
	de: `{% case now.partOfDay %}{% when 'morning' %}guten Morgen{% when 'evening' %}guten Abend{% else %}guten Tag{% endcase %}`,
	en: `{% case now.partOfDay %}{% when 'morning' %}good morning{% when 'evening' %}good evening{% else %}hello{% endcase %}`
};

/** Where neither hotline nor account says how to announce oneself. */
export const BUILT_IN_GREETINGS: Readonly<Record<Locale, string>> = {
	de: `{% assign name = called.company | default: called.hotline %}{% if name != '' %}{{ name }}, mein Name ist {{ user.name }}, {% else %}{{ user.name }}, {% endif %}${SALUTATION.de}.`,
	en: `{% assign name = called.company | default: called.hotline %}{% if name != '' %}{{ name }}, {{ user.name }} speaking, {% else %}{{ user.name }} speaking, {% endif %}${SALUTATION.en}.`
};

export interface Greeting {
	readonly text: string;
	readonly source: 'hotline' | 'account' | 'built-in';
	/** The template that should have been used is broken here; `text` is the built-in's. */
	readonly error?: TemplateError;
}

/** How to announce oneself: the hotline's template, else the account's, else the built-in one. Never fails. */
export function renderGreeting(wanted: {
	readonly hotline?: Hotline;
	readonly settings: Settings;
	readonly context: TemplateContext;
}): Greeting {
	const { hotline, settings, context } = wanted;
	const { locale } = settings;
	const own = hotline && greetingNow(hotline.greeting[locale], context);
	const account = settings.defaultGreeting[locale];
	// Never trimmed: an error's line is that of the template as it is written.
	const chosen = own
		? ({ source: 'hotline', template: own } as const)
		: account.trim() !== ''
			? ({ source: 'account', template: account } as const)
			: undefined;
	const builtIn = () => {
		const rendered = renderText(BUILT_IN_GREETINGS[locale], context, locale);
		return rendered.ok ? rendered.text : context.user.name;
	};
	if (!chosen) return { text: builtIn(), source: 'built-in' };
	const rendered = renderText(chosen.template, context, locale);
	return rendered.ok
		? { text: rendered.text.trim(), source: chosen.source }
		: { text: builtIn(), source: 'built-in', error: rendered.error };
}

function greetingNow(greetings: Hotline['greeting'][Locale], { now }: TemplateContext): string {
	const parts = [greetings[now.partOfDay], greetings.always];
	return parts.find((part) => part.trim() !== '') ?? '';
}
