/** A part of a file that can be read by itself. */
export interface Portion {
	/** Which line of the file it begins in, from 1. */
	readonly line: number;
	/** Absent where what begins there is longer than anything that is read. */
	readonly text?: string;
}

/** Parts of about this length, in characters: long enough to be worth the trouble, short enough to be kept. */
const LENGTH = 64 * 1024;
/** A card with a large photo. */
const MAX_CARD = 8 * 1024 * 1024;
const MAX_RECORD = 1024 * 1024;

/** Cuts a file of vCards between cards. */
export function cardPortions(texts: AsyncIterable<string>): AsyncGenerator<Portion> {
	let depth = 0;
	return portions(texts, MAX_CARD, {
		/** Version 2.1 puts the card of an agent into another's. */
		cuts(lines) {
			let cut = 0;
			for (const { 0: mark, 1: word, index } of lines.matchAll(
				/^(begin|end):vcard[ \t\r]*\n?/gim
			)) {
				depth = Math.max(0, depth + (/^b/i.test(word ?? '') ? 1 : -1));
				if (depth === 0) cut = index + mark.length;
			}
			return cut;
		},
		resume(lines) {
			depth = 0;
			return lines.search(/^begin:vcard[ \t\r]*$/im);
		}
	});
}

/** Cuts a CSV file (RFC 4180) between records: a quoted cell can go over several lines. */
export function recordPortions(texts: AsyncIterable<string>): AsyncGenerator<Portion> {
	let isQuoted = false;
	return portions(texts, MAX_RECORD, {
		cuts(lines) {
			let cut = 0;
			for (let at = 0; at < lines.length; at += 1) {
				const char = lines.charCodeAt(at);
				if (char === QUOTE) isQuoted = !isQuoted;
				else if (char === LINE_FEED && !isQuoted) cut = at + 1;
			}
			return cut;
		},
		/** What is left of the long line is nothing. */
		resume(lines) {
			isQuoted = false;
			const feed = lines.indexOf('\n');
			return feed < 0 ? -1 : feed + 1;
		}
	});
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;

interface Cutter {
	/** Given whole lines, each once: up to where they can be read by themselves; 0 for nowhere. */
	readonly cuts: (lines: string) => number;
	/** Where, in whole lines after something too long, something new begins; -1 for nowhere. */
	readonly resume: (lines: string) => number;
}

async function* portions(
	texts: AsyncIterable<string>,
	longest: number,
	{ cuts, resume }: Cutter
): AsyncGenerator<Portion> {
	/** Whole lines that have been looked at, and can be read up to `ready`. */
	let lines = '';
	let ready = 0;
	/** The last line, as far as it has come. */
	let rest: string[] = [];
	let restLength = 0;
	let isSkipping = false;
	let line = 1;

	for await (const text of texts) {
		const feed = text.lastIndexOf('\n');
		if (feed < 0) {
			keepRest(text);
		} else {
			const whole = rest.join('') + text.slice(0, feed + 1);
			rest = [];
			restLength = 0;
			keepRest(text.slice(feed + 1));
			take(whole);
		}
		const isTooLong = !isSkipping && lines.length + restLength > longest;
		if (ready > 0 && (isTooLong || lines.length >= LENGTH)) yield portion(ready);
		if (isTooLong) yield tooLong();
	}
	take(rest.join(''));
	if (lines !== '') yield portion(lines.length);

	function keepRest(text: string): void {
		restLength += text.length;
		if (restLength > longest) rest = [];
		else rest.push(text);
	}

	function take(more: string): void {
		if (isSkipping) {
			const begin = resume(more);
			line += lineFeeds(more.slice(0, begin < 0 ? more.length : begin));
			if (begin < 0) return;
			isSkipping = false;
			more = more.slice(begin);
		}
		const cut = cuts(more);
		if (cut > 0) ready = lines.length + cut;
		lines += more;
	}

	function portion(length: number): Portion {
		const text = lines.slice(0, length);
		const begun = line;
		line += lineFeeds(text);
		lines = lines.slice(length);
		ready = 0;
		return { line: begun, text };
	}

	function tooLong(): Portion {
		const begun = line;
		line += lineFeeds(lines);
		lines = '';
		ready = 0;
		rest = [];
		isSkipping = true;
		return { line: begun };
	}
}

function lineFeeds(text: string): number {
	let count = 0;
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
	return count;
}
