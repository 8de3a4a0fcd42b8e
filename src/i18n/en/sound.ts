/** How a call sounds, and the sound of this device. */
export const sound = {
	level: { good: 'Good connection', fair: 'Fair connection', poor: 'Poor connection' },
	details: 'Connection details',
	mos: 'Quality (1 to 4.5)',
	worstMos: 'Worst moment',
	loss: 'Packets lost',
	jitter: 'Jitter',
	roundTrip: 'Round trip',
	bitrate: 'Received',
	codec: 'Codec',
	problem: {
		'no-way':
			'No sound: no way to the other side was found. Check your network or VPN; a firewall may block calls.',
		'nothing-received':
			'You hear nothing: no sound arrives. A firewall or router, here or on the other side, keeps it back. Call again; if it lasts, tell your administrator.',
		'silence-received':
			'Only silence arrives: the other side is probably muted or has no microphone.',
		'microphone-ended':
			'You are not heard: your microphone is gone. Plug it in again, or choose another one under Sound.',
		'microphone-muted':
			'You are not heard: the system or a key on your headset has muted the microphone. Unmute it there.',
		'microphone-silent':
			'You are probably not heard: your microphone gives no sound. Look for a mute key on it, or choose another one under Sound.',
		'nothing-sent':
			'You are not heard: no sound leaves this device. Call again; if it lasts, restart the browser.'
	}
};
