import * as v from 'valibot';
import { pushChoiceSchema } from '#domain/push-message.ts';

/** Shows the page that the person chooses in a notification, where this window is the one that comes to the front; returns how to stop. */
export function followPushChoices(navigate: (path: string) => void): () => void {
	if (!('serviceWorker' in navigator)) return () => {};
	const take = ({ data }: MessageEvent<unknown>) => {
		const choice = v.safeParse(pushChoiceSchema, data);
		if (choice.success) navigate(choice.output.path);
	};
	navigator.serviceWorker.addEventListener('message', take);
	return () => navigator.serviceWorker.removeEventListener('message', take);
}
