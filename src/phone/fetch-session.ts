import * as v from 'valibot';
import { storedHotlineSchema } from '#domain/hotline.ts';
import { serverSessionSchema, type SessionInfo } from '#domain/session-info.ts';
import { ask, type ServerAnswer } from './ask-server.ts';

const hotlinesSchema = v.object({ stamp: v.string(), hotlines: v.array(storedHotlineSchema) });

/** The session; the hotlines in it are sent only where they are other than those that are known. */
export async function fetchSession(
	remembered: Promise<SessionInfo | undefined>
): Promise<ServerAnswer<SessionInfo>> {
	const [session, known] = await Promise.all([
		ask(serverSessionSchema, '/api/session'),
		remembered
	]);
	if (!session.ok) return session;
	const { value } = session;
	if (known?.hotlinesStamp === value.hotlinesStamp) {
		return { ok: true, value: { ...value, hotlines: known.hotlines } };
	}
	const list = await fetchHotlines();
	if (!list.ok) return list;
	const { stamp, hotlines } = list.value;
	return { ok: true, value: { ...value, hotlinesStamp: stamp, hotlines } };
}

function fetchHotlines(): Promise<ServerAnswer<v.InferOutput<typeof hotlinesSchema>>> {
	return ask(hotlinesSchema, '/api/hotlines');
}
