/** What is said while the rest of the words is still on its way. */
export const first = {
	app: {
		name: 'Anteroom',
		tagline: 'The phone that tells you whose name to answer in',
		loading: 'Loading …',
		insecureTitle: 'This address is not secure',
		insecure:
			'Browsers allow telephone calls only on pages that come by https. Open Anteroom by its https address; whoever runs it can tell you which one that is.',
		openSecure: 'Open by https',
		unreachableTitle: 'The server does not answer',
		unreachable:
			'Anteroom could not reach its server, and nobody has signed in on this device before. Check the network, then try again.',
		retry: 'Try again',
		offline: 'The server is away. Calls are kept on this device and reported when it is back.',
		updateReady: 'A new version is ready.',
		reload: 'Reload',
		later: 'Later',
		updateAfterCall: 'The new version starts as soon as no call is going on.',
		otherVersion:
			'The server has another version of Anteroom. Calls go on; changes wait on this device until the page is reloaded.',
		notFoundTitle: 'Page not found',
		notFound: 'There is nothing at this address.',
		errorTitle: 'Something went wrong',
		toPhone: 'To the phone'
	},
	demo: {
		name: 'Demo',
		pages: 'Pages of the demo',
		banner:
			'Demo: this installation runs on sample data and can only be reached from this computer.',
		caller: 'Demo caller',
		tray: 'Mail tray',
		phone: 'Phone'
	},
	registration: {
		registered: 'Ready',
		connecting: 'Connecting …',
		stopped: 'Off',
		waiting: {
			'server-unreachable': 'No connection to the PBX',
			'no-answer': 'The PBX does not answer',
			'wrong-password': 'The PBX refuses the password',
			'not-allowed': 'The PBX does not allow this phone',
			'unknown-user': 'The PBX does not know this phone',
			'server-error': 'The PBX refuses',
			'bad-settings': 'No telephone set up',
			'other-tab': 'Another tab does not answer'
		},
		help: {
			'server-unreachable': 'Check the network. The phone tries again by itself.',
			'no-answer': 'The PBX may be restarting. The phone tries again by itself.',
			'wrong-password': 'Ask your administrator to check the SIP password of your account.',
			'not-allowed': 'Ask the administrator of the PBX to allow this phone.',
			'unknown-user': 'Ask your administrator to check the SIP user of your account.',
			'server-error':
				'The phone tries again by itself. If it lasts, ask the administrator of the PBX.',
			'bad-settings': 'Ask your administrator to add a telephone to your account.',
			'other-tab':
				'Another tab of this browser has the telephone, but says nothing. Close or reload that tab.'
		},
		retryIn: (seconds: string) => `Next attempt in ${seconds}`,
		retryNow: 'Try now'
	}
};
