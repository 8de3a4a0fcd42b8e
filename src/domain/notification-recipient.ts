import type { NotificationFacts } from './notification-values.ts';

/**
 * The facts with the settings by which this call's notification is written and addressed: those of the
 * account, but for what its hotline wants otherwise. A hotline redirects what the account has switched
 * on; it switches nothing on.
 */
export function forRecipient<Facts extends NotificationFacts>(facts: Facts): Facts {
	const { settings, hotline } = facts;
	if (!hotline) return facts;
	return {
		...facts,
		settings: {
			...settings,
			locale: hotline.notifyLocale || settings.locale,
			email: { ...settings.email, address: hotline.notifyAddress || settings.email.address },
			sms: { ...settings.sms, number: hotline.notifyNumber || settings.sms.number }
		}
	};
}
