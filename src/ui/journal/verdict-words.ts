import type { Verdict } from '#domain/notification-rules.ts';
import type { Texts } from '#i18n/texts.ts';

/** Why a rule judged as it did, with what it looked at; empty for a code that this version does not know. */
export function verdictWords({ code, inputs }: Verdict, { t, f, locale }: Texts): string {
	const words = t.verdict[code];
	if (!words) return '';
	const text = (name: string) => String(inputs[name] ?? '');
	// To the tenth, but for a ring so near its limit that a rounded one would belie the verdict.
	const isClose = Math.abs(Number(inputs['ringMs']) - Number(inputs['shortRingMs'])) < 100;
	const digits = { maximumFractionDigits: isClose ? 3 : 1 };
	const seconds = (name: string) =>
		`${(Number(inputs[name]) / 1000).toLocaleString(locale, digits)} s`;
	const moment = (name: string) => {
		const at = inputs[name];
		// Against the very same moment a date would be left out.
		return typeof at === 'number' ? f.when(at, 0) : t.journal.never;
	};
	const { sources } = inputs;
	/** `own: failed`, as the rule writes it. */
	const sourceWords = (source: string) =>
		source
			.replace(/^own:/, `${t.journal.addressBook}:`)
			.replace(/^device:/, `${t.folders.title}:`)
			.replace(/[a-z]+$/, (status) => t.journal.sourceStatus[status] ?? status);
	return words({
		caller: t.journal.callerWithout[text('caller')] ?? text('caller'),
		sources: Array.isArray(sources) ? sources.map(sourceWords).join(', ') : '',
		day: f.day(text('day')),
		ring: seconds('ringMs'),
		limit: seconds('shortRingMs'),
		active: moment('lastActiveAt'),
		notified: moment('lastNotifiedAt'),
		entry: text('entry'),
		entries: text('entries')
	});
}
