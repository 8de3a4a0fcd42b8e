import type { DirectorySource } from '#domain/directory-source.ts';
import type { Messages } from '#i18n/en.ts';
import type { ServerFailure } from '#phone/ask-server.ts';

/** Why the app's server did not do it, and what to do. */
export function directoryProblem(failure: ServerFailure, { app, directories }: Messages): string {
	const { problem } = directories;
	if (failure.kind === 'unreachable') {
		return failure.isOtherVersion ? app.otherVersion : problem.unreachable;
	}
	const { code } = failure;
	if (code === 'changed-elsewhere' || code === 'password-needed' || code === 'unknown-source') {
		return problem[code];
	}
	return problem.refused(code);
}

/** What a field is called in the form. */
export function fieldName(
	field: string,
	kind: DirectorySource['kind'],
	{ directories }: Messages
): string {
	const { attribute, url, ...texts } = directories;
	const names: Record<string, string> = {
		...attribute,
		...{ name: texts.name, url: url[kind], ca: texts.ca, bindDn: texts.bindDn },
		...{ base: texts.base, filter: texts.filter, user: texts.user },
		...{ intervalMinutes: texts.interval, country: texts.country, areaCode: texts.areaCode },
		...{ mainNumber: texts.mainNumber, maxExtensionDigits: texts.maxExtensionDigits }
	};
	return names[field] ?? field;
}
