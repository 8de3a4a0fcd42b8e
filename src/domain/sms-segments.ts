import { SegmentedMessage } from 'sms-segments-calculator';

/** What a text costs as a text message. */
export interface SmsSize {
	/** GSM-7: 160 characters, or 153 in each of several segments; UCS-2: 70 and 67 (3GPP TS 23.038, 23.040). */
	readonly encoding: 'GSM-7' | 'UCS-2';
	readonly segments: number;
}

/** Counts segments as the networks do: one character outside of the GSM alphabet makes all of it UCS-2. */
export function smsSize(text: string): SmsSize {
	const message = new SegmentedMessage(text);
	return {
		encoding: message.getEncodingName() === 'GSM-7' ? 'GSM-7' : 'UCS-2',
		segments: message.segmentsCount
	};
}
