/*
 * The service worker: the page opens without a connection and then says so itself. It keeps the built shell, and of
 * what carries its release or its hash in its address a bounded number, since such an answer never changes. Whatever can
 * change is asked of the service every time.
 */
const SHELL = /* filled in by the build */ [];
const VERSION = 'shell-' + SHELL.join().split('').reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
const NEVER_CHANGES = /^\/(assets\/|fonts\/|tiles\/\d+\/)/;
const KEPT = 'kept';
const MOST_KEPT = 600;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const outdated = (names) => names.filter((name) => name !== VERSION && name !== KEPT);
  event.waitUntil(
    caches.keys().then((names) => Promise.all(outdated(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

/** Files are the same bytes whoever asks: scripts are asked for with an origin, which answers name under Vary. */
const known = (what) => caches.match(what, { ignoreVary: true });

async function shell(request) {
  try {
    return await fetch(request);
  } catch (lost) {
    const file = await known(request.mode === 'navigate' ? '/' : request);
    if (file) return file;
    throw lost;
  }
}

async function kept(request) {
  const held = await known(request);
  if (held) return held;
  const answer = await fetch(request);
  if (answer.status === 200) {
    const cache = await caches.open(KEPT);
    await cache.put(request, answer.clone());
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_KEPT)).map((key) => cache.delete(key)));
  }
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // What takes a key to read is nobody else's, and a draft changes.
  if (request.method !== 'GET' || origin !== self.location.origin || request.headers.has('authorization')) return;
  if (NEVER_CHANGES.test(pathname)) event.respondWith(kept(request));
  else if (SHELL.includes(pathname)) event.respondWith(shell(request));
});
