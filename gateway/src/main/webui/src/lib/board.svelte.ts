import { announce, type RemoteChange } from './announce';
import type { Api } from './api';
import { newId } from './ids';
import { Replica, type SyncState } from './replica';
import { claimSlot } from './slots';
import { ReplicaStore } from './store';
import { ChangeStream } from './stream';
import type { Doc, ItemDoc, ListDoc, Op, Problem, StoreOrder, Suggestion } from './types';

const UNDO_WITHIN = 5_000;

/** What the board tells of. */
export interface BoardHooks {
  /** What others did, just now. */
  onRemote?: (changes: RemoteChange[]) => void;
  onRejected: (problem: Problem, name: string) => void;
  /** The family, or the list, is not this one's any more. */
  onGone: (familyId: string) => void;
}

/** What the board needs of an API, whoever's it is. */
type Line = Pick<Api, 'get' | 'post' | 'fetch'>;

/** Whose documents, and who acts on them: a person, or a guest pass. */
export interface Bearer {
  familyId: string;
  actorId: string;
}

let store: Promise<ReplicaStore> | null = null;

/** Where all replicas of this device are kept. */
export function replicas(): Promise<ReplicaStore> {
  store ??= ReplicaStore.open();
  return store;
}

/** Those that somebody has put in order come first. */
const byPosition = (a: ListDoc, b: ListDoc) =>
  a.position === b.position ? 0 : a.position === undefined ? 1 : b.position === undefined ? -1 : a.position < b.position ? -1 : 1;

/** The documents of one family as this device shows them, and what can be done with them. */
export class Board {
  docs: ReadonlyMap<string, Doc> = $state.raw(new Map());
  loaded = $state(false);
  sync: SyncState = $state('synced');
  waiting = $state(0);
  /** What was just removed, for as long as it can be brought back by one press. */
  removed: ItemDoc | null = $state.raw(null);
  /** What others did, for screen readers. */
  said = $state('');
  /** The trip that somebody has come to or left last; another object each time. */
  presence: { tripId: string } | null = $state.raw(null);

  readonly lists = $derived(
    [...this.docs.values()]
      .filter((doc): doc is ListDoc => doc.kind === 'list' && !doc.deleted)
      .sort((a, b) => byPosition(a, b) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
  );
  readonly items = $derived.by(() => {
    const byList = new Map<string, ItemDoc[]>();
    for (const doc of this.docs.values()) {
      if (doc.kind !== 'item' || doc.deleted) continue;
      const items = byList.get(doc.listId);
      if (items) items.push(doc);
      else byList.set(doc.listId, [doc]);
    }
    return byList;
  });

  readonly #api: Line;
  readonly #hooks: BoardHooks;
  #replica: Replica | null = null;
  #stream: ChangeStream | null = null;
  #opening = '';

  constructor(api: Line, hooks: BoardHooks) {
    this.#api = api;
    this.#hooks = hooks;
  }

  /** Shows a family's documents: what this device remembers at once, then what the server says. */
  async open(bearer: Bearer): Promise<void> {
    this.close();
    const prefix = `${bearer.actorId}/${bearer.familyId}/`;
    this.#opening = prefix;
    const kept = await replicas();
    const { key, orphans } = await claimSlot(prefix, kept);
    const replica = await this.#openReplica(key, bearer, kept, true);
    if (this.#opening !== prefix) return replica.close();
    this.#replica = replica;
    this.#changed([]);
    this.#listen(bearer.familyId, replica);
    if (!navigator.onLine) replica.online(false);
    void replica.sync();
    for (const orphan of orphans) {
      const left = await this.#openReplica(orphan.key, bearer, kept, false);
      void left.sync().finally(() => {
        left.close();
        orphan.release();
      });
    }
  }

  /** Shows nothing any more; what waits is kept on the device. */
  close(): void {
    this.#opening = '';
    this.#stream?.close();
    this.#replica?.close();
    this.#stream = null;
    this.#replica = null;
    this.removed = null;
    this.docs = new Map();
    this.loaded = false;
    this.sync = 'synced';
    this.waiting = 0;
  }

  /** Does something on the documents. */
  do(...ops: Op[]): void {
    this.#replica?.mutate(...ops);
  }

  /** Removes an item, and offers to bring it back for a few seconds: the button is beside others, and thumbs slip. */
  removeItem(item: ItemDoc): void {
    this.do({ op: 'item.remove', id: item.id, seen: this.seen });
    this.removed = item;
    setTimeout(() => {
      if (this.removed?.id === item.id) this.removed = null;
    }, UNDO_WITHIN);
  }

  /** Brings the removed item back, as a new one: what is removed stays so, whatever arrives later. */
  undoRemove(): void {
    const item = this.removed;
    this.removed = null;
    if (!item) return;
    const { listId, name, amount, unit, note, category, checked, urgent, due } = item;
    const fields = { name, amount, unit, note, category, checked, ...(urgent ? { urgent } : {}), ...(due ? { due } : {}) };
    this.do({ op: 'item.set', id: newId(), listId, fields });
  }

  /** The revision up to which this device has seen the family, for removals and approvals. */
  get seen(): number {
    return this.#replica?.revision ?? 0;
  }

  /** What the family may want on a list; nothing where nobody answers. */
  async suggestions(listId: string): Promise<Suggestion[]> {
    return this.#asked(`/api/lists/suggestions?limit=8&list=${listId}`);
  }

  /** In which order one comes by the categories of a list's store; nothing where that is not known. */
  async wayThrough(list: Pick<ListDoc, 'store' | 'familyId'>): Promise<string[]> {
    if (!list.store) return [];
    const path = `/api/lists/aisles?family=${list.familyId}&store=${encodeURIComponent(list.store)}`;
    return (await this.#asked<StoreOrder>(path))[0]?.order ?? [];
  }

  /** A help that may be missing: without a network the list works without it. */
  async #asked<T>(path: string): Promise<T[]> {
    try {
      return (await this.#api.get<{ items: T[] }>(path)).items;
    } catch {
      return [];
    }
  }

  list(id: string): ListDoc | undefined {
    const doc = this.docs.get(id);
    return doc?.kind === 'list' && !doc.deleted ? doc : undefined;
  }

  /** The network came back or went away. */
  online(yes: boolean): void {
    this.#replica?.online(yes);
    if (yes) this.#stream?.wake();
  }

  #openReplica(key: string, bearer: Bearer, kept: ReplicaStore, shown: boolean): Promise<Replica> {
    return Replica.open({
      key,
      actor: { familyId: bearer.familyId, personId: bearer.actorId },
      store: kept,
      send: (request) => this.#api.post('/api/sync', request, { signal: AbortSignal.timeout(20_000) }),
      onChange: (remote) => shown && this.#changed(remote),
      onRejected: (problem, name) => this.#hooks.onRejected(problem, name),
      onGone: () => shown && this.#hooks.onGone(bearer.familyId),
    });
  }

  #listen(familyId: string, replica: Replica): void {
    this.#stream = new ChangeStream({
      open: (headers, signal) => this.#api.fetch(`/api/stream?family=${familyId}`, { headers, signal }),
      since: () => replica.revision,
      onOpen: () => void replica.sync(),
      onRefused: () => void replica.sync(),
      onChanges: (revision, changes) => replica.receive(revision, changes),
      onPresence: (tripId) => (this.presence = { tripId }),
    });
  }

  #changed(remote: RemoteChange[]): void {
    const replica = this.#replica;
    if (!replica) return;
    const said = announce(remote);
    if (said) this.said = said;
    if (remote.length > 0) this.#hooks.onRemote?.(remote);
    this.docs = replica.docs;
    this.loaded = replica.loaded;
    this.sync = replica.state;
    this.waiting = replica.waiting;
  }
}
