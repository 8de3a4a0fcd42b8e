import { messageLogCode } from '#domain/message-log.ts';
import { templateProblems } from '#domain/notification-template.ts';
import type { Texts } from '#i18n/texts.ts';

/** What was decided about a message, in words; empty for a code that this version does not know. */
export function messageLogWords(entry: string, { t }: Texts): string {
	const code = messageLogCode(entry);
	if (code === undefined) return '';
	const [problem] = templateProblems([entry]);
	const { line, column, message } = problem?.error ?? { line: 0, column: 0, message: '' };
	return t.messageLog[code]({
		part: t.journal.templatePart[problem?.part ?? ''] ?? problem?.part ?? '',
		place: `${line}:${column}`,
		error: message
	});
}
