import { existsSync } from 'node:fs';
import { pino } from 'pino';
import { createServer, StartRefused, type AnteroomServer } from './create-server.ts';
import { DEMO_SIGN_INS } from './demo-seed/seed-demo.ts';
import { readEnv, type Env } from './env.ts';
import { createHttpServer, PROTOCOL_HEADER, type Handler } from './http/http-server.ts';

/**
 * Settings go out twice in one request (how they were, and how they are to be), with all templates as long
 * as they may be and letters of three bytes that is more than a megabyte: adapter-node's 512 kB would refuse it.
 */
const BODY_SIZE_LIMIT = '2M';
const BUILD = new URL('../../build/handler.js', import.meta.url);

/** Words for people go to stdout, the log (JSON lines) to stderr. */
const log = pino({ level: 'info' }, pino.destination({ dest: 2, sync: true }));

async function main(): Promise<void> {
	const parsed = readEnv(process.env, process.argv.slice(2));
	if (!parsed.ok) return refuseToStart(parsed.problems);
	if (!existsSync(BUILD)) {
		return refuseToStart(['The app has not been built yet. Run: npm run build']);
	}
	const { env } = parsed;
	try {
		await run(env);
	} catch (error) {
		if (error instanceof StartRefused) return refuseToStart([error.message]);
		if (isAddressInUse(error)) {
			return refuseToStart([`Port ${env.port} is taken. Choose another one, e.g. PORT=8471`]);
		}
		throw error;
	}
}

async function run(env: Env): Promise<void> {
	const anteroom = await createServer(env, log);
	try {
		const app = await loadApp(env);
		const http = createHttpServer({
			demo: env.demo,
			origin: env.origin,
			takeSipSocket: anteroom.demo?.takeSipSocket,
			handler: (request, response, next) =>
				app(Object.assign(request, { anteroom }), response, next)
		});
		const address = await http.listen(env.port, env.host);
		console.log(await welcome(anteroom, env, env.origin ?? address));
		stopOnSignal(async () => {
			await http.close();
			await anteroom.close();
		});
	} catch (error) {
		await anteroom.close();
		throw error;
	}
}

/** The built app. adapter-node reads its settings from the environment while it is being imported. */
async function loadApp({ origin }: Env): Promise<Handler> {
	for (const name of ['ORIGIN', 'HOST_HEADER', 'PORT_HEADER', 'ADDRESS_HEADER']) {
		delete process.env[name];
	}
	process.env.PROTOCOL_HEADER = PROTOCOL_HEADER;
	process.env.BODY_SIZE_LIMIT = BODY_SIZE_LIMIT;
	if (origin !== undefined) process.env.ORIGIN = origin;
	const { handler } = (await import(BUILD.href)) as { handler: Handler };
	return handler;
}

function stopOnSignal(stop: () => Promise<void>): void {
	let stopping = false;
	const onSignal = (signal: NodeJS.Signals) => {
		// Somebody who asks twice does not want to wait.
		if (stopping) process.exit(1);
		stopping = true;
		console.log(`${signal}: finishing what is under way …`);
		stop().then(
			() => console.log('Stopped.'),
			(error: unknown) => {
				log.error({ err: error }, 'stopping failed');
				process.exitCode = 1;
			}
		);
	};
	process.on('SIGTERM', onSignal);
	process.on('SIGINT', onSignal);
}

async function welcome(anteroom: AnteroomServer, env: Env, address: string): Promise<string> {
	const lines = [`Anteroom ${anteroom.version} answers at ${address}`, ''];
	if (anteroom.demo) {
		const [first, ...others] = DEMO_SIGN_INS;
		lines.push(
			'  *** DEMO *** Passwords are known to everybody and no message leaves this machine.',
			'  Put nothing real into it.',
			'',
			`  1. Open ${address} and sign in: ${first.email}, password ${first.password}`,
			...others.map(
				({ email, password }) =>
					`     (a colleague, in another browser profile: ${email}, password ${password})`
			),
			`  2. Open ${address}/demo/caller in a second tab and let somebody call.`,
			`  3. Let it ring unanswered, then read the message in ${address}/demo/tray`
		);
	} else {
		if (await anteroom.setup.needed()) {
			lines.push(
				'  Nobody has an account yet. Make the first administrator:',
				`  open ${address}/setup and enter the code ${anteroom.setup.code}`,
				''
			);
		}
		if (env.mail === undefined) {
			lines.push(
				'  No mail server is configured (SMTP_HOST): notifications wait until there is one.'
			);
		}
		if (address.startsWith('http:') && !/\/\/(127\.|localhost|\[::1\])/.test(address)) {
			lines.push(
				'  Browsers give the microphone to https only: put TLS in front, set ANTEROOM_ORIGIN.'
			);
		}
	}
	lines.push('', '  Stop with Ctrl+C.', '');
	return lines.join('\n');
}

function refuseToStart(problems: readonly string[]): void {
	console.error(
		['Anteroom cannot start:', ...problems.map((problem) => `  ${problem}`)].join('\n')
	);
	process.exitCode = 1;
}

function isAddressInUse(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

await main();
