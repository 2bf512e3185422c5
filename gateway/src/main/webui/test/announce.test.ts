import { describe, expect, it } from 'vitest';
import { announce } from '../src/lib/announce';
import type { Doc } from '../src/lib/types';
import { FAMILY, item } from './model-server';

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
