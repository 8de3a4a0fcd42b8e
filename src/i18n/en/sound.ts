/** How a call sounds, and the sound of this device. */
export const sound = {
	link: 'Sound',
	title: 'This device',
	intro:
		'Microphone, speaker, bell, headset, notifications and keys. These settings stay on this device and hold for everybody who signs in here.',
	loading: 'Looking for microphones and speakers …',
	microphone: 'Microphone',
	microphoneHint: 'What the other side hears you with.',
	speaker: 'Speaker',
	speakerHint: 'Where you hear the other side.',
	ringer: 'Bell',
	ringerHint: 'Where it rings: for example the loudspeaker, while you speak on the headset.',
	systemChoice: 'As the system chooses',
	notPlugged: (name: string) => `${name} (not plugged in)`,
	nameless: (number: number) => `Device ${number}`,
	namesHidden: 'The browser tells the devices’ names once the microphone is allowed. Try it below.',
	outputsFixed: 'This browser always plays on the output that the system chooses.',
	volume: 'Ring volume',
	volumeHint: 'How loud this device rings. Your system’s own volume counts besides.',
	tryMicrophone: 'Try the microphone',
	stopTrying: 'Stop',
	trying: 'Opening the microphone …',
	microphoneLevel: 'Level',
	speakNow: 'Speak: the bar must move.',
	trySpeaker: 'Play a tone',
	tryRinger: 'Ring once',
	toneFailed: 'The tone could not be played. Choose another output.',
	speech: 'Processing of your voice',
	echoCancellation: 'Echo cancellation',
	echoCancellationHint: 'Keeps the other side from hearing itself. Off only with a headset.',
	noiseSuppression: 'Noise suppression',
	noiseSuppressionHint: 'Takes away fans, keyboards and voices in the background.',
	autoGainControl: 'Automatic level',
	autoGainControlHint: 'Makes quiet voices louder and loud ones quieter.',
	notKept:
		'This browser keeps nothing (private window, or no space): the settings hold until the page is closed.',
	microphoneProblem: {
		blocked:
			'The browser blocks the microphone. Click the symbol beside the address, allow the microphone, then try again.',
		missing: 'No microphone found. Plug one in: it appears here by itself.',
		'in-use': 'Another program uses the microphone. Close it, then try again.',
		insecure: 'Microphones only work over https. Open Anteroom by its https address.'
	},
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
