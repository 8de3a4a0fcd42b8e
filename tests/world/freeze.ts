import { readFileSync } from 'node:fs';

/**
 * Lets a program and all that it has started stand still, as one that hangs: its sockets stay open and
 * nothing is answered. Gives how to let it go on.
 */
export function freeze(pid: number): () => void {
	const family = withChildren(pid);
	for (const one of family) process.kill(one, 'SIGSTOP');
	return () => {
		for (const one of family) process.kill(one, 'SIGCONT');
	};
}

function withChildren(pid: number): number[] {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
		.split(' ')
		.filter(Boolean);
	return [pid, ...children.flatMap((child) => withChildren(Number(child)))];
}
