import type { IcePolicy } from '#domain/ice-servers.ts';
import { tryIceServer, type IceTrial } from './ice-trial.ts';
import { fetchIceSettings } from './server-api.ts';

interface ListedIceServer {
	readonly url: string;
	/** Undefined until it has been tested. */
	readonly trial?: IceTrial;
}

/** The installation's STUN and TURN servers, and how this browser reaches them. */
export class IceServerList {
	#list = $state.raw<readonly ListedIceServer[] | undefined>();
	#policy = $state.raw<IcePolicy>('all');
	#failed = $state.raw(false);
	#testing = $state.raw(false);

	/** Undefined until the server has answered. */
	get list(): readonly ListedIceServer[] | undefined {
		return this.#list;
	}

	get policy(): IcePolicy {
		return this.#policy;
	}

	get failed(): boolean {
		return this.#failed;
	}

	get testing(): boolean {
		return this.#testing;
	}

	async load(): Promise<void> {
		const answer = await fetchIceSettings();
		this.#failed = !answer.ok;
		if (!answer.ok) return;
		this.#policy = answer.value.policy;
		this.#list = answer.value.servers.flatMap(({ urls }) => urls.map((url) => ({ url })));
	}

	/** Asks all of them at once, with new credentials. */
	async test(): Promise<void> {
		this.#testing = true;
		const answer = await fetchIceSettings();
		this.#failed = !answer.ok;
		const servers = answer.ok ? answer.value.servers : [];
		const trials = servers.flatMap(({ urls, ...credentials }) =>
			urls.map(async (url) => ({ url, trial: await tryIceServer({ ...credentials, urls: url }) }))
		);
		const list = await Promise.all(trials);
		if (answer.ok) this.#list = list;
		this.#testing = false;
	}
}
