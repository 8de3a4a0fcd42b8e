import type { Hotline } from './hotline.ts';
import type { Settings } from './settings.ts';

/**
 * The settings by which calls to a hotline are told of: those of the account, but for the recipient and
 * language that the hotline wants. It redirects what the account has switched on; it switches nothing on.
 */
export function settingsFor(settings: Settings, hotline: Hotline | undefined): Settings {
	if (!hotline) return settings;
	return {
		...settings,
		locale: hotline.notifyLocale || settings.locale,
		email: { ...settings.email, address: hotline.notifyAddress || settings.email.address },
		sms: { ...settings.sms, number: hotline.notifyNumber || settings.sms.number }
	};
}
