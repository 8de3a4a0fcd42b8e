/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';
import { SYNC_TAG } from '#domain/background-sync.ts';
import { outdatedCaches } from './outdated-caches.ts';
import { choosePush, showPush } from './push.ts';
import { renewSubscription } from './renew-subscription.ts';
import { chooseRinging, followRinging } from './ringing.ts';
import { sendUnsent } from './send-unsent.ts';

declare const self: ServiceWorkerGlobalScope;

/** Not in TypeScript's library. */
interface SyncEvent extends ExtendableEvent {
	readonly tag: string;
}

/** Not in TypeScript's library, nor in every browser (Service Workers, static routing). */
interface RoutableInstallEvent extends ExtendableEvent {
	addRoutes?(rules: {
		readonly condition: { readonly urlPattern: { readonly pathname: string } };
		readonly source: 'network';
	}): Promise<void>;
}

const CACHE = `anteroom-${version}`;
const SHELL = '/';
const ASSETS = [...build, ...files];

self.addEventListener('install', (event: RoutableInstallEvent) => {
	// The server's answers go past the worker. Requests that wake a worker which a newer one is just
	// replacing would put that off for minutes: so does the report of a call that has just ended.
	// A browser that refuses the route installs the worker all the same.
	const past = event
		.addRoutes?.({ condition: { urlPattern: { pathname: '/api/*' } }, source: 'network' })
		.catch(() => {});
	if (past) event.waitUntil(past);
	event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...ASSETS])));
});

self.addEventListener('activate', (event) => {
	event.waitUntil(
		caches
			.keys()
			.then((names) => Promise.all(outdatedCaches(names, CACHE).map((name) => caches.delete(name))))
			.then(() => self.clients.claim())
	);
});

// workbox-window asks for the hand-over once the person has agreed to it.
self.addEventListener('message', ({ data, ports }) => {
	if (data?.type === 'SKIP_WAITING') void self.skipWaiting();
	if (data?.type === 'VERSION') ports[0]?.postMessage(version);
});

self.addEventListener('message', (event) => {
	const { type } = event.data ?? {};
	if (type === 'ringing' || type === 'ringing-over') event.waitUntil(followRinging(event.data));
});

self.addEventListener('notificationclick', (event) => {
	const { kind, callId } = event.notification.data ?? {};
	event.notification.close();
	if (kind === 'ringing') event.waitUntil(chooseRinging(callId, event.action));
	else event.waitUntil(choosePush(event.notification.data, event.action) ?? Promise.resolve());
});

self.addEventListener('push', (event) => {
	event.waitUntil(showPush(event.data?.text()));
});

// The browser has another subscription than the server knows, or none any more.
self.addEventListener('pushsubscriptionchange', (event) => {
	(event as ExtendableEvent).waitUntil(renewSubscription());
});

// Background Synchronization (WICG): the network is back, or the browser tries again.
self.addEventListener('sync', (event) => {
	const sync = event as SyncEvent;
	if (sync.tag === SYNC_TAG) sync.waitUntil(sendUnsent());
});

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== self.location.origin) return;
	if (url.pathname.startsWith('/api/')) return;
	if (isAsset(url.pathname)) event.respondWith(fromCache(request));
	else if (request.mode === 'navigate') event.respondWith(fromNetworkFirst(request));
});

/** Of this version, or of the one before: a page that still runs it loads the rest of it as needed. */
function isAsset(path: string): boolean {
	return ASSETS.includes(path) || path.startsWith('/_app/immutable/');
}

/** Built assets never change under their name; all others are this version's own. */
async function fromCache(request: Request): Promise<Response> {
	const own = await caches.open(CACHE);
	return (await own.match(request)) ?? (await caches.match(request)) ?? fetch(request);
}

/** A page is fresh where the server answers; without it this version's shell starts the phone all the same. */
async function fromNetworkFirst(request: Request): Promise<Response> {
	try {
		const answer = await fetch(request);
		// A proxy in front of a server that is away or being updated.
		if (![502, 503, 504].includes(answer.status)) return answer;
		return (await ownShell()) ?? answer;
	} catch {
		return (await ownShell()) ?? Response.error();
	}
}

async function ownShell(): Promise<Response | undefined> {
	return (await caches.open(CACHE)).match(SHELL);
}
