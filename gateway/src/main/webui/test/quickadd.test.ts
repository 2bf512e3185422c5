import { describe, expect, it } from 'vitest';
import { aisles, basket } from '../src/lib/aisles';
import { parseAmount, parseQuickAdd } from '../src/lib/quickadd';
import type { Category, ItemDoc } from '../src/lib/types';

describe('parseQuickAdd', () => {
  it.each([
    ['Milk', { name: 'Milk' }],
    ['  oat   milk ', { name: 'oat milk' }],
    ['2 kg potatoes', { amount: 2, unit: 'kg', name: 'potatoes' }],
    ['500g flour', { amount: 500, unit: 'g', name: 'flour' }],
    ['1,5 l Milch', { amount: 1.5, unit: 'l', name: 'Milch' }],
    ['3x eggs', { amount: 3, name: 'eggs' }],
    ['6 eggs', { amount: 6, name: 'eggs' }],
    ['2 green peppers', { amount: 2, name: 'green peppers' }],
    ['7up', { name: '7up' }],
    ['12', { name: '12' }],
    ['1.2345 kg rice', { name: '1.2345 kg rice' }],
  ])('%s', (typed, read) => expect(parseQuickAdd(typed)).toEqual(read));
});

describe('parseAmount', () => {
  it('takes both decimal signs, nothing, and no nonsense', () => {
    expect([parseAmount('2'), parseAmount(' 0,125 '), parseAmount('')]).toEqual([2, 0.125, null]);
    expect([parseAmount('two'), parseAmount('1.2345'), parseAmount('-1')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('aisles', () => {
  const categories = [
    { slug: 'dairy', position: 8, icon: '🥛', names: { en: 'Dairy', de: 'Milch' } },
    { slug: 'fruit', position: 1, icon: '🍎', names: { en: 'Fruit', de: 'Obst' } },
  ] satisfies Category[];
  const item = (name: string, category: string | null, checked = false) =>
    ({ id: name, name, category, checked }) as ItemDoc;

  it('follows the shop; the unknown comes last, together', () => {
    const found = aisles(
      [item('nails', null), item('milk', 'dairy'), item('pear', 'fruit'), item('apple', 'fruit'), item('kite', 'toys')],
      categories,
    );
    expect(found.map((aisle) => aisle.items.map(({ name }) => name))).toEqual([
      ['apple', 'pear'],
      ['milk'],
      ['kite', 'nails'],
    ]);
    expect(found.map((aisle) => aisle.slug)).toEqual(['fruit', 'dairy', '']);
  });

  it('puts only what is checked into the basket', () => {
    expect(basket([item('b', null, true), item('c', null), item('a', null, true)]).map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
