// The shell of the client, kept on the device: it opens without a network. Data is not here but in IndexedDB.
const CACHE = 'family-grocer-shell';
const SHELL = '/';
/** How long a page may keep somebody waiting who has a kept one. */
const PATIENCE = 2_500;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(fetch(SHELL, { cache: 'no-cache' }).then(keep));
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api')) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else event.respondWith(file(request, url.pathname.startsWith('/assets/')));
});

/** Any page is the shell: the server's, or in its absence the kept one. */
async function page(event) {
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((response) => keep(response.clone())).catch(() => undefined));
  const kept = await caches.match(SHELL);
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const response = await Promise.race([fresh, late]).catch(() => undefined);
  return response?.ok ? response : kept;
}

/** A file below /assets never changes under its name; the others are asked for first. */
async function file(request, immutable) {
  const kept = await caches.match(request);
  if (kept && immutable) return kept;
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
    return response;
  } catch (unreachable) {
    if (kept) return kept;
    throw unreachable;
  }
}

/** Keeps a shell with all that it names, then forgets the assets of the one before. */
async function keep(response) {
  if (!response.ok || !response.headers.get('content-type')?.startsWith('text/html')) return;
  const cache = await caches.open(CACHE);
  const html = await response.clone().text();
  const wanted = named(html);
  for (const path of wanted) {
    const there = (await cache.match(path)) ?? (await fetch(path));
    if (!there.ok) throw new Error(`${path}: ${there.status}`);
    if (path.endsWith('.css')) for (const asset of named(await there.clone().text())) wanted.add(asset);
    await cache.put(path, there);
  }
  await cache.put(SHELL, response);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith('/assets/') && !wanted.has(pathname)) await cache.delete(url);
  }
}

/** The assets that a page or a style sheet names. */
function named(text) {
  return new Set(text.match(/\/assets\/[\w.-]+/g));
}
