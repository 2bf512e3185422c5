import 'fake-indexeddb/auto';

// What the tested modules touch of a browser when they are loaded; Node has the rest.
const kept = new Map<string, string>();
const browser = {
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  },
  navigator: { language: 'en-GB', onLine: true },
  location: new URL('http://grocer.test/'),
  addEventListener: () => undefined,
};
for (const [name, value] of Object.entries(browser)) {
  if (!(name in globalThis) || name === 'navigator') {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
