import type { UserAgent } from 'sip.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PresencePublication } from './presence-publication.ts';

const FREE = { isOnThePhone: false, isQuiet: false };
const SPEAKS = { isOnThePhone: true, isQuiet: false };
const MINUTE_MS = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what changes while an answer is awaited goes out after it, with the name that it has given', () => {
	const { publication, asked, accept } = registered();
	publication.tell(FREE);
	publication.tell(SPEAKS);
	publication.tell(SPEAKS);
	expect(asked).toHaveLength(1);
	expect(asked[0]).toMatchObject({ tag: undefined, expires: 180, document: expect.any(String) });
	accept('one');
	expect(asked).toHaveLength(2);
	expect(asked[1]?.tag).toBe('one');
	expect(asked[1]?.document).toContain('on-the-phone');
	accept('two');
	expect(asked).toHaveLength(2);
});

test('it is refreshed without a document at half the time that the PBX grants', () => {
	const { publication, asked, accept } = registered();
	publication.tell(FREE);
	accept('one', 120);
	vi.advanceTimersByTime(MINUTE_MS - 1);
	expect(asked).toHaveLength(1);
	vi.advanceTimersByTime(1);
	expect(asked[1]).toEqual({ tag: 'one', expires: 180, document: undefined });
	accept('two', 120);
	vi.advanceTimersByTime(MINUTE_MS);
	expect(asked[2]?.tag).toBe('two');
});

test('a PBX that has forgotten it is told anew (412)', () => {
	const { publication, asked, accept, refuse } = registered();
	publication.tell(FREE);
	accept('one');
	vi.advanceTimersByTime(150_000);
	refuse(412);
	expect(asked[2]).toMatchObject({ tag: undefined, document: asked[0]?.document });
	// Without a name the same answer makes no sense: it must not be asked in a circle.
	refuse(412);
	expect(asked).toHaveLength(3);
});

test('a PBX that wants to be told for longer is (423), within reason', () => {
	const { publication, asked, refuse } = registered();
	publication.tell(FREE);
	refuse(423, { 'Min-Expires': '600' });
	expect(asked[1]?.expires).toBe(600);
	for (const header of ['600', '99999999', 'soon']) refuse(423, { 'Min-Expires': header });
	expect(asked).toHaveLength(2);
});

test.each([403, 405, 407, 489, 501])('%d holds until the next registration', (status) => {
	const { publication, asked, refuse, refused, agent } = registered();
	publication.tell(FREE);
	refuse(status);
	expect(refused).toEqual([true]);
	publication.tell(SPEAKS);
	vi.advanceTimersByTime(48 * 60 * MINUTE_MS);
	expect(asked).toHaveLength(1);
	publication.begin(agent);
	expect(asked).toHaveLength(2);
});

test('a failure that may not last is followed by a longer pause each time, and the next document by no request', () => {
	const { publication, asked, refuse, refused } = registered();
	publication.tell(FREE);
	for (const minutes of [1, 2, 4]) {
		refuse(503);
		publication.tell(asked.length % 2 ? SPEAKS : FREE);
		const before = asked.length;
		vi.advanceTimersByTime(minutes * MINUTE_MS - 1);
		expect(asked).toHaveLength(before);
		vi.advanceTimersByTime(1);
		expect(asked).toHaveLength(before + 1);
	}
	expect(refused).toEqual([]);
});

test('the next connection replaces what the last one has told, though its answer never came', () => {
	const { publication, asked, accept, agent } = registered();
	publication.tell(FREE);
	accept('one');
	publication.tell(SPEAKS);
	publication.end();
	const late = asked.length - 1;
	publication.begin(agent);
	expect(asked.at(-1)).toMatchObject({ tag: 'one', document: asked[late]?.document });
	accept('two');
	publication.tell(undefined);
	expect(asked.at(-1)).toEqual({ tag: 'two', expires: 0, document: undefined });
	expect(asked).toHaveLength(4);
});

test('a line that closes takes it back, and waits for that', async () => {
	const { publication, asked, accept, agent, proofs } = registered();
	publication.tell(FREE);
	publication.end();
	const left = publication.leave(agent);
	accept('one');
	expect(asked[1]).toEqual({ tag: 'one', expires: 0, document: undefined });
	// A page that closes cannot wait for a challenge.
	expect(proofs).toEqual([undefined, 'Digest of request 1']);
	accept(undefined, 0);
	await left;
	vi.advanceTimersByTime(48 * 60 * MINUTE_MS);
	expect(asked).toHaveLength(2);
});

test('a PBX that does not answer is not waited for longer than a second', async () => {
	const { publication, agent } = registered();
	publication.tell(FREE);
	const left = publication.leave(agent);
	vi.advanceTimersByTime(1_000);
	await left;
});

test('a PBX that gives no name is told in full again, and not in a circle', () => {
	const { publication, asked, accept } = registered();
	publication.tell(FREE);
	accept(undefined);
	expect(asked).toHaveLength(1);
	vi.advanceTimersByTime(150_000);
	expect(asked[1]).toEqual(asked[0]);
});

interface Asked {
	readonly tag: string | undefined;
	readonly expires: number;
	readonly document: string | undefined;
}
type Take = (response: unknown) => void;

/** A publication on a registered line, whose PBX answers the last request as it is told to. */
function registered() {
	const asked: Asked[] = [];
	const delegates: { onAccept: Take; onReject: Take }[] = [];
	const refused: boolean[] = [];
	/** What each request has proved before it was challenged; each is. */
	const proofs: (string | undefined)[] = [];
	const agent = {
		isConnected: () => true,
		userAgentCore: {
			makeOutgoingRequestMessage: (...args: unknown[]) => ({
				args,
				proof: undefined as string | undefined,
				setHeader(_name: string, value: string) {
					this.proof = value;
				},
				getHeader(name: string) {
					return name === 'Proxy-Authorization' ? this.proof : undefined;
				}
			}),
			publish(message: { args: unknown[]; proof?: string }, delegate: never) {
				proofs.push(message.proof);
				message.proof = `Digest of request ${proofs.length}`;
				const [body, headers] = [message.args.at(-1), message.args.at(-2) as string[]];
				const field = (name: string) =>
					headers.find((header) => header.startsWith(`${name}: `))?.slice(name.length + 2);
				asked.push({
					tag: field('SIP-If-Match'),
					expires: Number(field('Expires')),
					document: (body as { content: string } | undefined)?.content
				});
				delegates.push(delegate);
			}
		}
	} as unknown as UserAgent;
	const publication = new PresencePublication({
		...{ user: 'anna', domain: 'pbx.example', id: 'x' },
		refused: (isRefused) => isRefused && refused.push(isRefused)
	});
	publication.begin(agent);
	const message = (statusCode: number, headers: Record<string, string | undefined>) => ({
		message: { statusCode, getHeader: (name: string) => headers[name] }
	});
	return {
		...{ publication, asked, refused, agent, proofs },
		accept: (tag: string | undefined, expires = 300) =>
			delegates.at(-1)?.onAccept(message(200, { 'SIP-ETag': tag, Expires: String(expires) })),
		refuse: (status: number, headers: Record<string, string> = {}) =>
			delegates.at(-1)?.onReject(message(status, headers))
	};
}
