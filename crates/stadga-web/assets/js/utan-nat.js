// A page without a network: files that are the same for everybody, and never an answer about a person.
const KEPT = `stadga-${VERSION}`;
const SHELL = '/utan-nat';
const FILES = [
  SHELL,
  '/assets/css/stadga.css',
  '/assets/js/stadga.js',
  '/assets/js/anteckning.js',
  '/assets/font/inter-latin-wght-normal.woff2',
];

self.addEventListener('install', (e) => {
  const fresh = FILES.map((file) => new Request(file, { cache: 'reload' }));
  e.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (e) => {
  const forget = (names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  e.waitUntil(caches.keys().then(forget).then(() => self.clients.claim()));
});

self.addEventListener('fetch', (e) => {
  const { method, mode, url } = e.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  if (mode === 'navigate') e.respondWith(fetch(e.request).catch(() => caches.match(SHELL)));
  else if (FILES.includes(pathname)) e.respondWith(fetch(e.request).catch(() => caches.match(pathname)));
});
