/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';

declare const self: ServiceWorkerGlobalScope;

const CACHE = `anteroom-${version}`;
const SHELL = '/';
const ASSETS = [...build, ...files];

self.addEventListener('install', (event) => {
	event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...ASSETS])));
});

self.addEventListener('activate', (event) => {
	event.waitUntil(
		caches
			.keys()
			.then((names) =>
				Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))
			)
			.then(() => self.clients.claim())
	);
});

// workbox-window asks for the hand-over once the person has agreed to it.
self.addEventListener('message', ({ data }) => {
	if (data?.type === 'SKIP_WAITING') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== self.location.origin) return;
	if (url.pathname.startsWith('/api/')) return;
	if (ASSETS.includes(url.pathname)) event.respondWith(fromCache(request));
	else if (request.mode === 'navigate') event.respondWith(fromNetworkFirst(request));
});

/** Built assets never change under their name. */
async function fromCache(request: Request): Promise<Response> {
	return (await caches.match(request)) ?? fetch(request);
}

/** A page is fresh where the server answers; without it the shell starts the phone all the same. */
async function fromNetworkFirst(request: Request): Promise<Response> {
	try {
		return await fetch(request);
	} catch {
		return (await caches.match(SHELL)) ?? Response.error();
	}
}
