import { describe, expect, it } from 'vitest';
import { rightsOf, rightsOfPass, USUAL, within } from '../src/lib/rights';

describe('rights', () => {
  it('are those of the role in the table', () => {
    expect(rightsOf('owner', USUAL).has('family.dissolve')).toBe(true);
    expect(rightsOf('adult', USUAL).has('family.dissolve')).toBe(false);
    expect(rightsOf('child', USUAL).has('item.approve')).toBe(false);
    expect([...rightsOf('guest', USUAL)]).toEqual(['item.add', 'item.check']);
    expect(rightsOf('guest', { guest: ['item.check'] }).has('item.add')).toBe(false);
  });

  it('are none for a role that nobody has heard of', () => {
    expect(rightsOf('', USUAL).size).toBe(0);
    expect(rightsOf('king', USUAL).size).toBe(0);
  });

  it('of a guest pass are what it was issued for', () => {
    expect([...rightsOfPass('check')]).toEqual(['item.check']);
    expect(rightsOfPass('add').has('item.add')).toBe(true);
    expect(rightsOfPass('add').has('item.edit')).toBe(false);
  });

  it('reach nobody above', () => {
    expect(within('owner')).toEqual(['owner', 'adult', 'child', 'guest']);
    expect(within('adult')).toEqual(['adult', 'child', 'guest']);
    expect(within('king')).toEqual([]);
  });
});
