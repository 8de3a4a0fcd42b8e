import type { HotlineField } from '#domain/hotline-differences.ts';
import type { Messages } from '#i18n/en.ts';

/** The name of a field as the form calls it. */
export function hotlineFieldLabel(
	field: HotlineField,
	{ hotlines: { editor: name } }: Messages
): string {
	const labels: Partial<Record<HotlineField, string>> = {
		...{ id: name.fields.id, name: name.name, company: name.company, notes: name.notes },
		...{ numbers: name.called, divertingNumbers: name.diverting, color: name.color },
		...{ answeredBy: name.fields.answeredBy, logo: name.fields.logo, ringTone: name.ringTone },
		...{ 'contact.name': name.contactName, 'contact.number': name.contactNumber },
		...{ 'contact.email': name.contactEmail, notifyAddress: name.notifyAddress },
		...{ notifyNumber: name.notifyNumber, notifyLocale: name.notifyLocale }
	};
	const [, locale, part] = field.split('.');
	return (
		labels[field] ??
		name.fields.greetingOf(locale ?? '', name.parts[part as keyof typeof name.parts])
	);
}
