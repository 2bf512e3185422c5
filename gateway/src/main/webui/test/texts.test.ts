import { describe, expect, it } from 'vitest';
import { announce } from '../src/lib/announce';
import { overlay } from '../src/lib/optimistic';
import { parseAmount, parseQuickAdd } from '../src/lib/quickadd';
import type { Doc, Mutation, Op } from '../src/lib/types';
import { FAMILY, item } from './model-server';

describe('quick add', () => {
  it.each([
    ['milk', { name: 'milk' }],
    ['  oat   milk ', { name: 'oat milk' }],
    ['2 kg potatoes', { name: 'potatoes', amount: 2, unit: 'kg' }],
    ['500g flour', { name: 'flour', amount: 500, unit: 'g' }],
    ['1,5 l Milch', { name: 'Milch', amount: 1.5, unit: 'l' }],
    ['3x yoghurt', { name: 'yoghurt', amount: 3 }],
    ['3 × yoghurt', { name: 'yoghurt', amount: 3 }],
    ['6 eggs', { name: 'eggs', amount: 6 }],
    ['2 red onions', { name: 'red onions', amount: 2 }],
    ['3 Dosen Tomaten', { name: 'Tomaten', amount: 3, unit: 'Dosen' }],
    ['7up', { name: '7up' }],
    ['2', { name: '2' }],
    ['0.0001 kg saffron', { name: '0.0001 kg saffron' }],
  ])('reads "%s"', (text, typed) => {
    expect(parseQuickAdd(text)).toEqual(typed);
  });

  it.each([
    ['', null],
    [' 2 ', 2],
    ['2,5', 2.5],
    ['0.125', 0.125],
    ['1.2345', undefined],
    ['-1', undefined],
    ['two', undefined],
    ['1234567890', undefined],
  ])('reads the amount "%s"', (text, amount) => {
    expect(parseAmount(text)).toBe(amount);
  });
});

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

describe('announcements', () => {
  const milk = item('milk');
  const gone: Doc = { kind: 'item', id: 'milk', familyId: FAMILY, revision: 9, deleted: true };

  it.each<[string, Doc | undefined, Doc]>([
    ['milk was added', undefined, milk],
    ['milk was checked off', milk, { ...milk, checked: true }],
    ['milk was put back', { ...milk, checked: true }, milk],
    ['milk was changed', milk, { ...milk, amount: 2 }],
    ['milk was removed', milk, gone],
    ['', undefined, gone],
    ['', milk, { ...milk, revision: 9, category: 'dairy' }],
  ])('say "%s"', (sentence, before, after) => {
    expect(announce([{ before, after }])).toBe(sentence);
  });

  it('sum up when much has happened', () => {
    const remote = ['a', 'b', 'c'].map((id) => ({ before: undefined, after: item(id) }));
    expect(announce(remote)).toBe('3 things changed');
  });
});
