import { describe, expect, it } from 'vitest';
import { parseAmount, parseQuickAdd } from '../src/lib/quickadd';

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
