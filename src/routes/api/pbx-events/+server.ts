import type { PbxRefusal } from '#server/pbx/events/pbx-events.ts';
import { refuse } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** A SIP message over UDP cannot be longer, and an event holds a part of one. */
const MAX_BYTES = 65_536;

const STATUS: Readonly<Record<PbxRefusal, number>> = {
	'bad-signature': 401,
	'stale-timestamp': 401,
	'invalid-json': 400,
	'invalid-body': 400,
	'unknown-user': 422
};

/** What a PBX says of calls: docs/decisions/008-pbx-events.md. The signature stands for a session. */
export const POST: RequestHandler = async ({ request, locals: { server } }) => {
	const { pbxEvents } = server;
	if (!pbxEvents) return refuse(404, 'not-found');
	if (Number(request.headers.get('content-length')) > MAX_BYTES) return refuse(413, 'too-large');
	const body = new Uint8Array(await request.arrayBuffer());
	// Without a declared length the framework's own limit has held.
	if (body.length > MAX_BYTES) return refuse(413, 'too-large');
	const answer = await pbxEvents.receive({
		timestamp: request.headers.get('x-anteroom-timestamp'),
		signature: request.headers.get('x-anteroom-signature'),
		body
	});
	if (answer.ok) return Response.json({ status: answer.status });
	return refuse(STATUS[answer.code], answer.code, answer.detail);
};
