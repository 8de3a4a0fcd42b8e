/** A ringing call as the operating system is to show it, told by a page to the service worker. */
export interface RingingNotification {
	readonly type: 'ringing';
	readonly callId: string;
	/** Who calls, and for whom. */
	readonly title: string;
	readonly body: string;
	/** Words of the buttons. */
	readonly answer: string;
	readonly decline: string;
	/** BCP 47. */
	readonly lang: string;
}

/** The call rings no more, or the person looks at the app: nothing is to be shown of it. */
export interface RingingOver {
	readonly type: 'ringing-over';
	readonly callId: string;
}

/** What the person has chosen in the notification, told by the service worker to the pages. */
export interface RingingChoice {
	readonly type: 'ringing-choice';
	readonly callId: string;
	readonly choice: 'answer' | 'decline' | 'open';
}

/** Notifications with the same tag are one: whichever tab tells of a call, it is shown once. */
export function ringingTag(callId: string): string {
	return `ringing ${callId}`;
}
