import type { Messages } from '#i18n/en.ts';
import type { ServerFailure } from '#phone/ask-server.ts';

/** What went wrong at signing in or setting up, and what to do. */
export function failureWords(failure: ServerFailure, t: Messages): string {
	if (failure.kind === 'unreachable') {
		return failure.isOtherVersion ? t.app.otherVersion : t.signIn.unreachable;
	}
	switch (failure.code) {
		case 'wrong-code':
			return t.setup.wrongCode;
		case 'already-set-up':
			return t.setup.done;
		case 'email-taken':
			return t.accounts.taken;
	}
	switch (failure.status) {
		case 401:
			return t.signIn.wrong;
		case 400:
		case 422:
			return t.accounts.bad;
		case 429:
			return t.signIn.tooMany;
		default:
			return t.signIn.failed(failure.code);
	}
}
