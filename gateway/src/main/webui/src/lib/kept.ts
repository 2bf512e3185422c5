/** What this device remembers under a key; null if it is nothing, or nothing that can be read. */
export function recall<T>(key: string, storage: Storage = localStorage): T | null {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Remembers it. A device that can't keep anything (full, private mode) goes on without. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Asked again next time.
  }
}
