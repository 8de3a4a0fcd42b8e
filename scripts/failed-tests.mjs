import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** How many lines of an error are given. */
const ERROR_LINES = 8;

/**
 * The failed tests of a Playwright JSON report, with the beginning of what each said; none where there is no
 * report.
 * @param {string} report path
 * @returns {{ title: string, error: string }[]}
 */
export function failedTests(report) {
	return suitesOf(report)
		.flatMap(specsIn)
		.filter(({ ok }) => !ok)
		.map(({ file, line, title, tests }) => {
			const errors = tests.flatMap(({ results }) => results.flatMap(({ errors: all }) => all));
			const said = errors.map(({ message }) => stripVTControlCharacters(message ?? '')).join('\n');
			const lines = said.split('\n').filter((text) => text.trim() !== '');
			return { title: `${file}:${line} ${title}`, error: lines.slice(0, ERROR_LINES).join('\n') };
		});
}

/**
 * @param {string} report path
 * @returns {import('@playwright/test/reporter').JSONReportSuite[]}
 */
function suitesOf(report) {
	try {
		return JSON.parse(readFileSync(report, 'utf8')).suites;
	} catch {
		// A part without a report, or one that did not get to write it: its output says more.
		return [];
	}
}

/**
 * @param {import('@playwright/test/reporter').JSONReportSuite} suite
 * @returns {import('@playwright/test/reporter').JSONReportSpec[]}
 */
function specsIn(suite) {
	return [...suite.specs, ...(suite.suites ?? []).flatMap(specsIn)];
}
