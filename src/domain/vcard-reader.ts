import * as v from 'valibot';
import type { Contact } from './contact.ts';
import { extensionToE164, parsePhoneNumber, type NumberingPlan } from './phone-number.ts';
import { cleanText } from './sip-address.ts';
import { components, readVCardLines, unescapeText, type VCardLine } from './vcard-lines.ts';

/** What a vCard says of a contact; who keeps it gives the id. */
export type VCardContact = Omit<Contact, 'id' | 'source'>;

/** One card of a file, or why it gives no contact. */
export type ReadVCard =
	| { readonly ok: true; readonly line: number; readonly contact: VCardContact }
	| {
			readonly ok: false;
			/** Of the file, from 1: where the card begins. */
			readonly line: number;
			/** `empty`: neither names nor numbers nor addresses; `not-ended`: the file ends before the card does. */
			readonly problem: 'empty' | 'not-ended';
	  };

type ContactNumber = Contact['numbers'][number];

const MAX_NAME = 200;
const MAX_NUMBERS = 50;
const MAX_RAW = 64;
const MAX_EMAILS = 20;
const MAX_EMAIL = 254;
const MAX_NOTES = 10_000;
const MAX_TEXT = 20_000;
const MAX_PHOTO_BYTES = 100 * 1024;

/**
 * Reads the cards of a file: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), also mixed, one after the
 * other, so that a file of any length takes the memory of one card. What cannot be read of a card is
 * left out of it; numbers are completed under the plan. Photos are taken from the card alone, an
 * address of one is never followed.
 */
export function* readVCards(text: string, plan: NumberingPlan): Generator<ReadVCard> {
	let card: Card | undefined;
	let depth = 0;
	for (const line of readVCardLines(text)) {
		const isVCard = line.value.trim().toLowerCase() === 'vcard';
		if (line.name === 'begin' && isVCard) {
			depth += 1;
			// Version 2.1 puts the card of an agent into another's.
			if (depth === 1) card = new Card(line.at, plan);
		} else if (line.name === 'end' && isVCard && card) {
			depth -= 1;
			if (depth > 0) continue;
			yield card.read();
			card = undefined;
		} else if (depth === 1) card?.take(line);
	}
	if (card) yield { ok: false, line: card.line, problem: 'not-ended' };
}

/** What has been read of one card so far. */
class Card {
	readonly line: number;
	readonly #plan: NumberingPlan;
	readonly #numbers: ContactNumber[] = [];
	readonly #emails: string[] = [];
	readonly #texts = new Map<string, string>();
	#picture: string | undefined;

	constructor(line: number, plan: NumberingPlan) {
		this.line = line;
		this.#plan = plan;
	}

	take(line: VCardLine): void {
		const { name } = line;
		if (name === 'photo') this.#picture ??= readPhoto(line.value);
		if (line.value.length > MAX_TEXT) return;
		switch (name) {
			case 'tel':
				this.#takeNumber(line);
				break;
			case 'email':
				this.#takeEmail(line);
				break;
			case 'n':
				this.#keep(name, structuredName(components(line.value)));
				break;
			case 'org':
				this.#keep(name, components(line.value).map(clean).find(Boolean) ?? '');
				break;
			case 'note':
				this.#keep(name, cleanNotes(unescapeText(line.value)));
				break;
			case 'fn':
			case 'nickname':
			case 'kind':
			case 'x-abshowas':
				this.#keep(name, clean(unescapeText(line.value)));
		}
	}

	read(): ReadVCard {
		const text = (name: string) => this.#texts.get(name) ?? '';
		const formatted = text('fn') || text('n') || text('nickname');
		const isCompany =
			/^org$/i.test(text('kind')) ||
			/^company$/i.test(text('x-abshowas')) ||
			formatted === text('org');
		const contact: VCardContact = {
			name: isCompany ? '' : formatted,
			company: isCompany ? text('org') || formatted : text('org'),
			numbers: this.#numbers,
			emails: this.#emails,
			notes: text('note'),
			...(this.#picture && { picture: this.#picture })
		};
		const { name, company, numbers, emails } = contact;
		const isEmpty = `${name}${company}` === '' && numbers.length + emails.length === 0;
		if (isEmpty) return { ok: false, line: this.line, problem: 'empty' };
		return { ok: true, line: this.line, contact };
	}

	/** The first that says something holds; others are alternatives (RFC 6350 §5.4) or translations. */
	#keep(name: string, text: string): void {
		if (text !== '' && !this.#texts.has(name)) this.#texts.set(name, text);
	}

	#takeNumber(line: VCardLine): void {
		if (this.#numbers.length >= MAX_NUMBERS) return;
		const raw = writtenNumber(unescapeText(line.value));
		if (raw === '' || raw.length > MAX_RAW) return;
		const number = readNumber(raw, numberType(line.types), this.#plan);
		if (!this.#numbers.some((other) => other.raw === raw)) this.#numbers.push(number);
	}

	#takeEmail(line: VCardLine): void {
		const written = unescapeText(line.value).trim();
		const email = written.replace(/^mailto:/i, '');
		if (this.#emails.length >= MAX_EMAILS || email.length > MAX_EMAIL) return;
		if (v.is(emailSchema, email) && !this.#emails.includes(email)) this.#emails.push(email);
	}
}

const emailSchema = v.pipe(v.string(), v.email());

/** A number of a contact as people wrote it, with its E.164 form where the plan can complete it. */
export function readNumber(
	raw: string,
	type: ContactNumber['type'],
	plan: NumberingPlan
): ContactNumber {
	const parsed = parsePhoneNumber(raw, plan);
	const e164 =
		parsed?.e164 ?? (parsed?.extension && extensionToE164(parsed.extension, plan)) ?? undefined;
	return { type, raw, ...(e164 && /^\+\d{3,15}$/.test(e164) && { e164 }) };
}

/** What stands in `tel:` (RFC 3966); an extension is kept apart, so that it is not taken for the main number. */
function writtenNumber(value: string): string {
	if (!/^\s*tel:/i.test(value)) return cleanText(value, MAX_RAW + 1);
	const [number = '', ...parameters] = value.trim().slice('tel:'.length).split(';');
	const extension = parameters.find((parameter) => /^ext=/i.test(parameter))?.slice(4);
	return cleanText(extension ? `${number} ext. ${extension}` : number, MAX_RAW + 1);
}

function numberType(types: readonly string[]): ContactNumber['type'] {
	const is = (...wanted: string[]) => types.some((type) => wanted.includes(type));
	if (is('fax')) return 'fax';
	if (is('cell', 'iphone', 'mobile')) return 'mobile';
	if (is('main')) return 'main';
	if (is('work')) return 'work';
	return is('home') ? 'home' : 'other';
}

/** Family, given and additional names, prefixes, suffixes: in the order in which people say them. */
function structuredName([family = '', given = '', additional = '', prefix = '', suffix = '']: (
	string | undefined
)[]): string {
	return clean([prefix, given, additional, family, suffix].join(' '));
}

/** The format is judged by its first bytes: cards call pictures by any name. */
function readPhoto(value: string): string | undefined {
	const base64 = value.replace(/^data:[^,]{0,100};base64,/i, '').replace(/[\s=]+/g, '');
	if (!/^[A-Za-z0-9+/]+$/.test(base64)) return undefined;
	if (Math.floor((base64.length * 3) / 4) > MAX_PHOTO_BYTES || base64.length % 4 === 1)
		return undefined;
	const format = pictureFormat(base64);
	if (!format) return undefined;
	return `data:image/${format};base64,${base64}${'='.repeat((4 - (base64.length % 4)) % 4)}`;
}

function pictureFormat(base64: string): 'png' | 'jpeg' | 'webp' | undefined {
	if (base64.startsWith('iVBORw0KGgo')) return 'png';
	if (base64.startsWith('/9j/')) return 'jpeg';
	// "RIFF", a length, "WEBP".
	return /^UklGR[A-Za-z0-9+/]{6}XRUJQ/.test(base64) ? 'webp' : undefined;
}

/** Text of several lines, each cleaned. */
function cleanNotes(text: string): string {
	return text
		.split(/\r\n|[\n\r]/)
		.map((line) => cleanText(line, MAX_NOTES))
		.join('\n')
		.trim()
		.slice(0, MAX_NOTES)
		.toWellFormed();
}

function clean(text: string): string {
	return cleanText(text, MAX_NAME);
}
