import { HybridClock } from './clock';
import { newId } from './ids';
import { overlay, type Actor } from './optimistic';
import { ReplicaStore, type ReplicaState } from './store';
import type { Doc, Mutation, Op, Problem, SyncRequest, SyncResponse } from './types';

/** The most mutations of one call; the server's bound. */
const BATCH = 500;
const DEBOUNCE = 20;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;

export type SyncState = 'synced' | 'pending' | 'offline';

/** A refusal of the server, as opposed to a call that never arrived. */
export interface Refusal {
  status: number;
  problem: Problem;
}

/** Why a sync ended without a result: the server said no, or nobody answered. */
export function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && 'status' in error && 'problem' in error;
}

export interface ReplicaOptions {
  key: string;
  actor: Actor;
  store: ReplicaStore;
  send: (request: SyncRequest) => Promise<SyncResponse>;
  /** Anything visible changed; `remote` holds what others did, with the documents before. */
  onChange: (remote: { before: Doc | undefined; after: Doc }[]) => void;
  /** The server did not take a change; what it was about is named where it is known. */
  onRejected?: (problem: Problem, name: string) => void;
  /** The family is not, or no longer, this person's. */
  onGone?: () => void;
  wall?: () => number;
}

/**
 * One family's documents on this device. Changes show at once, are kept before they are sent, and are sent in order
 * until the server has answered; the merge rules are the server's alone.
 */
export class Replica {
  readonly #options: ReplicaOptions;
  readonly #base = new Map<string, Doc>();
  readonly #aliases = new Map<string, string>();
  #clock: HybridClock;
  #clientId = newId();
  #nextSeq = 1;
  #revision = 0;
  #queue: Mutation[] = [];
  #view = new Map<string, Doc>();
  #saved: Promise<void> = Promise.resolve();
  #running: Promise<void> | null = null;
  #again = false;
  #reachable = true;
  /** How often the browser has said that the network is gone. */
  #absences = 0;
  #syncedOnce = false;
  #retry = FIRST_RETRY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  private constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#clock = new HybridClock(undefined, options.wall);
  }

  /** The replica as it was left, or a new one. */
  static async open(options: ReplicaOptions): Promise<Replica> {
    const replica = new Replica(options);
    const { state, docs } = await options.store.load(options.key);
    if (state) replica.#restore(state, docs);
    replica.#overlay();
    return replica;
  }

  #restore(state: ReplicaState, docs: Doc[]): void {
    this.#clientId = state.clientId;
    this.#nextSeq = state.nextSeq;
    this.#revision = state.revision;
    this.#queue = state.queue;
    this.#clock = new HybridClock(state.clock, this.#options.wall);
    for (const [from, to] of state.aliases) this.#aliases.set(from, to);
    for (const doc of docs) this.#base.set(doc.id, doc);
  }

  /** What the person sees, by id; tombstones are in it. */
  get docs(): ReadonlyMap<string, Doc> {
    return this.#view;
  }

  get revision(): number {
    return this.#revision;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  get clientId(): string {
    return this.#clientId;
  }

  /** Whether the documents are there: kept from an earlier visit, or heard from the server. */
  get loaded(): boolean {
    return this.#syncedOnce || this.#revision > 0;
  }

  get state(): SyncState {
    if (!this.#reachable) return 'offline';
    return this.#queue.length > 0 ? 'pending' : 'synced';
  }

  /** The id under which an item lives on after the server folded it into another. */
  resolve(id: string): string {
    return this.#aliases.get(id) ?? id;
  }

  /** Does something: visible at once, kept, then sent. */
  mutate(...ops: Op[]): void {
    for (const op of ops) {
      this.#queue.push({ ...op, seq: this.#nextSeq++, at: this.#clock.stamp(this.#clientId) });
    }
    this.#overlay();
    this.#save();
    this.#options.onChange([]);
    this.#schedule(DEBOUNCE);
  }

  /** Takes documents that the stream brought. */
  receive(revision: number, changes: readonly Doc[]): void {
    const remote = this.#take(changes);
    this.#revision = Math.max(this.#revision, revision);
    this.#overlay();
    this.#save(changes);
    this.#options.onChange(remote);
  }

  /** Sends what waits and fetches what is new; never fails, tries again by itself. Resolves when that is done. */
  sync(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#closed) return Promise.resolve();
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#loop().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** The network went away or came back, as the browser says. */
  online(yes: boolean): void {
    if (yes) void this.sync();
    else {
      this.#absences++;
      this.#reach(false);
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #schedule(delay: number): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.sync(), delay);
  }

  async #loop(): Promise<void> {
    do {
      this.#again = false;
      try {
        while (await this.#exchange()) this.#again = false;
        this.#retry = FIRST_RETRY;
      } catch (error) {
        if (!this.#recover(error)) return;
        this.#again = true;
      }
    } while (this.#again && !this.#closed);
  }

  /** One call. True if another has to follow. */
  async #exchange(): Promise<boolean> {
    // Kept before sent: a seq that the server has seen must never be given to another mutation after a crash.
    await this.#saved;
    const mutations = this.#queue.slice(0, BATCH);
    const { actor, send } = this.#options;
    const began = performance.now();
    const absences = this.#absences;
    const request = { familyId: actor.familyId, clientId: this.#clientId, since: this.#revision, mutations };
    const response = await send(request);
    if (this.#closed) return false;
    this.#clock.learn(response.serverTime, performance.now() - began);
    // An answer that was under way when the network went says nothing about a network now.
    if (absences === this.#absences) this.#reachable = true;
    this.#accept(response);
    return response.more || this.#queue.length > 0;
  }

  #accept(response: SyncResponse): void {
    for (const outcome of response.outcomes) this.#settle(outcome);
    this.#queue = this.#queue.filter((mutation) => mutation.seq > response.lastSeq);
    this.#nextSeq = Math.max(this.#nextSeq, response.lastSeq + 1);
    if (response.reset) {
      this.#base.clear();
      this.#revision = 0;
    }
    const first = !this.#syncedOnce || response.reset;
    const remote = this.#take(response.changes);
    this.#revision = Math.max(this.#revision, response.revision);
    this.#syncedOnce ||= !response.more;
    this.#overlay();
    this.#save(response.changes, response.reset);
    this.#options.onChange(first ? [] : remote);
  }

  #settle(outcome: SyncResponse['outcomes'][number]): void {
    const mutation = this.#queue.find((waiting) => waiting.seq === outcome.seq);
    if (outcome.result === 'merged' && outcome.itemId && mutation && mutation.id !== outcome.itemId) {
      this.#aliases.set(mutation.id, outcome.itemId);
    }
    if (outcome.newer?.at) this.#clock.observe(outcome.newer.at);
    if (outcome.result === 'rejected' && outcome.problem) {
      this.#options.onRejected?.(outcome.problem, mutation ? this.#nameOf(mutation.id) : '');
    }
  }

  /** What is called so, also where the change that was refused has just taken it away or made it. */
  #nameOf(id: string): string {
    for (const docs of [this.#view, this.#base]) {
      const doc = docs.get(this.resolve(id));
      if (doc && !doc.deleted) return doc.name;
    }
    return '';
  }

  /** Newer documents replace older ones; which of them this client had not caused itself is returned. */
  #take(changes: readonly Doc[]): { before: Doc | undefined; after: Doc }[] {
    const remote = [];
    for (const after of changes) {
      const known = this.#base.get(after.id);
      if (known && known.revision >= after.revision) continue;
      remote.push({ before: this.#view.get(after.id), after });
      this.#base.set(after.id, after);
      if (after.deleted && after.mergedInto) this.#aliases.set(after.id, after.mergedInto);
    }
    return remote;
  }

  /** True if the call is to be made again now; otherwise it is later, or never. */
  #recover(error: unknown): boolean {
    if (isRefusal(error)) {
      const type = error.problem.type ?? '';
      if (type.endsWith(':client-taken')) {
        this.#clientId = newId();
        this.#renumber(1);
        return true;
      }
      const expected = error.problem.expectedSeq;
      if (error.status === 409 && expected !== undefined && this.#queue[0]?.seq !== expected) {
        this.#renumber(expected);
        return true;
      }
      if (error.status === 404 || error.status === 401) {
        this.close();
        if (error.status === 404) this.#options.onGone?.();
        return false;
      }
    }
    this.#reach(false);
    this.#schedule(this.#retry * (0.5 + Math.random()));
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
    return false;
  }

  #renumber(first: number): void {
    this.#queue = this.#queue.map((mutation, at) => ({ ...mutation, seq: first + at }));
    this.#nextSeq = first + this.#queue.length;
    this.#save();
  }

  #reach(yes: boolean): void {
    if (this.#reachable === yes) return;
    this.#reachable = yes;
    this.#options.onChange([]);
  }

  #overlay(): void {
    this.#view = overlay(this.#base, this.#queue, this.#aliases, this.#options.actor);
  }

  #save(docs: readonly Doc[] = [], reset = false): void {
    const state: ReplicaState = {
      clientId: this.#clientId,
      nextSeq: this.#nextSeq,
      revision: this.#revision,
      queue: [...this.#queue],
      aliases: [...this.#aliases],
      clock: this.#clock.state,
    };
    const { store, key } = this.#options;
    // A device that can't keep anything (full, private mode) still works as long as the page is open.
    this.#saved = this.#saved.then(() => store.save(key, state, docs, reset)).catch(() => undefined);
  }
}
