// Keeps the shell of the client on the device, so that it opens in a shop without a network. The data is not its
// business: that lives in the client's own replica, and /api never passes through here.
const CACHE = 'family-grocer-shell-1';
const SHELL = ['/', '/manifest.webmanifest', '/icon.svg'];
/** A network that has not answered a navigation by then is as good as none. */
const PATIENCE = 3_000;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api')) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (url.pathname.startsWith('/assets/') || SHELL.includes(url.pathname)) event.respondWith(asset(request));
});

/** The shell and what its page names: the first visit is not seen by the fetch handler, and has to be enough. */
async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL);
  await cacheAssetsOf(cache, await cache.match('/'));
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Network first; every path of the client is the same page. */
async function page(event) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(event.request, { signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) return (response.status >= 500 && (await cache.match('/'))) || response;
    const copy = response.clone();
    event.waitUntil(keep(cache, copy));
    return response;
  } catch {
    return (await cache.match('/')) ?? Response.error();
  }
}

/** A new page is kept only together with its assets; old assets go when they are no longer named. */
async function keep(cache, response) {
  const copy = response.clone();
  const named = await cacheAssetsOf(cache, response);
  await cache.put('/', copy);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/assets/') && !named.includes(pathname)) await cache.delete(request);
  }
}

async function cacheAssetsOf(cache, response) {
  const named = [...(await response.clone().text()).matchAll(/["'](\/assets\/[^"']+)["']/g)].map(([, path]) => path);
  const missing = [];
  for (const path of named) if (!(await cache.match(path))) missing.push(path);
  await cache.addAll(missing);
  return named;
}

/** Cache first: the name of an asset holds the hash of its content. */
async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
