import { describe, expect, it } from 'vitest';
import { aisles, basket } from '../src/lib/aisles';
import { formatAmount, stepOf } from '../src/lib/amounts';
import type { Category } from '../src/lib/types';
import { item } from './model-server';

const categories = [
  { slug: 'dairy', position: 8, icon: '🥛', names: { en: 'Dairy', de: 'Milchprodukte' } },
  { slug: 'fruit', position: 1, icon: '🍎', names: { en: 'Fruit', de: 'Obst' } },
] satisfies Category[];
const of = (name: string, category: string | null, checked = false) => ({ ...item(name), category, checked });

describe('aisles', () => {
  it('follow the shop; the unknown comes last, together', () => {
    const found = aisles(
      [of('nails', null), of('milk', 'dairy'), of('pear', 'fruit'), of('apple', 'fruit'), of('kite', 'toys')],
      categories,
    );
    expect(found.map(({ slug, name, items }) => [slug, name, items.map((each) => each.name)])).toEqual([
      ['fruit', 'Fruit', ['apple', 'pear']],
      ['dairy', 'Dairy', ['milk']],
      ['', 'Other', ['kite', 'nails']],
    ]);
  });

  it('follow what the family knows of the store, then the catalogue', () => {
    const items = [of('milk', 'dairy'), of('pear', 'fruit'), of('nails', null)];
    expect(aisles(items, categories, ['dairy']).map(({ slug }) => slug)).toEqual(['dairy', 'fruit', '']);
  });

  it('are one before the catalogue is known', () => {
    expect(aisles([of('milk', 'dairy')], []).map(({ slug }) => slug)).toEqual(['']);
  });
});

describe('the basket', () => {
  it('holds only what is checked, by name', () => {
    const items = [of('b', null, true), of('c', null), of('a', null, true)];
    expect(basket(items).map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('amounts', () => {
  it.each([
    [2, 'kg', '2 kg'],
    [1.5, 'l', '1.5 l'],
    [0.125, 'kg', '0.125 kg'],
    [3, null, '3'],
    [null, null, '–'],
    [null, 'bunch', 'bunch'],
    [12_000, 'g', '12000 g'],
  ])('%s %s is shown as "%s"', (amount, unit, text) => {
    expect(formatAmount(amount, unit)).toBe(text);
  });

  it.each([
    ['kg', 0.5],
    ['L', 0.5],
    ['ml', 100],
    ['G', 100],
    ['bunch', 1],
    [null, 1],
  ])('of unit %s go up and down by %s', (unit, step) => {
    expect(stepOf(unit)).toBe(step);
  });
});
