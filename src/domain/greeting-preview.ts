import { exampleCall } from './example-calls.ts';
import { certainContact } from './contact.ts';
import type { Hotline, Locale } from './hotline.ts';
import { renderText, type TemplateError } from './liquid.ts';
import { parsePhoneNumber } from './phone-number.ts';
import type { Settings } from './settings.ts';
import { templateContext, type TemplateContext } from './template-context.ts';
import { renderGreeting, type Greeting } from './template.ts';

export const GREETING_EXAMPLES = ['known', 'unknown', 'withheld', 'forwarded'] as const;
export type GreetingExample = (typeof GREETING_EXAMPLES)[number];

export const PARTS_OF_DAY = ['morning', 'day', 'evening'] as const;
export type PartOfDay = (typeof PARTS_OF_DAY)[number];

/** Which greeting is shown, in which language, for which call. */
export interface GreetingSample {
	readonly locale: Locale;
	readonly example: GreetingExample;
	readonly partOfDay: PartOfDay;
}

interface PreviewFacts {
	readonly hotline: Hotline;
	/** Of the account that looks at it. */
	readonly settings: Settings;
	readonly user: { readonly name: string };
}

/** What stood in the call window if this hotline were called; the hotline need not be valid. */
export function previewGreeting(facts: PreviewFacts, sample: GreetingSample): Greeting {
	const settings = { ...facts.settings, locale: sample.locale };
	return renderGreeting({
		hotline: facts.hotline,
		settings,
		context: sampleContext(facts, sample)
	});
}

/** Where a greeting's template is wrong; undefined where it is not. */
export function greetingError(
	template: string,
	facts: PreviewFacts,
	sample: GreetingSample
): TemplateError | undefined {
	const rendered = renderText(template, sampleContext(facts, sample), sample.locale);
	return rendered.ok ? undefined : rendered.error;
}

/** What a greeting can name, e.g. `caller.name`. */
export function greetingValueNames(facts: PreviewFacts): readonly string[] {
	const context = sampleContext(facts, { locale: 'en', example: 'known', partOfDay: 'day' });
	return Object.entries(context).flatMap(([object, values]) =>
		Object.keys(values).map((name) => `${object}.${name}`)
	);
}

function sampleContext(
	{ hotline, settings, user }: PreviewFacts,
	{ example, partOfDay }: GreetingSample
): TemplateContext {
	const at = 0;
	const { call, lookup } = exampleCall(example === 'forwarded' ? 'unknown' : example, at);
	const plan = settings.numbering;
	const own = firstNumber(hotline.numbers, plan) ?? call.called.number;
	const forwarded = firstNumber(hotline.divertingNumbers, plan) ?? own;
	const contact = certainContact(lookup);
	const context = templateContext({
		caller: call.caller,
		...(contact && { contact }),
		called: {
			source: 'to',
			divertedFrom: example === 'forwarded' && forwarded ? [forwarded] : [],
			...(own && { number: example === 'forwarded' ? forwarded : own })
		},
		hotline,
		user,
		call: { startedAt: at, isInternal: false, previousCalls: example === 'known' ? 2 : 0 },
		now: at,
		timeZone: settings.timeZone,
		plan
	});
	return { ...context, now: { partOfDay } };
}

function firstNumber(entries: readonly string[], plan: Settings['numbering']) {
	for (const entry of entries) {
		const number = parsePhoneNumber(entry.replace(/\*$/, ''), plan);
		if (number) return number;
	}
	return undefined;
}
