import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ClockState } from './clock';
import type { Doc, Mutation } from './types';

/**
 * What a replica needs to go on after a reload. Client id, last seq and queue live in one record: were they lost one by
 * one, a new change could take a seq that the server has seen, and be dropped as a duplicate.
 */
export interface ReplicaState {
  clientId: string;
  nextSeq: number;
  revision: number;
  queue: Mutation[];
  aliases: [string, string][];
  clock: ClockState;
}

interface Schema extends DBSchema {
  states: { key: string; value: ReplicaState };
  docs: { key: [string, string]; value: Doc };
}

/** Where replicas are kept between visits. A key names one replica: person, family and tab slot. */
export class ReplicaStore {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  static async open(name = 'family-grocer'): Promise<ReplicaStore> {
    const db = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('states');
        fresh.createObjectStore('docs');
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return new ReplicaStore(db);
  }

  async load(key: string): Promise<{ state: ReplicaState | undefined; docs: Doc[] }> {
    const tx = this.#db.transaction(['states', 'docs']);
    const [state, docs] = await Promise.all([
      tx.objectStore('states').get(key),
      tx.objectStore('docs').getAll(allOf(key)),
    ]);
    return { state, docs };
  }

  /** Writes the state, and the documents that changed, in one transaction; `reset` forgets the documents first. */
  async save(key: string, state: ReplicaState, docs: readonly Doc[] = [], reset = false): Promise<void> {
    const tx = this.#db.transaction(['states', 'docs'], 'readwrite');
    const store = tx.objectStore('docs');
    void tx.objectStore('states').put(state, key);
    if (reset) void store.delete(allOf(key));
    for (const doc of docs) void store.put(doc, [key, doc.id]);
    await tx.done;
  }

  /** The keys of replicas that begin so and still hold changes to send. */
  async waiting(prefix: string): Promise<string[]> {
    const keys = (await this.#db.getAllKeys('states')).filter((key) => key.startsWith(prefix));
    const states = await Promise.all(keys.map((key) => this.#db.get('states', key)));
    return keys.filter((_, at) => (states[at]?.queue.length ?? 0) > 0);
  }

  /** Forgets everything of a person. */
  async forget(prefix: string): Promise<void> {
    const tx = this.#db.transaction(['states', 'docs'], 'readwrite');
    for (const key of await tx.objectStore('states').getAllKeys()) {
      if (!key.startsWith(prefix)) continue;
      void tx.objectStore('states').delete(key);
      void tx.objectStore('docs').delete(allOf(key));
    }
    await tx.done;
  }

  close(): void {
    this.#db.close();
  }
}

/** All document keys of one replica: an array sorts after every text. */
function allOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key], [key, []]);
}
