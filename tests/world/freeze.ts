import { readdirSync, readFileSync } from 'node:fs';

/**
 * Lets a program and all that it has started stand still, as one that hangs: its sockets stay open and
 * nothing is answered. Gives how to let it go on.
 */
export function freeze(pid: number): () => void {
	return freezeAll(withChildren(pid));
}

/**
 * Takes the whole network, sockets and media, from the browsers that this process has started: they go on, and
 * nothing reaches them or leaves them. Gives how to bring it back.
 */
export function freezeBrowserNetwork(): () => void {
	const services = withChildren(process.pid).filter((pid) =>
		readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('network.mojom.NetworkService')
	);
	if (services.length === 0) throw new Error('no browser runs');
	return freezeAll(services);
}

function freezeAll(family: readonly number[]): () => void {
	for (const one of family) process.kill(one, 'SIGSTOP');
	return () => {
		for (const one of family) process.kill(one, 'SIGCONT');
	};
}

function withChildren(pid: number): number[] {
	// Each thread has the children that it has started.
	const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
		readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean)
	);
	return [pid, ...children.flatMap((child) => withChildren(Number(child)))];
}
