import type { Messages } from '../en.ts';

export const doNotDisturb: Messages['doNotDisturb'] = {
	title: 'Nicht stören',
	hint: 'Anrufe werden angezeigt, klingeln aber auf keinem Ihrer Geräte hörbar. Unbeantwortete werden wie immer behalten und gemeldet.',
	hour: 'Eine Stunde lang',
	ended: 'Bis ich es beende',
	until: (time) => `Nicht stören bis ${time}: Anrufe klingeln nicht hörbar.`,
	on: 'Nicht stören: Anrufe klingeln nicht hörbar.',
	end: 'Wieder klingeln'
};
