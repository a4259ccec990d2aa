/** Keeps the page of a door and what it is made of, so that it opens without a network. No other page is kept, and no answer with anybody's data. */
import { version } from '$app/env';
import { immutable } from '$app/manifest';
import { self } from '$app/service-worker';
import { forgetCopies, forgetOld } from '#platform/offline/cleaning.ts';
import { browserStore } from '#platform/offline/indexed-db.ts';
import { href } from '#platform/words/href.ts';
import { localeOfPath, withoutLocale } from '#platform/words/locales.ts';

const prefix = 'kolo-door-';
const own = prefix + version;
const isDoor = (path: string) => /^\/work\/events\/[0-9a-f-]{36}\/door$/.test(withoutLocale(path));
const isAsset = (path: string) => path.startsWith('/_app/') || path === '/icon.svg';
/** Reads codes where the browser cannot; the page does not know of it until somebody scans. */
const scanning = immutable.map(({ path }) => `/${path.replace(/^\//, '')}`).filter((path) => path.includes('scan-worker'));

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([self.clients.claim(), cleanUp()])));
// Of a phone that has the door on its start screen: it wakes us now and then also when nobody opens anything.
self.addEventListener('periodicsync' as 'sync', (event: Event) => (event as ExtendableEvent).waitUntil(cleanUp()));

self.addEventListener('message', (event) => {
  const { keep, assets, version: made } = (event.data ?? {}) as { keep?: string; assets?: string[]; version?: string };
  if (!keep || !assets || !isDoor(keep)) return;
  event.waitUntil(made === version ? keepDoor(keep, assets) : self.registration.update());
});

/** The page as the server gives it to this device now, and everything it has loaded. Earlier versions go only when this one is complete. */
async function keepDoor(path: string, assets: readonly string[]): Promise<void> {
  if (await keep(path, assets)) await takeOver(path);
}

/** @returns whether the page is kept whole, or is not for this phone any more */
async function keep(path: string, assets: readonly string[]): Promise<boolean> {
  const page = await fetch(path, { redirect: 'manual', headers: { accept: 'text/html' } }).catch(() => null);
  if (page?.status === 404) return true;
  if (!page?.ok || !page.headers.get('content-type')?.startsWith('text/html')) return false;
  const html = await page.clone().text();
  const named = [...html.matchAll(/["'(](\/_app\/immutable\/[^"')]+)/g)].map(([, asset]) => asset!);
  const cache = await caches.open(own);
  const missing = [];
  for (const asset of new Set([...named, ...assets.filter(isAsset), '/icon.svg', ...((await readsItself()) ? [] : await scanner())])) if (!(await cache.match(asset))) missing.push(asset);
  await cache.addAll(missing);
  await cache.put(path, page);
  return true;
}

/** The other doors this phone had under earlier versions are kept under this one before those go; one that cannot be had now stays as it was, with its version. */
async function takeOver(done: string): Promise<void> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix) || name === own) continue;
    const earlier = await caches.open(name);
    let isWhole = true;
    for (const { url } of await earlier.keys()) {
      const { pathname } = new URL(url);
      if (!isDoor(pathname) || pathname === done) continue;
      if (!(await (await caches.open(own)).match(pathname))) isWhole = (await keep(pathname, [])) && isWhole;
    }
    if (isWhole) await caches.delete(name);
  }
}

/** The thread that scans and what it fetches itself. */
async function scanner(): Promise<string[]> {
  const fetched = await Promise.all(scanning.map(async (path) => [...(await (await fetch(path)).text()).matchAll(/["'`](\/_app\/[^"'`]+\.wasm)/g)].map(([, wasm]) => wasm!)));
  return [...scanning, ...fetched.flat()];
}

async function readsItself(): Promise<boolean> {
  const known = (globalThis as { BarcodeDetector?: { getSupportedFormats(): Promise<string[]> } }).BarcodeDetector;
  return !!known && (await known.getSupportedFormats().catch((): string[] => [])).includes('qr_code');
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === 'POST' && request.mode === 'navigate' && withoutLocale(pathname) === '/sign-out') return event.respondWith(signOut(request));
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.waitUntil(cleanUp());
  if (request.mode === 'navigate' && isDoor(pathname)) event.respondWith(door(request, pathname));
  else if (isAsset(pathname)) event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(request)));
});

/** From the phone at once where this version has it; else from the server, and if nobody answers or the server fails, as an earlier version had it. */
async function door(request: Request, path: string): Promise<Response> {
  const kept = await caches.open(own).then((cache) => cache.match(path));
  if (kept) return kept;
  const earlier = await caches.match(path);
  if (!earlier) return fetch(request);
  const page = await fetch(request, { signal: AbortSignal.timeout(5_000) }).catch(() => earlier);
  // A server that fails is as good as none.
  return page.status >= 500 ? earlier : page;
}

/** Whoever signs out with work on this phone is asked first. Names leave the phone with her; what was not sent stays until it is. */
async function signOut(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const waiting = await browserStore().then(async (store) => (await store.items()).filter(({ state }) => state === 'waiting').length, () => 0);
  if (waiting && !url.searchParams.has('unsent')) {
    const everywhere = (await request.formData()).has('everywhere');
    const door = (await keptDoors()).at(-1);
    const locale = localeOfPath(url.pathname);
    const asking = locale ? href(locale, '/account/sign-out') : '/account/sign-out';
    return Response.redirect(`${url.origin}${asking}?${new URLSearchParams({ n: String(waiting), ...(everywhere && { everywhere: '1' }), ...(door && { event: door }) })}`, 303);
  }
  // Whatever cannot be thrown away keeps nobody from signing out.
  await forget().catch((caught: unknown) => console.error(caught));
  return fetch(request);
}

/** The events whose doors this phone keeps. */
async function keptDoors(): Promise<string[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().flatMap(({ url }) => (isDoor(new URL(url).pathname) ? new URL(url).pathname.split('/').at(-2)! : []));
}

/** Lists whose time is over go with their doors, whichever page of Kolo is opened on this phone. */
async function cleanUp(): Promise<void> {
  const over = await forgetOld(await browserStore(), new Date());
  for (const name of over.length ? await caches.keys() : []) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (over.some(({ key }) => new URL(request.url).pathname.includes(key))) await cache.delete(request);
  }
}

async function forget(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
  await forgetCopies(await browserStore());
}
