import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Replica, type ReplicaOptions } from '../src/lib/replica';
import { ReplicaStore } from '../src/lib/store';
import type { Doc, ItemDoc, Mutation, SyncRequest, SyncResponse } from '../src/lib/types';

const FAMILY = 'family';
const LIST = 'list';
const actor = { familyId: FAMILY, personId: 'me' };

/** The little of the server that a client relies on: it takes each seq once and answers whole documents. */
class Server {
  revision = 0;
  docs = new Map<string, Doc>();
  lastSeq = new Map<string, number>();
  taken: Mutation[] = [];
  requests: SyncRequest[] = [];
  /** Applied, but the answer never arrives. */
  loseReplies = 0;
  down = false;
  refusals: { status: number; problem: object }[] = [];

  readonly send = async (request: SyncRequest): Promise<SyncResponse> => {
    this.requests.push(structuredClone(request));
    if (this.down) throw new TypeError('network');
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    const last = this.lastSeq.get(request.clientId) ?? 0;
    const outcomes = request.mutations.map((mutation) => this.#take(mutation, last));
    const lastSeq = Math.max(last, ...request.mutations.map((mutation) => mutation.seq));
    this.lastSeq.set(request.clientId, lastSeq);
    if (this.loseReplies > 0) {
      this.loseReplies--;
      throw new TypeError('network');
    }
    const changes = [...this.docs.values()].filter((doc) => doc.revision > request.since);
    changes.sort((a, b) => a.revision - b.revision);
    return { revision: this.revision, lastSeq, serverTime: Date.now(), outcomes, changes, more: false, reset: false };
  };

  put(id: string, fields: Partial<ItemDoc>): Doc {
    const known = this.docs.get(id);
    const doc = { ...item(id), ...(known as ItemDoc | undefined), ...fields, revision: ++this.revision };
    this.docs.set(id, doc);
    return doc;
  }

  #take(mutation: Mutation, last: number): SyncResponse['outcomes'][number] {
    if (mutation.seq <= last) return { seq: mutation.seq, result: 'duplicate' };
    this.taken.push(mutation);
    if (mutation.op === 'item.set') this.put(mutation.id, mutation.fields);
    if (mutation.op === 'item.adjust') {
      const known = this.docs.get(mutation.id) as ItemDoc;
      this.put(mutation.id, { amount: (known.amount ?? 0) + mutation.by });
    }
    return { seq: mutation.seq, result: 'applied' };
  }
}

function item(id: string): ItemDoc {
  return {
    kind: 'item',
    id,
    familyId: FAMILY,
    listId: LIST,
    revision: 0,
    deleted: false,
    name: id,
    amount: null,
    unit: null,
    note: null,
    category: null,
    productId: null,
    checked: false,
    addedBy: 'me',
    checkedBy: null,
  };
}

describe('Replica', () => {
  let server: Server;
  let store: ReplicaStore;
  let database = 0;
  const open: Replica[] = [];

  async function replica(options: Partial<ReplicaOptions> = {}): Promise<Replica> {
    const made = await Replica.open({ key: 'me/family/0', actor, store, send: server.send, onChange: () => {}, ...options });
    open.push(made);
    return made;
  }

  beforeEach(async () => {
    server = new Server();
    store = await ReplicaStore.open(`test-${database++}`);
  });

  afterEach(() => {
    for (const made of open.splice(0)) made.close();
    store.close();
  });

  const add = (id: string) => ({ op: 'item.set', id, listId: LIST, fields: { name: id } }) as const;

  it('shows a change at once and calls it pending until the server has it', async () => {
    const mine = await replica();
    await mine.sync();
    mine.mutate(add('milk'), { op: 'item.adjust', id: 'milk', by: 2 });
    expect(mine.docs.get('milk')).toMatchObject({ name: 'milk', amount: 2, addedBy: 'me' });
    expect([mine.state, mine.waiting]).toEqual(['pending', 2]);
    await mine.sync();
    expect([mine.state, mine.waiting]).toEqual(['synced', 0]);
    expect(mine.docs).toEqual(server.docs);
  });

  it('resends with the same seq and stamp when a reply is lost, and nothing counts twice', async () => {
    const mine = await replica();
    mine.mutate(add('eggs'), { op: 'item.adjust', id: 'eggs', by: 6 });
    server.loseReplies = 1;
    await mine.sync();
    expect([mine.state, mine.waiting]).toEqual(['offline', 2]);
    await mine.sync();
    expect(server.requests.at(-1)!.mutations).toEqual(server.requests.at(-2)!.mutations);
    expect(mine.docs.get('eggs')).toMatchObject({ amount: 6 });
    expect(server.taken).toHaveLength(2);
    expect(mine.state).toBe('synced');
  });

  it('keeps documents and waiting changes over a reload without a network', async () => {
    server.put('bread', { name: 'bread' });
    const before = await replica();
    await before.sync();
    server.down = true;
    before.mutate(add('salt'));
    await before.sync();
    const sent = server.requests.at(-1)!.mutations;
    before.close();

    const after = await replica();
    expect(after.loaded).toBe(true);
    expect([...after.docs.keys()].sort()).toEqual(['bread', 'salt']);
    server.down = false;
    await after.sync();
    expect(server.taken).toEqual(sent);
    after.mutate(add('pepper'));
    await after.sync();
    expect(server.taken.map((mutation) => mutation.seq)).toEqual([1, 2]);
  });

  it('ignores documents older than those it has, tombstones too', async () => {
    const mine = await replica();
    mine.receive(5, [{ kind: 'item', id: 'old', familyId: FAMILY, revision: 5, deleted: true }]);
    mine.receive(3, [{ ...item('old'), revision: 3 }]);
    expect(mine.docs.get('old')).toMatchObject({ deleted: true });
    expect(mine.revision).toBe(5);
  });

  it('lays what waits over what others did meanwhile', async () => {
    server.put('rice', { name: 'rice', amount: 1 });
    const mine = await replica();
    await mine.sync();
    mine.mutate({ op: 'item.adjust', id: 'rice', by: 2 });
    mine.receive(2, [server.put('rice', { amount: 5 })]);
    expect(mine.docs.get('rice')).toMatchObject({ amount: 7 });
    await mine.sync();
    expect(mine.docs.get('rice')).toMatchObject({ amount: 7 });
  });

  it('sends later changes of a merged item to where it lives on', async () => {
    const known = server.put('tea', { name: 'tea', amount: 1 });
    const mine = await replica({
      send: async (request) => {
        const response = await server.send({ ...request, mutations: [] });
        const outcomes = request.mutations.map(({ seq }) => ({ seq, result: 'merged' as const, itemId: 'tea' }));
        return { ...response, lastSeq: request.mutations.at(-1)?.seq ?? 0, outcomes, changes: [known] };
      },
    });
    mine.mutate(add('tea-2'));
    await mine.sync();
    mine.mutate({ op: 'item.set', id: 'tea-2', fields: { checked: true } });
    expect(mine.docs.get('tea')).toMatchObject({ checked: true, checkedBy: 'me' });
    expect(mine.docs.has('tea-2')).toBe(false);
  });

  it('makes a new client id when another person has it, and starts its order anew', async () => {
    const mine = await replica();
    const first = mine.clientId;
    server.refusals.push({ status: 409, problem: { type: 'urn:family-grocer:problem:client-taken' } });
    mine.mutate(add('oats'));
    await mine.sync();
    expect(mine.clientId).not.toBe(first);
    expect(server.taken.map((mutation) => mutation.seq)).toEqual([1]);
  });

  it('goes on with the seq that the server expects', async () => {
    const mine = await replica();
    server.refusals.push({ status: 409, problem: { type: 'urn:family-grocer:problem:seq-gap', expectedSeq: 8 } });
    mine.mutate(add('oil'), add('vinegar'));
    await mine.sync();
    expect(server.taken.map((mutation) => mutation.seq)).toEqual([8, 9]);
  });

  it('starts again from what the server says after a reset, and still sends what waits', async () => {
    const mine = await replica({
      send: async (request) => ({ ...(await server.send({ ...request, since: 0 })), reset: request.since > 0 }),
    });
    mine.receive(90, [{ ...item('stale'), revision: 90 }]);
    mine.mutate(add('fresh'));
    await mine.sync();
    expect([...mine.docs.keys()]).toEqual(['fresh']);
    expect(mine.revision).toBe(1);
  });

  it('says that the family is gone, and stops', async () => {
    const onGone = vi.fn();
    const mine = await replica({ onGone });
    server.refusals.push({ status: 404, problem: {} });
    await mine.sync();
    expect(onGone).toHaveBeenCalledOnce();
    await mine.sync();
    expect(server.requests).toHaveLength(1);
  });

  it('forgets a person without touching another', async () => {
    const mine = await replica();
    const theirs = await replica({ key: 'other/family/0' });
    mine.mutate(add('mine'));
    theirs.mutate(add('theirs'));
    await Promise.all([mine.sync(), theirs.sync()]);
    mine.close();
    await vi.waitFor(async () => expect((await store.load('other/family/0')).docs.length).toBeGreaterThan(0));
    await store.forget('me/');
    expect(await store.load('me/family/0')).toEqual({ state: undefined, docs: [] });
    expect((await store.load('other/family/0')).docs.map((doc) => doc.id)).toContain('theirs');
  });
});
