import * as v from 'valibot';
import { httpSmsApiSchema, type HttpSmsApi } from './sms-http-api.ts';

interface SmsProvider {
	readonly api: HttpSmsApi;
	/** Takes senders that nobody has registered with it, such as a caller's number. */
	readonly anySender: boolean;
	/** Has no sender of its own for messages that name none. */
	readonly needsSender: boolean;
}

const api = (described: v.InferInput<typeof httpSmsApiSchema>) =>
	v.parse(httpSmsApiSchema, described);

/**
 * Providers of text messages by their documentation. SMS_ACCOUNT and SMS_SECRET are the two halves of
 * what each calls its credentials. Which senders a network passes on differs by country too.
 */
export const SMS_PROVIDERS = {
	/** Account SID and auth token. https://www.twilio.com/docs/messaging/api/message-resource */
	twilio: {
		api: api({
			url: 'https://api.twilio.com/2010-04-01/Accounts/{account}/Messages.json',
			auth: { kind: 'basic' },
			encoding: 'form',
			body: { To: '{to}', From: '{from}', Body: '{text}', StatusCallback: '{receipts}' },
			idPath: 'sid',
			receipts: {
				idPath: 'MessageSid',
				statusPath: 'MessageStatus',
				reasonPath: 'ErrorCode',
				ends: { delivered: ['delivered', 'read'], failed: ['undelivered', 'failed', 'canceled'] }
			}
		}),
		anySender: false,
		needsSender: true
	},
	/** API key and secret. https://developer.vonage.com/en/api/sms */
	vonage: {
		api: api({
			url: 'https://rest.nexmo.com/sms/json',
			auth: { kind: 'basic' },
			encoding: 'form',
			numbers: 'digits',
			body: {
				to: '{to}',
				from: '{from}',
				text: '{text}',
				type: '{type}',
				'client-ref': '{key}',
				callback: '{receipts}'
			},
			idPath: 'messages.0.message-id',
			code: {
				path: 'messages.0.status',
				accepted: ['0'],
				permanent: ['2', '3', '6', '7', '15', '22', '29'],
				// Bad credentials, a barred account, no credit.
				login: ['4', '8', '9']
			},
			receipts: {
				idPath: 'messageId',
				statusPath: 'status',
				reasonPath: 'err-code',
				ends: { delivered: ['delivered'], expired: ['expired'], failed: ['failed', 'rejected'] }
			}
		}),
		anySender: false,
		needsSender: true
	},
	/** Id and secret of a personal access token; the sender is an SMS extension. It gives no id and no receipts. https://api.sipgate.com/v2/doc */
	sipgate: {
		api: api({
			url: 'https://api.sipgate.com/v2/sessions/sms',
			auth: { kind: 'basic' },
			body: { smsId: '{from}', recipient: '{to}', message: '{text}' }
		}),
		anySender: false,
		needsSender: true
	},
	/** API key. https://docs.seven.io/en/rest-api/endpoints/sms */
	seven: {
		api: api({
			url: 'https://gateway.seven.io/api/sms',
			auth: { kind: 'header', name: 'X-Api-Key' },
			body: { to: '{to}', from: '{from}', text: '{text}', foreign_id: '{key}' },
			idPath: 'messages.0.id',
			// 402 is its lock against the same text to the same number within minutes: it has been sent.
			code: {
				path: 'success',
				accepted: ['100', '402'],
				permanent: ['201', '202', '301', '305', '306', '401'],
				// No credit, bad key, an address or method that is not allowed.
				login: ['500', '900', '902', '903']
			},
			// The address is entered once in its console, as webhook for status reports.
			receipts: {
				idPath: 'data.msg_id',
				statusPath: 'data.status',
				ends: {
					delivered: ['DELIVERED'],
					expired: ['EXPIRED'],
					failed: ['NOTDELIVERED', 'REJECTED', 'FAILED']
				}
			}
		}),
		anySender: true,
		needsSender: false
	},
	/** Access key. https://developers.messagebird.com/api/sms-messaging */
	bird: {
		api: api({
			url: 'https://rest.messagebird.com/messages',
			auth: { kind: 'header', name: 'Authorization', prefix: 'AccessKey ' },
			numbers: 'digits',
			body: {
				recipients: ['{to}'],
				originator: '{from}',
				body: '{text}',
				datacoding: 'auto',
				reference: '{key}',
				reportUrl: '{receipts}'
			},
			idPath: 'id',
			receipts: {
				idPath: 'id',
				statusPath: 'status',
				reasonPath: 'statusErrorCode',
				ends: { delivered: ['delivered'], expired: ['expired'], failed: ['delivery_failed'] }
			}
		}),
		anySender: true,
		needsSender: true
	},
	/** Service plan id and API token. https://developers.sinch.com/docs/sms/api-reference */
	sinch: {
		api: api({
			url: 'https://eu.sms.api.sinch.com/xms/v1/{account}/batches',
			body: {
				to: ['{to}'],
				from: '{from}',
				body: '{text}',
				client_reference: '{key}',
				delivery_report: 'per_recipient_final',
				callback_url: '{receipts}'
			},
			idPath: 'id',
			idempotencyHeader: 'Idempotency-Key',
			receipts: {
				idPath: 'batch_id',
				statusPath: 'status',
				reasonPath: 'code',
				ends: {
					delivered: ['Delivered'],
					expired: ['Expired'],
					failed: ['Failed', 'Rejected', 'Aborted', 'Cancelled', 'Deleted']
				}
			}
		}),
		anySender: false,
		needsSender: false
	}
} as const satisfies Readonly<Record<string, SmsProvider>>;
