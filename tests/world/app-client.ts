import type { AppServer } from './app-server.ts';

/** Of everybody that it makes. */
export const PASSWORD = 'a long password for tests';

/** The app's API as its own pages use it, without a browser: for what happens on the server alone. */
export class AppClient {
	readonly #app: AppServer;
	#cookie = '';

	constructor(app: AppServer) {
		this.#app = app;
	}

	/** Makes the administrator with the code that the server printed, and signs in. */
	async setUp(email: string): Promise<void> {
		const code = /enter the code (\S+)/.exec(this.#app.output())?.[1];
		const person = { code, name: 'Carla', email, password: PASSWORD };
		await this.#expect(201, '/api/setup', person);
		const signIn = { email, password: PASSWORD };
		const response = await this.#expect(200, '/api/auth/sign-in/email', signIn);
		this.#cookie = response.headers
			.getSetCookie()
			.map((cookie) => cookie.split(';')[0])
			.join('; ');
	}

	/** The response, whatever its status; rejects where the server is away. */
	request(path: string, body?: unknown, at = this.#app.url): Promise<Response> {
		return fetch(at + path, {
			method: body === undefined ? 'GET' : 'POST',
			headers: { 'content-type': 'application/json', origin: at, cookie: this.#cookie },
			...(body === undefined ? {} : { body: JSON.stringify(body) })
		});
	}

	async #expect(status: number, path: string, body: unknown): Promise<Response> {
		const response = await this.request(path, body);
		if (response.status === status) return response;
		throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
	}
}
