import { expect, test } from 'vitest';
import { nextTask } from './next-task.ts';

test('what has come meanwhile goes first', async () => {
	const done: string[] = [];
	const { port1, port2 } = new MessageChannel();
	port1.onmessage = () => done.push('message');
	port2.postMessage(undefined);
	const next = nextTask().then(() => done.push('next task'));
	void Promise.resolve().then(() => done.push('same task'));
	await next;
	expect(done).toEqual(['same task', 'message', 'next task']);
	port1.close();
});
