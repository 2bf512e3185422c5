import { describe, expect, it } from 'vitest';
import { parse } from '../src/lib/router.svelte';

describe('addresses', () => {
  it.each([
    ['/', { page: 'lists' }],
    ['/join/AbC-_123', { page: 'join', token: 'AbC-_123' }],
    ['/join/AbC-_123/', { page: 'join', token: 'AbC-_123' }],
    ['/guest/AbC-_123', { page: 'guest', token: 'AbC-_123' }],
    ['/reset/s3cret', { page: 'reset', token: 's3cret' }],
    ['/verify/s3cret', { page: 'verify', token: 's3cret' }],
    ['/reset', { page: 'unknown' }],
    ['/list/0190', { page: 'list', id: '0190' }],
    ['/family', { page: 'family' }],
    ['/inbox', { page: 'inbox' }],
    ['/account', { page: 'account' }],
    ['/forgot-password', { page: 'forgot-password' }],
    ['/sign-in/link/t0ken', { page: 'confirm-link', token: 't0ken' }],
    ['/join', { page: 'unknown' }],
    ['/account/more', { page: 'unknown' }],
    ['/sign-in/by/somebody', { page: 'unknown' }],
    ['/join/a/b', { page: 'unknown' }],
    ['/nonsense/here/there', { page: 'unknown' }],
    ['/join/%E0%A4%A', { page: 'join', token: '%E0%A4%A' }],
  ])('%s', (path, route) => {
    expect(parse(path)).toEqual(route);
  });

  it('finds the secret of a report behind the hash', () => {
    expect(parse('/erasure/0190', '', '#s3cret')).toEqual({ page: 'erasure', id: '0190', token: 's3cret' });
  });

  it('reads what a provider says when it sends somebody back', () => {
    expect(parse('/sign-in/with/kc', '?code=a%2Bb&state=s')).toEqual({ page: 'provider', name: 'kc', code: 'a+b', refusal: '' });
    expect(parse('/sign-in/with/kc', '?error=access_denied')).toEqual({
      page: 'provider',
      name: 'kc',
      code: '',
      refusal: 'access_denied',
    });
  });
});
