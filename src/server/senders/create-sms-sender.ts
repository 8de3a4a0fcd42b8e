import type { MailEnv } from '#server/env.ts';
import type { Sender } from '#server/outbox/sender.ts';
import type { Receipt } from '#server/receipts/receipts.ts';
import type { SmsEnv } from '#server/sms-env.ts';
import { createMailSender } from './mail.ts';
import { createSmsByMailSender } from './sms-email.ts';
import { createHttpSmsSender } from './sms-http.ts';
import { createSmppSender } from './sms-smpp.ts';

interface SmsSenderParts {
	readonly mail: MailEnv | undefined;
	/** The app's own address, where it is known: HTTP providers call it. */
	readonly origin: string | undefined;
	/** Stores a receipt that comes by the connection that messages go out by. */
	readonly received: (receipt: Receipt) => Promise<void>;
}

/** The sender of text messages that the installation has chosen; undefined where it has none. */
export function createSmsSender(
	sms: SmsEnv | undefined,
	{ mail, origin, received }: SmsSenderParts
): Sender | undefined {
	switch (sms?.kind) {
		case undefined:
			return undefined;
		case 'http':
			return createHttpSmsSender({ ...sms, receiptsUrl: receiptsUrl(sms, origin) });
		case 'smpp':
			return createSmppSender(sms.centre, received);
		case 'email':
			return mail && createSmsByMailSender(createMailSender(mail), sms.gateway, mail.from);
	}
}

/** What a provider is told to call: routes/api/sms-receipts. */
function receiptsUrl(
	{ receiptsSecret }: { readonly receiptsSecret?: string },
	origin: string | undefined
): string | undefined {
	if (receiptsSecret === undefined || origin === undefined) return undefined;
	return `${origin}/api/sms-receipts/${receiptsSecret}`;
}
