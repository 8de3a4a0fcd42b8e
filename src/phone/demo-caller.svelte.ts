import * as v from 'valibot';
import { diallingCall, transition, type Call, type CallEvent } from '#domain/call.ts';
import type { Registration } from '#domain/registration.ts';
import type { LineCall } from './line.ts';

/** GET /api/demo/people: who can call, whom, and through which trunk. */
export const demoDirectorySchema = v.object({
	people: v.array(
		v.object({
			id: v.string(),
			label: v.string(),
			kind: v.picklist(['known', 'unknown', 'withheld', 'internal']),
			displayName: v.string(),
			number: v.string()
		})
	),
	hotlines: v.array(
		v.object({ id: v.string(), name: v.string(), company: v.string(), number: v.string() })
	),
	sip: v.object({ server: v.string(), domain: v.string(), user: v.string(), password: v.string() })
});
export type DemoDirectory = v.InferOutput<typeof demoDirectorySchema>;
type DemoPerson = DemoDirectory['people'][number];

/** How a call's origin is put into SIP header fields: what a trunk or the PBX would say. */
interface Origin {
	fromUser: string;
	fromDomain: string;
	displayName?: string;
	extraHeaders: string[];
}

interface DemoLine {
	start(): void;
	dial(target: string, origin: Origin): { callId: string; call: LineCall } | undefined;
	close(): Promise<void>;
}

interface DemoCallerParts {
	directory: DemoDirectory;
	makeLine(registration: (state: Registration) => void): DemoLine;
	/** Plays and measures a stream; returns how to stop. */
	listen(
		callId: string,
		stream: MediaStream,
		heard: (hz: number, dbfs: number) => void
	): () => void;
	now(): number;
	newId(): string;
}

/** Rings the demo's hotlines as other people: a second tab takes the part of the outside world. */
export class DemoCaller {
	/** What the person who answers hears. */
	static readonly TONE_HZ = 523;

	readonly #parts: DemoCallerParts;
	readonly #line: DemoLine;
	#registration = $state.raw<Registration>({ state: 'stopped' });
	#call = $state.raw<Call | undefined>();
	#heard = $state.raw<{ hz: number; dbfs: number } | undefined>();
	#lineCall: LineCall | undefined;
	#hangUpTimer: ReturnType<typeof setTimeout> | undefined;
	#stopListening: (() => void) | undefined;

	constructor(parts: DemoCallerParts) {
		this.#parts = parts;
		this.#line = parts.makeLine((state) => (this.#registration = state));
		this.#line.start();
	}

	get directory(): DemoDirectory {
		return this.#parts.directory;
	}

	get ready(): boolean {
		return this.#registration.state === 'registered';
	}

	/** The current call, or the last one. */
	get call(): Call | undefined {
		return this.#call;
	}

	/** The strongest tone in what the other side sends. */
	get heard(): { hz: number; dbfs: number } | undefined {
		return this.#heard;
	}

	/** Calls a hotline as a person; hangs up by itself after `hangUpAfterMs` of ringing, where given. */
	ring(person: DemoPerson, number: string, hangUpAfterMs?: number): void {
		if (this.#call && this.#call.state !== 'ended') return;
		const dialled = this.#line.dial(number, originOf(person, this.directory.sip.domain));
		if (!dialled) return;
		const { callId, call } = dialled;
		this.#heard = undefined;
		this.#call = diallingCall({
			id: this.#parts.newId(),
			callId,
			startedAt: this.#parts.now(),
			dialled: number
		});
		this.#lineCall = call;
		call.onEvent = (event) => this.#on(event, hangUpAfterMs);
		call.invite();
	}

	hangUp(): void {
		this.#lineCall?.hangUp();
	}

	async close(): Promise<void> {
		clearTimeout(this.#hangUpTimer);
		this.#stopListening?.();
		await this.#line.close();
	}

	#on(event: CallEvent, hangUpAfterMs: number | undefined): void {
		if (!this.#call) return;
		const wasRinging = this.#call.state === 'alerting';
		this.#call = transition(this.#call, event).call;
		const { state } = this.#call;
		if (state === 'alerting' && !wasRinging && hangUpAfterMs !== undefined) {
			this.#hangUpTimer = setTimeout(() => this.hangUp(), hangUpAfterMs);
		}
		if (state === 'connected') {
			clearTimeout(this.#hangUpTimer);
			const stream = this.#lineCall?.remoteAudio;
			if (stream) {
				this.#stopListening = this.#parts.listen(
					this.#call.id,
					stream,
					(hz, dbfs) => (this.#heard = { hz, dbfs })
				);
			}
		}
		if (state === 'ended') {
			clearTimeout(this.#hangUpTimer);
			this.#stopListening?.();
			this.#stopListening = undefined;
		}
	}
}

function originOf({ kind, displayName, number }: DemoPerson, domain: string): Origin {
	if (kind === 'withheld') {
		// RFC 3323 §4.1 and RFC 3325 §7: a trunk still passes the number, marked private.
		return {
			fromUser: 'anonymous',
			fromDomain: 'anonymous.invalid',
			displayName: 'Anonymous',
			extraHeaders: [`P-Asserted-Identity: <sip:${number}@${domain}>`, 'Privacy: id']
		};
	}
	const name = displayName.replace(/["\\\r\n]/g, '');
	const asserted = `P-Asserted-Identity: "${name}" <sip:${number}@${domain}>`;
	return {
		fromUser: number,
		fromDomain: domain,
		...(displayName ? { displayName } : {}),
		extraHeaders: [asserted]
	};
}
