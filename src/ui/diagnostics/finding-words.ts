import { CHECKS, type Check, type Finding } from '#domain/diagnostics.ts';
import type { RegistrationProblem } from '#domain/registration.ts';
import type { Texts } from '#i18n/texts.ts';
import type { CheckResult } from '#phone/diagnostics/diagnostics.svelte.ts';

/** What was found and what to do, in words. */
export function findingWords({ word, values }: Finding, { t, f }: Texts): string {
	const [first = ''] = values;
	if (word === 'registered')
		return t.diagnostics.findings.registered(f.when(Number(first), Date.now()));
	if (word === 'not-registered') {
		const problem = first as RegistrationProblem;
		return `${t.registration.waiting[problem]}. ${t.registration.help[problem]}`;
	}
	const words: (...values: string[]) => string = t.diagnostics.findings[word];
	return words(...values).trim();
}

/**
 * All that was found as text for whoever helps. Addresses of servers are in it; passwords, names and
 * phone numbers are not, since no finding holds any.
 */
export function diagnosticsReport(
	result: (check: Check) => CheckResult,
	about: { readonly version: string; readonly browser: string; readonly at: number },
	texts: Texts
): string {
	const { t } = texts;
	const lines = CHECKS.flatMap((check) => {
		const found = result(check);
		const head = `[${found.state}] ${t.diagnostics.checks[check]}`;
		const findings = 'findings' in found ? found.findings : [];
		return [head, ...findings.map((each) => `  ${each.word}: ${findingWords(each, texts)}`)];
	});
	const head = [
		`Anteroom ${about.version}`,
		new Date(about.at).toISOString(),
		about.browser,
		navigator.onLine ? 'online' : 'offline'
	];
	return [...head, '', ...lines, ''].join('\n');
}
