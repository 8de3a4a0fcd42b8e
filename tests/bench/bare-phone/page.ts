import {
	Inviter,
	Registerer,
	RegistererState,
	SessionState,
	UserAgent,
	type Invitation
} from 'sip.js';
import { SessionDescriptionHandler } from 'sip.js/lib/platform/web';
import type { SipAccount } from '#domain/session-info.ts';
import '../probe.ts';

/**
 * The least that answers a telephone with sip.js: what no product on this library and this browser can
 * be quicker than. It shows a bare line of text where the product shows its call window.
 */
const account = JSON.parse(document.body.dataset['account'] ?? '') as SipAccount;
const uri = UserAgent.makeURI(`sip:${account.user}@${account.domain}`);
if (!uri) throw new Error('the account has no SIP address');

const agent = new UserAgent({
	uri,
	authorizationUsername: account.authorizationUser,
	authorizationPassword: account.password,
	transportOptions: { server: account.server },
	logBuiltinEnabled: false,
	sessionDescriptionHandlerFactoryOptions: {
		// sip.js would wait for the end of gathering; a floor must not.
		iceGatheringTimeout: 20,
		peerConnectionConfiguration: { iceServers: [] }
	},
	delegate: { onInvite }
});
const registerer = new Registerer(agent);
const state = document.createElement('p');
state.dataset['testid'] = 'registration';
document.body.append(state);
registerer.stateChange.addListener((now) => {
	if (now === RegistererState.Registered) state.dataset['state'] = 'registered';
});

const target = document.createElement('input');
target.setAttribute('aria-label', 'Number or name');
const callButton = document.createElement('button');
callButton.textContent = 'Call';
callButton.addEventListener('click', () => {
	const address = UserAgent.makeURI(`sip:${target.value}@${account.domain}`);
	if (address) void new Inviter(agent, address).invite();
});
document.body.append(target, callButton);
await agent.start();
await registerer.register();

function onInvite(invitation: Invitation): void {
	window.bench.note('on-invite');
	const call = document.createElement('div');
	call.dataset['testid'] = 'call-window';
	const answer = document.createElement('button');
	answer.textContent = 'Answer';
	answer.addEventListener('click', () => void invitation.accept());
	const sound = document.createElement('audio');
	sound.autoplay = true;
	call.append(invitation.remoteIdentity.friendlyName, answer, sound);
	document.body.append(call);
	invitation.stateChange.addListener((now) => {
		if (now === SessionState.Established) sound.srcObject = remoteSound(invitation);
		if (now === SessionState.Terminated) call.remove();
	});
	void invitation.progress();
}

function remoteSound({ sessionDescriptionHandler }: Invitation): MediaStream {
	if (!(sessionDescriptionHandler instanceof SessionDescriptionHandler))
		throw new Error('a call without media');
	return sessionDescriptionHandler.remoteMediaStream;
}
