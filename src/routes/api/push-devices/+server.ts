import {
	newPushDeviceSchema,
	pushDeviceChangeSchema,
	pushDeviceKeySchema,
	type PushDevices
} from '#domain/push-device.ts';
import { readBody, refuse, signedIn } from '../answers.ts';
import type { RequestHandler } from './$types.ts';

/** The own devices that are told of calls while the app is closed, and by which key they know this server. */
export const GET: RequestHandler = async ({ locals }) => {
	const { pushDevices, pushKey } = locals.server;
	const answer: PushDevices = {
		publicKey: pushKey,
		devices: await pushDevices.list(signedIn(locals).id)
	};
	return Response.json(answer);
};

/** Adds the browser that asks, or tells its new subscription; for as long as it stays signed in. */
export const PUT: RequestHandler = async ({ request, locals }) => {
	const { id: accountId } = signedIn(locals);
	const { sessionId = '', server } = locals;
	const body = await readBody(request, newPushDeviceSchema);
	if (!body.ok) return body.refusal;
	const saved = await server.pushDevices.save({ accountId, sessionId }, body.value, Date.now());
	return saved.ok ? Response.json({ id: saved.id }) : refuse(422, saved.code);
};

/** Gives one of the own devices another name. */
export const PATCH: RequestHandler = async ({ request, locals }) => {
	const account = signedIn(locals);
	const body = await readBody(request, pushDeviceChangeSchema);
	if (!body.ok) return body.refusal;
	const { id, name } = body.value;
	const isDone = await locals.server.pushDevices.rename(account.id, id, name);
	return isDone ? new Response(null, { status: 204 }) : refuse(404, 'not-found');
};

/** Tells one of the own devices nothing any more; one that is gone already is as good. */
export const DELETE: RequestHandler = async ({ request, locals }) => {
	const account = signedIn(locals);
	const body = await readBody(request, pushDeviceKeySchema);
	if (!body.ok) return body.refusal;
	await locals.server.pushDevices.remove(account.id, body.value.id);
	return new Response(null, { status: 204 });
};
