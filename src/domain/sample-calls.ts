import type { IncomingReport } from './call-report.ts';
import type { CallerIdentity } from './caller-identity.ts';
import type { Contact } from './contact.ts';
import { emptyHotline, type Hotline } from './hotline.ts';
import type { JoinedCall } from './notification-rules.ts';
import { parsePhoneNumber, type NumberingPlan, type PhoneNumber } from './phone-number.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { SipHeaders } from './sip-message.ts';

/** Samples for the tests of this room: an office in Berlin (numbers set aside for fiction). */
export const PLAN: NumberingPlan = {
	country: 'DE',
	areaCode: '30',
	mainNumber: '+493023125',
	maxExtensionDigits: 3
};

export const SETTINGS: Settings = { ...defaultSettings('anna@office.example'), numbering: PLAN };

/** Reads a number that is one. */
export function phoneNumber(text: string, plan: NumberingPlan = PLAN): PhoneNumber {
	const number = parsePhoneNumber(text, plan);
	if (!number) throw new Error(`no number: ${text}`);
	return number;
}

/** Header fields as a SIP message gives them; names in any case, one value or several. */
export function sipHeaders(
	fields: Readonly<Record<string, string | readonly string[]>>,
	requestUri = 'sip:k7f3d2@192.0.2.7;transport=ws'
): SipHeaders {
	const byName = new Map(
		Object.entries(fields).map(([name, value]) => [
			name.toLowerCase(),
			typeof value === 'string' ? [value] : value
		])
	);
	return { requestUri, all: (name) => byName.get(name.toLowerCase()) ?? [] };
}

export function numberCaller(
	text: string,
	plan: NumberingPlan = PLAN
): Extract<CallerIdentity, { kind: 'number' }> {
	return { kind: 'number', number: phoneNumber(text, plan), source: 'from' };
}

export function joinedCall(facts: Partial<JoinedCall> = {}): JoinedCall {
	const startedAt = Date.UTC(2026, 4, 12, 8, 30);
	return {
		outcome: 'missed',
		caller: numberCaller('0171 3920010'),
		called: { source: 'to', header: 'To', number: phoneNumber('23125100'), divertedFrom: [] },
		startedAt,
		endedAt: startedAt + 12_000,
		ringMs: 12_000,
		...facts
	};
}

export function incomingReport(facts: Partial<IncomingReport> = {}): IncomingReport {
	const { outcome, caller, called, startedAt, endedAt, ringMs } = joinedCall();
	return {
		version: 1,
		reportId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
		deviceId: '0f8fad5b-d9cb-469f-a165-70867728950e',
		callId: 'a84b4c76e66710@192.0.2.7',
		direction: 'incoming',
		outcome,
		caller,
		called: { ...called, divertedFrom: [...called.divertedFrom] },
		startedAt,
		endedAt,
		ringMs,
		...facts
	};
}

export function hotlineSample(facts: Partial<Hotline> = {}): Hotline {
	return {
		...emptyHotline('weber'),
		name: 'Practice line',
		company: 'Dr. Weber',
		numbers: ['+49 30 23125 100'],
		color: '#147a45',
		...facts
	};
}

export function contactSample(facts: Partial<Contact> = {}): Contact {
	return {
		id: 'erika',
		source: 'own',
		name: 'Erika Mustermann',
		company: 'Mustermann GmbH',
		numbers: [
			{ type: 'mobile', raw: '0171 3920-010', e164: '+491713920010' },
			{ type: 'work', raw: '030 23125-010', e164: '+493023125010' }
		],
		emails: ['erika@mustermann.example'],
		notes: '',
		...facts
	};
}
