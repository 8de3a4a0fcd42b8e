/** Why a call did not come about, and what to do. */
export const callFailure = {
	busy: 'Busy. Try again later.',
	declined: 'The call was declined.',
	'no-answer': 'Nobody answered. Try again later.',
	unreachable: 'Nobody can be reached at this number now. Try again later.',
	'unknown-number': 'This number does not exist. Check the number.',
	'incomplete-number': 'This number is not complete. Check the number.',
	forbidden: 'The PBX does not allow this call. Ask your administrator to allow such numbers.',
	'no-codec':
		'The other side cannot take sound in a form that browsers send. Ask the administrator of the PBX to convert it (G.711 or Opus).',
	pbx: 'The PBX or the telephone network cannot connect calls now. Try again in a minute.',
	'no-microphone': 'There is no microphone. Plug one in, then call again.',
	media: 'The browser could not set up the sound. Reload the page, then call again.',
	network: 'The connection to the PBX was lost. Check the network, then call again.',
	failed: 'The call could not be connected. Try again; if it lasts, ask your administrator.'
};
