import { LOCALES, type Hotline } from './hotline.ts';

/** One column of a CSV file of hotlines. */
export interface HotlineColumn {
	/** Its heading. */
	readonly name: string;
	/** The hotline's field, as its problems name it. */
	readonly path: string;
	read(hotline: Hotline): string;
	/** What is no value of the field is written all the same: the schema refuses it. */
	write(hotline: Hotline, cell: string): void;
}

type TextField = 'name' | 'company' | 'notes' | 'notifyAddress' | 'notifyNumber';
type ListField = 'numbers' | 'divertingNumbers' | 'answeredBy';
type ChoiceField = 'id' | 'color' | 'ringTone' | 'notifyLocale';

/** All fields but the logo, which is no text. */
export const COLUMNS: readonly HotlineColumn[] = [
	choice('id', 'id'),
	text('name', 'name'),
	text('company', 'company'),
	...(['name', 'number', 'email'] as const).map((part): HotlineColumn => ({
		name: `contact_${part}`,
		path: `contact.${part}`,
		read: ({ contact }) => contact[part],
		write: ({ contact }, cell) => (contact[part] = cell)
	})),
	list('numbers', 'numbers'),
	list('diverting_numbers', 'divertingNumbers'),
	...LOCALES.flatMap((locale) =>
		(['always', 'morning', 'day', 'evening'] as const).map((part): HotlineColumn => ({
			name: part === 'always' ? `greeting_${locale}` : `greeting_${locale}_${part}`,
			path: `greeting.${locale}.${part}`,
			read: ({ greeting }) => greeting[locale][part],
			write: ({ greeting }, cell) => (greeting[locale][part] = cell)
		}))
	),
	text('notes', 'notes'),
	choice('color', 'color'),
	choice('ring_tone', 'ringTone'),
	text('notify_address', 'notifyAddress'),
	text('notify_number', 'notifyNumber'),
	// Empty is a choice here: the language of the account.
	{ ...choice('notify_locale', 'notifyLocale'), write: put('notifyLocale') },
	list('answered_by', 'answeredBy')
];

function text(name: string, field: TextField): HotlineColumn {
	return { name, path: field, read: (hotline) => hotline[field], write: put(field) };
}

/** An empty cell leaves what is there: nothing else would be valid. */
function choice(name: string, field: ChoiceField): HotlineColumn {
	const write = put(field);
	return {
		name,
		path: field,
		read: (hotline) => hotline[field],
		write: (hotline, cell) => {
			if (cell.trim() !== '') write(hotline, cell.trim());
		}
	};
}

/** Members stand on lines of their own, or apart by `|`. */
function list(name: string, field: ListField): HotlineColumn {
	return {
		name,
		path: field,
		read: (hotline) => hotline[field].join('\n'),
		write: (hotline, cell) =>
			(hotline[field] = cell
				.split(/[\n|]/)
				.map((member) => member.trim())
				.filter((member) => member !== ''))
	};
}

function put(field: TextField | ChoiceField) {
	return (hotline: Record<TextField | ChoiceField, string>, cell: string) => {
		hotline[field] = cell;
	};
}
