import { describe, expect, it } from 'vitest';
import { parse } from '../src/lib/router.svelte';

describe('addresses', () => {
  it.each([
    ['/', { page: 'lists' }],
    ['/join/AbC-_123', { page: 'join', token: 'AbC-_123' }],
    ['/join/AbC-_123/', { page: 'join', token: 'AbC-_123' }],
    ['/family', { page: 'family' }],
    ['/inbox', { page: 'inbox' }],
    ['/join', { page: 'unknown' }],
    ['/nonsense/here/there', { page: 'unknown' }],
    ['/join/%E0%A4%A', { page: 'join', token: '%E0%A4%A' }],
  ])('%s', (path, route) => {
    expect(parse(path)).toEqual(route);
  });
});
