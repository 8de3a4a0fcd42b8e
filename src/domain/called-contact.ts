import type { Hotline } from './hotline.ts';
import { renderText, type TemplateError } from './liquid.ts';
import type { Settings } from './settings.ts';
import type { TemplateContext } from './template-context.ts';

/** What is shown of the called contact where no template says otherwise: name, number, e-mail, one a line. */
const BUILT_IN_CALLED_CONTACT = `{% if called.contactName != '' %}{{ called.contactName }}
{% endif %}{% if called.contactNumber != '' %}{{ called.contactNumber }}
{% endif %}{{ called.contactEmail }}`;

export interface CalledContact {
	readonly text: string;
	/** The own template is broken here; `text` is the built-in's. */
	readonly error?: TemplateError;
}

/** What the call window shows of whom callers want at the hotline; undefined where nothing is known, or nothing wanted. Never fails. */
export function renderCalledContact(wanted: {
	readonly hotline?: Hotline;
	readonly settings: Pick<Settings, 'locale' | 'calledContact'>;
	readonly context: TemplateContext;
}): CalledContact | undefined {
	const { hotline, settings, context } = wanted;
	const { display, template } = settings.calledContact;
	if (!display || !hotline || Object.values(hotline.contact).every((known) => known === '')) {
		return undefined;
	}
	const { locale } = settings;
	const own = template[locale];
	const rendered = renderText(own.trim() === '' ? BUILT_IN_CALLED_CONTACT : own, context, locale);
	if (rendered.ok) return { text: rendered.text.trim() };
	const builtIn = renderText(BUILT_IN_CALLED_CONTACT, context, locale);
	return { text: builtIn.ok ? builtIn.text.trim() : hotline.contact.name, error: rendered.error };
}
