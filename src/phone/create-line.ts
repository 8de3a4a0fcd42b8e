import type { IceSettings } from '#domain/ice-servers.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import type { Settings } from '#domain/settings.ts';
import { mix } from '#media/mix.ts';
import { SipLine } from '#sip/sip-line.ts';
import { absoluteServers } from './absolute-servers.ts';
import type { CallMicrophone, Line, LineListener } from './line.ts';
import { LineAhead, type LineOwner } from './line-ahead.svelte.ts';
import { leadOnce } from './tab-lead.ts';
import type { PhoneProblem } from './telephone.ts';

/** What a call needs of the telephone. */
interface CallNeeds {
	/** As they are now. */
	settings(): Settings;
	microphone: CallMicrophone;
	ice(): Promise<IceSettings>;
	report(problem: PhoneProblem): void;
}

/** The line of the account, on its way to be registered in the tab that leads. */
export type OwnLine = LineAhead<CallNeeds>;

/** Registers the account's line, in one tab of the browser at a time, before anything else is there. */
export function startLine(session: SessionInfo): OwnLine {
	return new LineAhead<CallNeeds>({
		lead: (lead, wait) => leadOnce(`anteroom-phone ${session.account.id}`, lead, wait),
		make: (listener, owner) => sipLine(session, listener, owner)
	});
}

function sipLine(
	{ sip, settings: atStart }: SessionInfo,
	listener: LineListener,
	owner: LineOwner<CallNeeds>
): Line {
	if (!sip) return disconnectedLine(listener);
	return new SipLine(
		{
			account: sip,
			servers: absoluteServers(sip.server),
			settings: () => owner.needs?.settings() ?? atStart,
			attended: async () => void (await owner.attended()),
			microphone: {
				open: async () => (await owner.attended()).microphone.open(),
				isSure: () => owner.needs?.microphone.isSure() ?? false
			},
			ice: {
				settings: async () => (await owner.attended()).ice(),
				problem: (problem) => owner.needs?.report(problem)
			},
			mix
		},
		listener
	);
}

/** An account to which no telephone has been given: it says so and never connects. */
function disconnectedLine(listener: LineListener): Line {
	return {
		start: () =>
			listener.registration({ state: 'waiting', problem: 'bad-settings', retryAt: Infinity }),
		retry: () => {},
		dial: () => undefined,
		prepareCall: () => {},
		watch: () => {},
		tellPresence: () => {},
		pickUp: () => false,
		close: async () => {}
	};
}
