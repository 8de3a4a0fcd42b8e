import { expect, test } from 'vitest';
import {
	greetingError,
	greetingValueNames,
	previewGreeting,
	type GreetingSample
} from './greeting-preview.ts';
import { emptyHotline, greetings } from './hotline.ts';
import { hotlineSample, SETTINGS } from './sample-calls.ts';

const user = { name: 'Anna' };
const sample = (differences: Partial<GreetingSample> = {}): GreetingSample => ({
	locale: 'en',
	example: 'known',
	partOfDay: 'day',
	...differences
});
const hotline = hotlineSample({
	numbers: ['030 23125-100'],
	divertingNumbers: ['040 66969 300'],
	greeting: {
		de: greetings('Praxis, {{ user.name }}'),
		en: {
			always: 'Practice, {{ caller.name }}{% if caller.isWithheld %}hidden{% endif %}',
			morning: '',
			day: '',
			evening: 'Evening: {{ called.number }}'
		}
	}
});
const facts = { hotline, settings: SETTINGS, user };

test.each([
	[{}, 'Practice, Erika Mustermann'],
	[{ example: 'unknown' }, 'Practice,'],
	[{ example: 'withheld' }, 'Practice, hidden'],
	[{ partOfDay: 'morning' }, 'Practice, Erika Mustermann'],
	[{ partOfDay: 'evening' }, 'Evening: 030 23125100'],
	[{ partOfDay: 'evening', example: 'forwarded' }, 'Evening: 040 66969300'],
	[{ locale: 'de' }, 'Praxis, Anna']
] as const)('%j shows %j', (differences, text) => {
	expect(previewGreeting(facts, sample(differences))).toEqual({ text, source: 'hotline' });
});

test('a hotline that nobody has filled in yet shows the built-in greeting', () => {
	const fresh = { ...facts, hotline: emptyHotline('new') };
	expect(previewGreeting(fresh, sample({ partOfDay: 'morning' }))).toEqual({
		text: 'Anna speaking, good morning.',
		source: 'built-in'
	});
});

test('an error is found at its place, also where another template is shown', () => {
	expect(greetingError('Hello\n {{ caller.name | nope }}', facts, sample())).toMatchObject({
		line: 2,
		column: 2
	});
	expect(greetingError('Hello', facts, sample())).toBeUndefined();
});

test('every name that is offered can be used', () => {
	const names = greetingValueNames(facts);
	expect(names).toEqual(expect.arrayContaining(['caller.name', 'called.company', 'now.partOfDay']));
	for (const name of names) expect(greetingError(`{{ ${name} }}`, facts, sample())).toBeUndefined();
});
