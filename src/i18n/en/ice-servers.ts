import type { IceProblem } from '#domain/ice-servers.ts';

/** What calls tell of the TURN server. */
export const iceProblems: Readonly<Record<IceProblem, string>> = {
	'turn-unreachable':
		'The relay server for sound (TURN) does not answer. Calls go on without it; should you hear nothing, tell your administrator.',
	'turn-refused':
		'The relay server for sound (TURN) refuses this phone. Calls go on without it; should you hear nothing, tell your administrator.',
	'relay-unreachable':
		'No call: sound may only go through the relay server (TURN), and that does not answer. Check the network, then call again; if it lasts, tell your administrator.',
	'relay-refused':
		'No call: sound may only go through the relay server (TURN), and that refuses this phone. Tell your administrator.'
};

/** Texts of the page on which administrators see and test STUN and TURN servers. */
export const iceServers = {
	title: 'Relay servers',
	intro:
		'STUN and TURN servers carry sound through firewalls. They are set with ICE_SERVERS, TURN_SECRET and ICE_POLICY where the server is started.',
	none: 'None are set: phones must reach the PBX directly.',
	loadFailed: 'The servers could not be loaded. Check the network, then reload the page.',
	policy: {
		all: 'Calls take the shortest way, and the relay only where there is no other.',
		relay: 'All sound goes through the relay (ICE_POLICY=relay).'
	},
	test: 'Test from this browser',
	testing: 'Testing …',
	notTested: 'Not tested',
	ok: (ms: string) => `Answers, after ${ms}.`,
	unreachable: (url: string) =>
		`Does not answer. Check that it runs, and that firewalls let this device reach ${url}.`,
	refused: (code: string, said: string) =>
		`Refuses${said ? `: “${said}”` : ''} (${code}). TURN_SECRET must be its static-auth-secret, and the clocks of both servers must agree.`,
	invalid: 'The browser does not take this address.'
};
