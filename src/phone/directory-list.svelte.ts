import * as v from 'valibot';
import {
	listedDirectorySchema,
	trialResultSchema,
	type DirectoryCommand,
	type DirectorySource,
	type ListedDirectory,
	type TrialResult
} from '#domain/directory-source.ts';
import { ask, type ServerAnswer, type ServerFailure } from './ask-server.ts';

const listSchema = v.object({ sources: v.array(listedDirectorySchema) });

/** The configured contact sources of the installation, for administrators. */
export class DirectoryList {
	#list = $state.raw<readonly ListedDirectory[] | undefined>();
	#failed = $state.raw(false);
	#removed = $state.raw<DirectorySource | undefined>();

	/** undefined while it is being fetched. */
	get list(): readonly ListedDirectory[] | undefined {
		return this.#list;
	}

	get failed(): boolean {
		return this.#failed;
	}

	/** What was removed last, as long as that can be undone. */
	get removed(): DirectorySource | undefined {
		return this.#removed;
	}

	async load(): Promise<void> {
		const answer = await ask(listSchema, '/api/directories');
		this.#failed = !answer.ok;
		if (answer.ok) this.#list = answer.value.sources;
	}

	/** `base`: the source as it was read, null for a new one. An undefined password stays as it is. */
	save(
		source: DirectorySource,
		base: DirectorySource | null,
		password: string | undefined
	): Promise<ServerFailure | undefined> {
		return this.#do({ do: 'save', source, base, password });
	}

	async remove(source: DirectorySource): Promise<ServerFailure | undefined> {
		const failure = await this.#do({ do: 'remove', id: source.id });
		if (!failure) this.#removed = source;
		return failure;
	}

	async undo(): Promise<ServerFailure | undefined> {
		const removed = this.#removed;
		if (!removed) return undefined;
		this.#removed = undefined;
		return this.#do({ do: 'restore', id: removed.id });
	}

	sync(source: DirectorySource): Promise<ServerFailure | undefined> {
		return this.#do({ do: 'sync', id: source.id });
	}

	/** Lets the server ask a source with settings that need not be saved. */
	test(source: DirectorySource, password: string | undefined): Promise<ServerAnswer<TrialResult>> {
		return ask(trialResultSchema, '/api/directory-trials', { body: { source, password } });
	}

	async #do(command: DirectoryCommand): Promise<ServerFailure | undefined> {
		const answer = await ask(v.unknown(), '/api/directories', { body: command });
		await this.load();
		return answer.ok ? undefined : answer.failure;
	}
}
