import { Unreachable } from '../src/lib/api';
import type { Refusal } from '../src/lib/replica';
import type { Doc, ItemDoc, Mutation, Outcome, SyncRequest, SyncResponse } from '../src/lib/types';

export const FAMILY = 'f0000000-0000-4000-8000-000000000000';

/**
 * What the sync contract says about a server, in one small class: each mutation once per client and in order, one
 * revision a change, whole documents. Its merge rule is "the last one wins", which is enough to test a client.
 */
export class ModelServer {
  revision = 0;
  readonly docs = new Map<string, Doc>();
  readonly lastSeq = new Map<string, number>();
  readonly requests: SyncRequest[] = [];
  /** How many documents a page has. */
  page = 1000;
  /** What becomes of the next calls; then all go well. */
  fate: ('lost request' | 'lost reply' | Refusal)[] = [];
  /** Item ids that live on under another. */
  readonly merged = new Map<string, string>();
  offset = 0;

  readonly sync = async (request: SyncRequest): Promise<SyncResponse> => {
    this.requests.push(structuredClone(request));
    const fate = this.fate.shift();
    if (fate === 'lost request') throw new Unreachable(fate);
    if (typeof fate === 'object') throw fate;
    const response = this.#answer(structuredClone(request));
    if (fate === 'lost reply') throw new Unreachable(fate);
    return response;
  };

  /** Something that another client did. */
  put(doc: Partial<ItemDoc> & { id: string }): void {
    this.#write({ ...item(doc.id), ...doc });
  }

  bury(id: string): void {
    this.#write({ kind: 'item', id, familyId: FAMILY, revision: 0, deleted: true });
  }

  #answer({ clientId, since, mutations }: SyncRequest): SyncResponse {
    let last = this.lastSeq.get(clientId) ?? 0;
    let expected = last + 1;
    for (const { seq } of mutations) {
      if (seq > expected) throw refusal(409, 'seq-gap', { expectedSeq: expected });
      expected = Math.max(expected, seq + 1);
    }
    const outcomes = mutations.map((mutation): Outcome => {
      if (mutation.seq <= last) return { seq: mutation.seq, result: 'duplicate' };
      last = mutation.seq;
      return this.#apply(mutation);
    });
    this.lastSeq.set(clientId, last);
    const reset = since > this.revision;
    const found = [...this.docs.values()]
      .filter((doc) => doc.revision > (reset ? 0 : since))
      .sort((a, b) => a.revision - b.revision);
    const changes = found.slice(0, this.page);
    const more = found.length > changes.length;
    const revision = more ? changes.at(-1)!.revision : this.revision;
    const serverTime = Date.now() + this.offset;
    return structuredClone({ revision, lastSeq: last, serverTime, outcomes, changes, more, reset });
  }

  #apply(mutation: Mutation): Outcome {
    const { seq } = mutation;
    const id = this.merged.get(mutation.id) ?? mutation.id;
    const known = this.docs.get(id);
    const live = known?.kind === 'item' && !known.deleted ? known : undefined;
    switch (mutation.op) {
      case 'item.set':
        if (!live && !mutation.fields.name) return rejected(seq);
        this.#write({ ...(live ?? item(id)), ...mutation.fields, listId: mutation.listId ?? live!.listId });
        break;
      case 'item.adjust':
        if (!live) return rejected(seq);
        this.#write({ ...live, amount: (live.amount ?? 0) + mutation.by });
        break;
      case 'item.remove':
        if (live) this.bury(id);
        break;
      case 'list.set':
        this.#write({ kind: 'list', id, familyId: FAMILY, revision: 0, deleted: false, name: mutation.fields.name!, icon: null });
        break;
      default:
        throw new Error(`${mutation.op} is not in this model`);
    }
    return id === mutation.id ? { seq, result: 'applied' } : { seq, result: 'merged', itemId: id };
  }

  #write(doc: Doc): void {
    this.docs.set(doc.id, { ...doc, revision: ++this.revision });
  }
}

export function refusal(status: number, type: string, more: object = {}): Refusal {
  return { status, problem: { type: `urn:family-grocer:problem:${type}`, status, title: type, ...more } };
}

function rejected(seq: number): Outcome {
  return { seq, result: 'rejected', problem: { type: 'urn:family-grocer:problem:item-unknown', detail: 'There is no such item' } };
}

export function item(id: string): ItemDoc {
  return {
    kind: 'item',
    id,
    familyId: FAMILY,
    listId: 'list',
    revision: 0,
    deleted: false,
    name: id,
    amount: null,
    unit: null,
    note: null,
    category: null,
    productId: null,
    checked: false,
    addedBy: null,
    checkedBy: null,
  };
}
