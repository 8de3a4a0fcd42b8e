/** The page that looks at everything a call needs. Values are addresses, times and numbers. */
export const diagnostics = {
	title: 'Diagnostics',
	intro:
		'Looks at everything that a call needs, and says what to do where something is missing. A call that goes on is not touched.',
	run: 'Run all checks',
	running: 'Checks are running …',
	stop: 'Stop',
	again: (check: string) => `Check again: ${check}`,
	copy: 'Copy report',
	copied: 'The report is in the clipboard. It holds no passwords, names or phone numbers.',
	copyFailed: 'The browser did not allow copying. Mark the report below and copy it by hand.',
	report: 'Report',
	speakerQuestion: 'Did you hear a tone?',
	heard: 'Yes',
	notHeard: 'No',
	states: {
		waiting: 'not checked',
		running: 'running …',
		good: 'good',
		skipped: 'left out',
		asked: 'your answer, please',
		warning: 'mind this',
		bad: 'does not work'
	},
	checks: {
		browser: 'This browser',
		storage: 'What this browser keeps',
		server: 'Server of Anteroom',
		microphone: 'Microphone',
		speaker: 'Speaker',
		sockets: 'Connection to the PBX (WebSocket)',
		registration: 'Registration at the PBX',
		ice: 'Ways through the network (STUN and TURN)',
		echo: 'Sound to oneself'
	},
	findings: {
		'browser-good': () => 'This browser can do all that is needed.',
		insecure: () =>
			'The page was not opened securely, so the browser gives it no microphone. Open Anteroom by its https: address.',
		'browser-lacks': (what: string) =>
			`This browser lacks ${what}. Use a current Chrome, Edge, Firefox or Safari.`,
		'storage-good': () => 'There is room, and the browser keeps the journal.',
		'storage-may-go': () =>
			'The browser may throw away the journal when the disk is full. Install the app or allow notifications, and check again: then it keeps it.',
		'storage-nearly-full': (megabytes: string) =>
			`The browser takes only ${megabytes} MB more. Once it is full, calls are missing in the journal and are not reported. Free some disk space, and leave private windows.`,
		'storage-unknown': () => 'The browser does not say how much it keeps.',
		'server-good': () => 'The server answers, and its clock agrees.',
		'server-away': () =>
			'The server does not answer. Calls go on, and are reported once it is back. Check the network.',
		'clock-wrong': (seconds: string) =>
			`This computer’s clock and the server’s differ by ${seconds} seconds. Set the clock: calls through TURN fail otherwise.`,
		'in-call': () => 'Left out while there is a call.',
		'call-came': () => 'Stopped, since a call has begun. Check again after it.',
		'microphone-good': () => 'It hears something.',
		'microphone-silent': () =>
			'Nothing was heard of it. Speak while the check runs; if it stays so, look for a switch at the headset.',
		'microphone-blocked': () =>
			'The browser does not allow it. Click the symbol beside the address, allow the microphone, and check again.',
		'microphone-missing': () => 'None was found. Plug one in; without it you can only listen.',
		'microphone-in-use': () =>
			'Another program has it, or the system does not give it. Close that program, and check the privacy settings of the system.',
		'microphone-insecure': () =>
			'The page was not opened securely, so the browser gives it no microphone. Open Anteroom by its https: address.',
		'speaker-asked': () => 'A tone was played.',
		'speaker-good': () => 'You have heard the tone.',
		'speaker-not-heard': () =>
			'You have not heard it. Turn up the volume, choose another speaker under “This device”, and look for a muted tab.',
		'speaker-failed': () =>
			'The chosen speaker could not be used. Choose another one under “This device”.',
		'sound-locked': () =>
			'The browser keeps pages silent until you click into them. Click anywhere on this page, and check again.',
		'no-sockets': () =>
			'No telephone is set up for your account. Ask your administrator to add one.',
		'socket-good': (url: string, ms: string) => `${url} opened in ${ms} ms.`,
		'socket-mixed': (url: string) =>
			`${url} is not encrypted, and a secure page may not open it. The address has to begin with wss:.`,
		'socket-protocol': (url: string) =>
			`${url} opens, but does not speak SIP (sub-protocol “sip”, RFC 7118). Check the path of the address.`,
		'socket-blocked': (url: string) =>
			`${url} does not open, though its host answers. A proxy, a firewall or an ad blocker keeps WebSockets back: allow them for this address.`,
		'socket-unreachable': (url: string) =>
			`${url} does not open. It may be switched off, behind a firewall, held back by an ad blocker, or have a certificate that this browser does not trust.`,
		'local-network-denied': (url: string) =>
			`The browser may not reach devices of the local network, and ${url} is one. Click the symbol beside the address and allow the local network.`,
		'local-network-asks': (url: string) =>
			`The browser asks whether this page may reach the local network, and ${url} is in it. Answer “Allow”, and check again.`,
		registered: (since: string) => `Registered since ${since}.`,
		registering: () => 'The phone is connecting. Check again in a moment.',
		'not-registered': (problem: string) => `Not registered. ${problem}`,
		'ice-none': () =>
			'No servers are set up. Within one network, and with most PBXs, none are needed.',
		'ice-unknown': () => 'Not known, since the server of Anteroom does not answer.',
		'ice-good': (url: string, ms: string) => `${url} answered in ${ms} ms.`,
		'ice-unreachable': (url: string) =>
			`${url} does not answer. A firewall may keep its port back: ask the administrator.`,
		'ice-refused': (url: string, code: string) =>
			`${url} refuses with ${code}. Its secret and the clocks have to agree: ask the administrator.`,
		'ice-invalid': (url: string) => `${url} is no address that this browser can use.`,
		'echo-good': (way: string, ms: string, loss: string) =>
			way === 'relay'
				? `Heard through the relay: ${ms} ms there and back, ${loss} % lost.`
				: `Heard within this computer: ${ms} ms, ${loss} % lost. No relay is set up, so the network was not tried.`,
		'echo-lossy': (_way: string, ms: string, loss: string) =>
			`Heard, but ${loss} % were lost (${ms} ms there and back). That is heard as gaps: use a cable instead of Wi-Fi.`,
		'echo-silent': () =>
			'Connected, but nothing came back. Something in the network lets no sound (UDP) through.',
		'echo-no-way': () =>
			'No way was found, not even to oneself. A firewall, or a browser add-on against WebRTC, keeps it back.',
		failed: (problem: string) => `The check itself failed: ${problem}`
	}
};
