import { expect, test } from 'vitest';
import { settingsFor } from './notification-recipient.ts';
import { hotlineSample, SETTINGS } from './sample-calls.ts';

test('without a hotline, and with one that wants nothing, the account’s own hold', () => {
	expect(settingsFor(SETTINGS, undefined)).toEqual(SETTINGS);
	expect(settingsFor(SETTINGS, hotlineSample())).toEqual(SETTINGS);
});

test('a hotline has its own recipients and language', () => {
	const hotline = hotlineSample({
		notifyAddress: 'weber@practice.example',
		notifyNumber: '+491713920055',
		notifyLocale: 'en'
	});
	expect(settingsFor(SETTINGS, hotline)).toEqual({
		...SETTINGS,
		locale: 'en',
		email: { ...SETTINGS.email, address: 'weber@practice.example' },
		sms: { ...SETTINGS.sms, number: '+491713920055' }
	});
});
