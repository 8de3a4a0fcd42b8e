/** What leads to the app's places. */
export const shell = {
	places: 'Places of the app',
	phone: 'Phone',
	settingsPages: 'Pages of the settings',
	own: 'Calls and messages',
	language: 'Language'
};
