/** The service worker's own text: `FILES`, `VERSION` and `BASE` are put in front of it by the build. Scope: the console's own folder. */
const CACHE = `console-${VERSION}`;
const PAGE = `${BASE}index.html`;
/** What a deployment may change without a new build: asked of the network first. */
const CONFIG = `${BASE}config.json`;

const ours = async () => (await caches.keys()).filter((key) => key.startsWith('console-'));

/** A file with a hash in its name is taken over from the version before; every other file is fetched again. */
async function keep(cache, older, file) {
  const hashed = file.includes('/assets/');
  if (hashed)
    for (const key of older) {
      const kept = await (await caches.open(key)).match(file);
      if (kept) return cache.put(file, kept);
    }
  const answer = await fetch(file, { cache: hashed ? 'default' : 'reload' });
  if (!answer.ok) throw new Error(`${file} ${answer.status}`);
  return cache.put(file, answer);
}

async function install() {
  const cache = await caches.open(CACHE);
  const older = (await ours()).filter((key) => key !== CACHE);
  await Promise.all(FILES.map((file) => keep(cache, older, file)));
}

async function forgetOlder() {
  for (const key of await ours()) if (key !== CACHE) await caches.delete(key);
}

async function fromNetworkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}

async function answer(request) {
  if (new URL(request.url).pathname === CONFIG) return fromNetworkFirst(request);
  const cache = await caches.open(CACHE);
  return (await cache.match(request.mode === 'navigate' ? PAGE : request, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOlder()));
self.addEventListener('message', ({ data }) => data === 'take over' && self.skipWaiting());
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && new URL(url).origin === location.origin && new URL(url).pathname.startsWith(BASE))
    event.respondWith(answer(event.request));
});
