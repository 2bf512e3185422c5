import { describe, expect, it } from 'vitest';
import { deed, type Activity } from '../src/lib/activity';
import { m } from '../src/lib/messages';
import { within } from '../src/lib/photos';
import { parse } from '../src/lib/router.svelte';
import { onlist } from '../src/lib/texts/onlist';
import { money, ordered, toGet, type Trip } from '../src/lib/trips';
import { item } from './model-server';

const did = (op: string, was?: Record<string, unknown>, is?: Record<string, unknown>): Activity => ({
  revision: 7,
  op,
  id: 'i',
  listId: 'l',
  name: 'milk',
  by: null,
  at: '2026-11-21T10:00:00Z',
  documents: 1,
  undone: false,
  ...(was && { was }),
  ...(is && { is }),
});

describe('what somebody did', () => {
  it.each([
    [did('item.set', {}, { name: 'milk' }), 'added'],
    [did('item.set', undefined, { name: 'milk' }), 'added'],
    [did('item.set', { checked: false }, { checked: true }), 'checked'],
    [did('item.set', { checked: true }, { checked: false }), 'unchecked'],
    [did('item.set', {}, { note: 'cold' }), 'changed'],
    [did('item.set', {}, { checked: true }), 'checked'],
    [did('item.set', { name: 'milk' }, { name: 'oat milk' }), 'changed'],
    [did('item.adjust', { amount: 1 }, { amount: 2 }), 'changed'],
    [did('item.remove', { name: 'milk' }), 'removed'],
    [did('item.approve', { approval: 'asked' }), 'approved'],
    [did('list.set', {}, { name: 'Weekly' }), 'listMade'],
    [did('list.set', { name: 'Weekly' }, { name: 'Big' }), 'listChanged'],
    [did('list.remove', { name: 'Weekly' }), 'listRemoved'],
    [did('list.clear-checked', {}), 'cleared'],
    [did('undo', { checked: true }, { checked: false }), 'undone'],
  ] as const)('%# is one of the deeds', (activity, expected) => {
    expect(deed(activity)).toBe(expected);
    expect(m.onlist.deeds[expected]('milk')).not.toBe('');
    expect(onlist.de.deeds[expected]('Milch')).not.toBe('');
  });
});

describe('trips', () => {
  const trip = (id: string, startedAt: string, finishedAt?: string): Trip => ({
    id,
    familyId: 'f',
    listId: 'l',
    startedBy: 'p',
    startedAt,
    claims: {},
    ...(finishedAt && { finishedAt }),
  });

  it('that run come first, then the newest', () => {
    const found = ordered([
      trip('old', '2026-11-01T10:00:00Z', '2026-11-01T11:00:00Z'),
      trip('running', '2026-10-01T10:00:00Z'),
      trip('new', '2026-11-20T10:00:00Z', '2026-11-20T11:00:00Z'),
    ]);
    expect(found.map(({ id }) => id)).toEqual(['running', 'new', 'old']);
  });

  it('tell what is still to get from what is left out', () => {
    const open = ['tea', 'bread', 'milk'].map((name) => item(name));
    const found = toGet({ open, skipped: ['bread'] });
    expect(found.open.map(({ id }) => id)).toEqual(['milk', 'tea']);
    expect(found.skipped.map(({ id }) => id)).toEqual(['bread']);
  });

  it('cost what people write, also where a currency has no cents', () => {
    expect(money(1250, 'EUR')).toMatch(/12[.,]50/);
    expect(money(1250, 'JPY')).toMatch(/1[.,]250/);
    expect(money(-5, 'USD')).toMatch(/0[.,]05/);
  });
});

describe('photos', () => {
  it.each([
    [4000, 3000, { width: 1600, height: 1200 }],
    [300, 5000, { width: 96, height: 1600 }],
    [20, 10, { width: 20, height: 10 }],
    [1, 9000, { width: 1, height: 1600 }],
  ])('%s × %s travel no larger than they are kept', (width, height, expected) => {
    expect(within(width, height)).toEqual(expected);
  });
});

describe('addresses about a list', () => {
  it.each([
    ['/list/0190/activity', { page: 'activity', list: '0190' }],
    ['/list/0190/trips', { page: 'trips', list: '0190' }],
    ['/list/0190/calendar', { page: 'calendar', list: '0190' }],
    ['/list/0190/wishes', { page: 'unknown' }],
    ['/trip/0191', { page: 'trip', id: '0191' }],
    ['/trip/0191/more', { page: 'unknown' }],
  ])('%s', (path, route) => {
    expect(parse(path)).toEqual(route);
  });
});
