import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Replica, type ReplicaOptions } from '../src/lib/replica';
import { ReplicaStore } from '../src/lib/store';
import type { ItemDoc, SyncResponse } from '../src/lib/types';
import { FAMILY, item, ModelServer, refusal } from './model-server';

const ME = 'a0000000-0000-4000-8000-000000000000';
const add = (id: string, fields: { name?: string; amount?: number } = {}) =>
  ({ op: 'item.set', id, listId: 'list', fields: { name: id, ...fields } }) as const;

let server: ModelServer;
let store: ReplicaStore;
let replicas: Replica[];
let databases = 0;

beforeEach(async () => {
  server = new ModelServer();
  store = await ReplicaStore.open(`test-${databases++}`);
  replicas = [];
});

afterEach(() => {
  for (const replica of replicas) replica.close();
  store.close();
});

async function open(options: Partial<ReplicaOptions> = {}): Promise<Replica> {
  const replica = await Replica.open({
    key: 'me/family/0',
    actor: { familyId: FAMILY, personId: ME },
    store,
    send: server.sync,
    onChange: () => undefined,
    ...options,
  });
  replicas.push(replica);
  return replica;
}

function shown(replica: Replica, id: string): ItemDoc | undefined {
  const doc = replica.docs.get(id);
  return doc?.kind === 'item' && !doc.deleted ? doc : undefined;
}

/** A server that has taken the first call and whose answer is under way until it is let go. */
function holdingTheFirstAnswer(): { send: ReplicaOptions['send']; answer: () => void } {
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  const send = async (request: Parameters<typeof server.sync>[0]): Promise<SyncResponse> => {
    const response = await server.sync(request);
    if (server.requests.length === 1) await held;
    return response;
  };
  return { send, answer: () => answer() };
}

/** Waits until the device has kept as many changes. */
async function kept(key: string, queue: number): Promise<void> {
  await vi.waitFor(async () => expect((await store.load(key)).state?.queue).toHaveLength(queue));
}

describe('a change', () => {
  it('shows at once, before any answer', async () => {
    const replica = await open({ send: () => new Promise(() => undefined) });
    replica.mutate(add('milk', { amount: 2 }));
    expect(shown(replica, 'milk')).toMatchObject({ name: 'milk', amount: 2, checked: false, addedBy: ME });
    expect(replica.state).toBe('pending');
  });

  it('is sent in order with its stamp, and is the server\'s afterwards', async () => {
    const replica = await open();
    replica.mutate(add('milk'), { op: 'item.adjust', id: 'milk', by: 3 });
    await replica.sync();
    expect(server.requests[0]!.mutations.map(({ seq, at }) => [seq, at.endsWith(replica.clientId)])).toEqual([
      [1, true],
      [2, true],
    ]);
    expect(replica.waiting).toBe(0);
    expect(replica.state).toBe('synced');
    expect(shown(replica, 'milk')).toEqual(server.docs.get('milk'));
  });

  it('is sent by itself', async () => {
    const replica = await open();
    replica.mutate(add('milk'));
    await vi.waitFor(() => expect(server.docs.has('milk')).toBe(true));
  });

  it('has its effect once when the reply was lost', async () => {
    const replica = await open();
    replica.mutate(add('milk', { amount: 1 }), { op: 'item.adjust', id: 'milk', by: 1 });
    server.fate = ['lost reply'];
    await replica.sync();
    expect(replica.state).toBe('offline');
    expect(replica.waiting).toBe(2);

    await replica.sync();

    expect(server.requests[1]!.mutations).toEqual(server.requests[0]!.mutations);
    expect(server.docs.get('milk')).toMatchObject({ amount: 2 });
    expect(shown(replica, 'milk')?.amount).toBe(2);
    expect(replica.state).toBe('synced');
  });

  it('is offline once the browser says so, also while an answer is still under way', async () => {
    const { send, answer } = holdingTheFirstAnswer();
    const replica = await open({ send });
    const done = replica.sync();
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));

    replica.online(false);
    answer();
    await done;

    expect(replica.state).toBe('offline');
    replica.online(true);
    await vi.waitFor(() => expect(replica.state).toBe('synced'));
  });

  it('made during a call stays visible and goes with the next', async () => {
    const { send, answer } = holdingTheFirstAnswer();
    const replica = await open({ send });
    replica.mutate(add('milk'));
    const done = replica.sync();
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    replica.mutate({ op: 'item.set', id: 'milk', fields: { checked: true } });
    answer();
    await done;
    await replica.sync();
    expect(shown(replica, 'milk')).toMatchObject({ checked: true });
    expect(server.docs.get('milk')).toMatchObject({ checked: true });
    expect(server.requests[1]!.mutations.map(({ seq }) => seq)).toEqual([2]);
  });

  it('that is refused goes away, and says why', async () => {
    const onRejected = vi.fn();
    const replica = await open({ onRejected });
    replica.mutate({ op: 'item.adjust', id: 'nowhere', by: 1 }, add('bread'));
    await replica.sync();
    expect(onRejected).toHaveBeenCalledWith(expect.objectContaining({ detail: 'There is no such item' }), '');
    expect(replica.waiting).toBe(0);
    expect(shown(replica, 'bread')).toBeDefined();
  });

  it('to an item that was folded into another lands on that one', async () => {
    server.put({ id: 'oats', amount: 1 });
    server.merged.set('mine', 'oats');
    const replica = await open();
    replica.mutate(add('mine', { amount: 2 }));
    await replica.sync();
    replica.mutate({ op: 'item.adjust', id: 'mine', by: 5 });
    expect(replica.resolve('mine')).toBe('oats');
    expect(shown(replica, 'oats')?.amount).toBe(7);
    expect(shown(replica, 'mine')).toBeUndefined();
  });
});

describe('a reload without a network', () => {
  it('shows the list and keeps what waits, with the same seq, stamp and client', async () => {
    server.put({ id: 'bread', amount: 1 });
    const before = await open();
    await before.sync();
    server.fate = Array(5).fill('lost request');
    before.mutate(add('milk'), { op: 'item.adjust', id: 'bread', by: 1 });
    await before.sync();
    before.close();
    await kept('me/family/0', 2);

    const after = await open();
    expect(shown(after, 'bread')?.amount).toBe(2);
    expect(shown(after, 'milk')).toBeDefined();
    expect(after.waiting).toBe(2);
    expect(after.loaded).toBe(true);

    server.fate = [];
    await after.sync();
    expect(server.requests.at(-1)).toMatchObject({ clientId: before.clientId, since: 1 });
    expect(server.requests.at(-1)!.mutations).toEqual(server.requests.at(-2)!.mutations);
    expect(server.docs.get('bread')).toMatchObject({ amount: 2 });
  });

  it('after a lost reply has no second effect', async () => {
    const before = await open();
    before.mutate(add('milk', { amount: 1 }), { op: 'item.adjust', id: 'milk', by: 1 });
    server.fate = ['lost reply'];
    await before.sync();
    before.close();
    const after = await open();
    await after.sync();
    expect(server.docs.get('milk')).toMatchObject({ amount: 2 });
    expect(after.waiting).toBe(0);
  });

  it('of one tab leaves the queue of another alone', async () => {
    server.fate = ['lost request'];
    const other = await open({ key: 'me/family/1' });
    other.mutate(add('milk'));
    await other.sync();
    await kept('me/family/1', 1);
    const mine = await open();
    expect(mine.waiting).toBe(0);
    expect(await store.waiting('me/family/')).toEqual(['me/family/1']);
  });

  it('finds nothing any more after the person signed out, and everything of another', async () => {
    const before = await open();
    const other = await open({ key: 'other/family/0' });
    before.mutate(add('milk'));
    await before.sync();
    await other.sync();
    await vi.waitFor(async () => expect((await store.load('other/family/0')).docs).toHaveLength(1));
    before.close();
    await store.forget('me/');
    const after = await open();
    expect(after.docs.size).toBe(0);
    expect(after.clientId).not.toBe(before.clientId);
    expect((await store.load('other/family/0')).docs).toHaveLength(1);
  });
});

describe('a server that knows another past', () => {
  it('gets the queue numbered as it expects', async () => {
    const replica = await open();
    replica.mutate(add('milk'));
    await replica.sync();
    server.lastSeq.clear();
    replica.mutate(add('bread'));
    await replica.sync();
    expect(server.requests.at(-1)!.mutations.map(({ seq }) => seq)).toEqual([1]);
    expect(server.docs.has('bread')).toBe(true);
    expect(replica.state).toBe('synced');
  });

  it('gets a new client id where ours is somebody else\'s', async () => {
    const replica = await open();
    const first = replica.clientId;
    server.fate = [refusal(409, 'client-taken')];
    replica.mutate(add('milk'));
    await replica.sync();
    expect(replica.clientId).not.toBe(first);
    expect(server.requests.at(-1)!.mutations.map(({ seq }) => seq)).toEqual([1]);
    expect(server.docs.has('milk')).toBe(true);
  });

  it('makes us begin again, and what waits still counts', async () => {
    for (let n = 0; n < 9; n++) server.put({ id: `old-${n}` });
    const replica = await open();
    await replica.sync();
    const restored = new ModelServer();
    restored.put({ id: 'bread' });
    server.fate = ['lost request'];
    replica.mutate(add('milk'));
    await replica.sync();
    Object.assign(server, { revision: restored.revision });
    server.docs.clear();
    for (const [id, doc] of restored.docs) server.docs.set(id, doc);
    await replica.sync();
    expect([...replica.docs.keys()].sort()).toEqual(['bread', 'milk']);
    expect(replica.waiting).toBe(0);
  });
});

describe('what others did', () => {
  it('comes in pages', async () => {
    for (let n = 0; n < 25; n++) server.put({ id: `item-${n}` });
    server.page = 10;
    const replica = await open();
    await replica.sync();
    expect(replica.docs.size).toBe(25);
    expect(server.requests.map(({ since }) => since)).toEqual([0, 10, 20]);
  });

  it('is told once, by the stream or by a sync, with what was there before', async () => {
    const onChange = vi.fn();
    server.put({ id: 'milk' });
    const replica = await open({ onChange });
    await replica.sync();
    server.put({ id: 'milk', checked: true });
    const doc = structuredClone(server.docs.get('milk')!);
    onChange.mockClear();

    replica.receive(doc.revision, [doc]);
    await replica.sync();
    replica.receive(doc.revision, [doc]);

    const told = onChange.mock.calls.flatMap(([remote]) => remote);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ before: { checked: false }, after: { checked: true } });
  });

  it('never replaces something newer', async () => {
    const replica = await open();
    replica.receive(9, [{ ...item('milk'), name: 'new', revision: 9 }]);
    replica.receive(9, [{ ...item('milk'), name: 'old', revision: 4 }]);
    expect(shown(replica, 'milk')?.name).toBe('new');
    expect(replica.revision).toBe(9);
  });

  it('never brings back what has been removed since', async () => {
    const replica = await open();
    replica.receive(5, [{ kind: 'item', id: 'milk', familyId: FAMILY, revision: 5, deleted: true }]);
    replica.receive(5, [{ ...item('milk'), revision: 3 }]);
    expect(shown(replica, 'milk')).toBeUndefined();
  });

  it('lies below what waits here', async () => {
    server.put({ id: 'milk', amount: 1 });
    const replica = await open();
    await replica.sync();
    server.fate = ['lost request'];
    replica.mutate({ op: 'item.adjust', id: 'milk', by: 2 });
    await replica.sync();
    replica.receive(2, [{ ...item('milk'), amount: 5, revision: 2 }]);
    expect(shown(replica, 'milk')?.amount).toBe(7);
  });
});

describe('a family that is gone', () => {
  it('stops the replica and says so', async () => {
    const onGone = vi.fn();
    const replica = await open({ onGone });
    server.fate = [refusal(404, 'not-found')];
    await replica.sync();
    expect(onGone).toHaveBeenCalledOnce();
    replica.mutate(add('milk'));
    await replica.sync();
    expect(server.requests).toHaveLength(1);
  });

  it('is not concluded from an expired session, which keeps what waits', async () => {
    const onGone = vi.fn();
    const replica = await open({ onGone });
    server.fate = [refusal(401, 'unauthenticated')];
    replica.mutate(add('milk'));
    await replica.sync();
    expect(onGone).not.toHaveBeenCalled();
    await kept('me/family/0', 1);
  });
});

describe('any schedule', () => {
  /** A small generator with a seed, so that a failure can be repeated. */
  function random(seed: number): () => number {
    return () => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return seed / 0x7fffffff;
    };
  }

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('of three clients with lost calls and reloads ends the same for all (seed %i)', async (seed) => {
    const next = random(seed * 7_919);
    let sum = 0;
    server.put({ id: 'milk', amount: 0 });
    const clients = await Promise.all([0, 1, 2].map((n) => open({ key: `p${n}/family/0` })));
    for (let step = 0; step < 60; step++) {
      const n = Math.floor(next() * clients.length);
      const dice = next();
      server.fate = dice < 0.2 ? ['lost request'] : dice < 0.4 ? ['lost reply'] : [];
      if (next() < 0.1) {
        const { waiting } = clients[n]!;
        await clients[n]!.sync();
        clients[n]!.close();
        clients[n] = await open({ key: `p${n}/family/0` });
        expect(clients[n]!.waiting).toBeLessThanOrEqual(waiting);
      } else if (next() < 0.6) {
        const by = 1 + Math.floor(next() * 9);
        sum += by;
        clients[n]!.mutate({ op: 'item.adjust', id: 'milk', by }, add(`item-${Math.floor(next() * 9)}`, { amount: by }));
      } else {
        await clients[n]!.sync();
      }
    }
    server.fate = [];
    for (const client of [...clients, ...clients]) await client.sync();
    for (const client of clients) {
      expect(client.waiting).toBe(0);
      expect(new Map(client.docs)).toEqual(server.docs);
    }
    expect(server.docs.get('milk')).toMatchObject({ amount: sum });
  });
});
