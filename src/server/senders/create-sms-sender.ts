import type { MailEnv } from '#server/env.ts';
import type { Sender } from '#server/outbox/sender.ts';
import type { SmsEnv } from '#server/sms-env.ts';
import { createMailSender } from './mail.ts';
import { createSmsByMailSender } from './sms-email.ts';
import { createHttpSmsSender } from './sms-http.ts';
import { createSmppSender } from './sms-smpp.ts';

/** The sender of text messages that the installation has chosen; undefined where it has none. */
export function createSmsSender(
	sms: SmsEnv | undefined,
	mail: MailEnv | undefined
): Sender | undefined {
	switch (sms?.kind) {
		case undefined:
			return undefined;
		case 'http':
			return createHttpSmsSender(sms);
		case 'smpp':
			return createSmppSender(sms.centre);
		case 'email':
			return mail && createSmsByMailSender(createMailSender(mail), sms.gateway, mail.from);
	}
}
