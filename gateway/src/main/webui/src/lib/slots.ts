import type { ReplicaStore } from './store';

/** How long a reloaded tab waits for its former self to let go of the first slot. */
const PATIENCE = 300;
const SLOTS = 16;

/** A replica that a closed tab left with changes to send. */
export interface Orphan {
  key: string;
  release: () => void;
}

/**
 * Every open tab is its own client of the server, with its own queue and seq; two tabs on one queue would use a seq
 * twice. A tab takes the first free slot for as long as it lives, and sees to what closed tabs left behind.
 */
export async function claimSlot(prefix: string, store: ReplicaStore): Promise<{ key: string; orphans: Orphan[] }> {
  if (!('locks' in navigator)) return { key: `${prefix}0`, orphans: [] };
  let key = '';
  for (let slot = 0; slot < SLOTS && !key; slot++) {
    if (await hold(`${prefix}${slot}`, slot === 0 ? PATIENCE : 0)) key = `${prefix}${slot}`;
  }
  const orphans: Orphan[] = [];
  for (const left of await store.waiting(prefix)) {
    const release = left === key ? null : await hold(left, 0);
    if (release) orphans.push({ key: left, release });
  }
  return { key: key || `${prefix}${SLOTS}`, orphans };
}

const held = new Map<string, () => void>();

/** Takes a lock until the tab closes or the returned function is called; null if another tab has it. */
function hold(name: string, patience: number): Promise<(() => void) | null> {
  const mine = held.get(name);
  if (mine) return Promise.resolve(mine);
  return new Promise((resolve) => {
    const options: LockOptions = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    navigator.locks
      .request(`family-grocer:${name}`, options, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((done) => {
          const release = () => {
            held.delete(name);
            done();
          };
          held.set(name, release);
          resolve(release);
        });
      })
      .catch(() => resolve(null));
  });
}
