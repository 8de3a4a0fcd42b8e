import * as v from 'valibot';
import { testResultSchema, type TestChannel, type TestResult } from '#domain/test-message.ts';
import { ask, type ServerFailure } from './ask-server.ts';

type TestState =
	| { readonly state: 'idle' }
	| { readonly state: 'sending' }
	/** The channel's server has answered: taken or not, in its own words. */
	| { readonly state: 'answered'; readonly result: TestResult }
	/** Nothing was sent. */
	| { readonly state: 'failed'; readonly failure: ServerFailure };

const channelsSchema = v.object({ channels: v.array(v.string()) });

/** A message about an example call, sent at once on one channel. */
export class TestMessage {
	readonly channel: TestChannel;
	#current = $state.raw<TestState>({ state: 'idle' });
	#isOffered = $state.raw<boolean | undefined>();

	constructor(channel: TestChannel) {
		this.channel = channel;
	}

	get current(): TestState {
		return this.#current;
	}

	/** The installation sends on this channel; undefined while that is not known. */
	get isOffered(): boolean | undefined {
		return this.#isOffered;
	}

	async load(): Promise<void> {
		const answer = await ask(channelsSchema, '/api/test-message');
		if (answer.ok) this.#isOffered = answer.value.channels.includes(this.channel);
	}

	async send(): Promise<void> {
		if (this.#current.state === 'sending') return;
		this.#current = { state: 'sending' };
		const { channel } = this;
		const answer = await ask(testResultSchema, '/api/test-message', { body: { channel } });
		this.#current = answer.ok
			? { state: 'answered', result: answer.value }
			: { state: 'failed', failure: answer.failure };
	}
}
