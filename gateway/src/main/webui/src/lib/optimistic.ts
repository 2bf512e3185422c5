import type { Doc, ItemDoc, ItemFields, ListDoc, Mutation } from './types';

/** Who acts, for documents that only exist here yet. */
export interface Actor {
  familyId: string;
  personId: string;
}

const DECIMALS = 1000;

function newItem(id: string, listId: string, name: string, actor: Actor): ItemDoc {
  return {
    kind: 'item',
    id,
    familyId: actor.familyId,
    listId,
    revision: 0,
    deleted: false,
    name,
    amount: null,
    unit: null,
    note: null,
    category: null,
    productId: null,
    checked: false,
    addedBy: actor.personId,
    checkedBy: null,
  };
}

function withFields(item: ItemDoc, fields: ItemFields, actor: Actor): ItemDoc {
  const next: ItemDoc = { ...item, ...fields };
  if (fields.checked !== undefined) next.checkedBy = fields.checked ? actor.personId : null;
  return next;
}

function live<K extends 'item' | 'list'>(docs: Map<string, Doc>, kind: K, id: string) {
  const doc = docs.get(id);
  return doc && doc.kind === kind && !doc.deleted ? (doc as K extends 'item' ? ItemDoc : ListDoc) : undefined;
}

/** The changes that one mutation will make, as far as this client can tell; the server's documents replace them. */
function apply(docs: Map<string, Doc>, mutation: Mutation, id: string, actor: Actor): void {
  switch (mutation.op) {
    case 'item.set': {
      const known = live(docs, 'item', id);
      const { name } = mutation.fields;
      if (known) {
        const moved = mutation.listId ? { ...known, listId: mutation.listId } : known;
        docs.set(id, withFields(moved, mutation.fields, actor));
      } else if (name !== undefined && mutation.listId) {
        docs.set(id, withFields(newItem(id, mutation.listId, name, actor), mutation.fields, actor));
      }
      return;
    }
    case 'item.adjust': {
      const known = live(docs, 'item', id);
      if (known) {
        const sum = Math.round(((known.amount ?? 0) + mutation.by) * DECIMALS) / DECIMALS;
        docs.set(id, { ...known, amount: sum });
      }
      return;
    }
    case 'list.set': {
      const known = live(docs, 'list', id);
      const { name } = mutation.fields;
      const base: ListDoc | undefined =
        known ??
        (name === undefined
          ? undefined
          : { kind: 'list', id, familyId: actor.familyId, revision: 0, deleted: false, name, icon: null });
      if (base) docs.set(id, { ...base, ...mutation.fields });
      return;
    }
    case 'item.approve': {
      const known = live(docs, 'item', id);
      if (known) docs.set(id, { ...known, approval: null });
      return;
    }
    case 'item.assign': {
      const known = live(docs, 'item', id);
      if (known) docs.set(id, { ...known, ...mutation.fields });
      return;
    }
    case 'item.remove':
    case 'list.remove':
      docs.delete(id);
      return;
    case 'list.clear-checked':
      for (const doc of docs.values()) {
        if (doc.kind === 'item' && !doc.deleted && doc.listId === id && doc.checked) docs.delete(doc.id);
      }
      return;
  }
}

/** What the person sees: the server's documents with the waiting mutations on top. */
export function overlay(
  base: ReadonlyMap<string, Doc>,
  queue: readonly Mutation[],
  aliases: ReadonlyMap<string, string>,
  actor: Actor,
): Map<string, Doc> {
  const docs = new Map(base);
  for (const mutation of queue) apply(docs, mutation, aliases.get(mutation.id) ?? mutation.id, actor);
  return docs;
}
