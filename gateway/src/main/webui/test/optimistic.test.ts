import { describe, expect, it } from 'vitest';
import { overlay } from '../src/lib/optimistic';
import type { Doc, Mutation, Op } from '../src/lib/types';
import { FAMILY, item } from './model-server';

describe('optimistic documents', () => {
  const actor = { familyId: FAMILY, personId: 'me' };
  const show = (docs: Doc[], ...ops: Op[]) =>
    overlay(
      new Map(docs.map((doc) => [doc.id, doc])),
      ops.map((op, at): Mutation => ({ ...op, seq: at + 1, at: `${at}-0-me` })),
      new Map(),
      actor,
    );

  it('know who checked', () => {
    const checked = show([item('milk')], { op: 'item.set', id: 'milk', fields: { checked: true } });
    expect(checked.get('milk')).toMatchObject({ checked: true, checkedBy: 'me' });
  });

  it('add without the errors of binary fractions', () => {
    const sum = show([{ ...item('milk'), amount: 0.1 }], { op: 'item.adjust', id: 'milk', by: 0.2 });
    expect(sum.get('milk')).toMatchObject({ amount: 0.3 });
  });

  it('lose what was checked when that is cleared, on this list only', () => {
    const docs = [{ ...item('a'), checked: true }, item('b'), { ...item('c'), checked: true, listId: 'other' }];
    expect([...show(docs, { op: 'list.clear-checked', id: 'list', seen: 9 }).keys()]).toEqual(['b', 'c']);
  });

  it('no longer wait once they are approved', () => {
    const approved = show([{ ...item('sweets'), approval: 'asked' }], { op: 'item.approve', id: 'sweets', seen: 3 });
    expect(approved.get('sweets')).toMatchObject({ approval: null });
  });

  it('know who gets them', () => {
    const assigned = show([item('milk')], { op: 'item.assign', id: 'milk', fields: { assignedTo: 'me' } });
    expect(assigned.get('milk')).toMatchObject({ assignedTo: 'me', name: 'milk' });
  });

  it('are not made from a change to something unknown', () => {
    const none = show([], { op: 'item.set', id: 'x', fields: { checked: true } }, { op: 'item.adjust', id: 'x', by: 1 });
    expect(none.size).toBe(0);
  });

  it('leave the server\'s documents as they are', () => {
    const milk = Object.freeze(item('milk'));
    show([milk], { op: 'item.set', id: 'milk', fields: { name: 'oat milk' } });
    expect(milk.name).toBe('milk');
  });
});
