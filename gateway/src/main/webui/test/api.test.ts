import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, ApiError, type Tokens, Unreachable } from '../src/lib/api';

const SESSION = { personId: 'p', displayName: 'Ann', accessToken: 'old', refreshToken: 'r1' };
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

let calls: { path: string; token: string | undefined; body: unknown }[];

/** Puts a server behind fetch that takes one access token only. */
function serve(good: string, refresh: () => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const token = (init.headers as Record<string, string>)['authorization']?.slice('Bearer '.length);
    calls.push({ path, token, body: init.body ? JSON.parse(init.body as string) : undefined });
    if (path === '/api/auth/refresh') return refresh();
    return token === good ? json(200, { fine: true }) : json(401, { title: 'Sign in first', status: 401 });
  });
}

beforeEach(() => {
  localStorage.clear();
  calls = [];
});

describe('Api', () => {
  it('sends the access token', async () => {
    serve('old', () => json(500, {}));
    const api = Api.ofPerson();
    api.begin(SESSION);
    expect(await api.get('/api/me')).toEqual({ fine: true });
    expect(calls).toMatchObject([{ path: '/api/me', token: 'old' }]);
  });

  it('renews an expired one by one call, however many wait, and repeats each once', async () => {
    serve('new', async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return json(200, { ...SESSION, accessToken: 'new', refreshToken: 'r2' });
    });
    const api = Api.ofPerson();
    api.begin(SESSION);
    await Promise.all([api.get('/api/me'), api.get('/api/families'), api.get('/api/notifications')]);
    expect(calls.filter(({ path }) => path === '/api/auth/refresh')).toMatchObject([{ body: { refreshToken: 'r1' } }]);
    expect(calls).toHaveLength(7);
    expect(Api.ofPerson().session).toMatchObject({ accessToken: 'new', refreshToken: 'r2' });
  });

  it('ends the session when it can\'t be renewed', async () => {
    serve('never', () => json(401, { title: 'The session is over' }));
    const api = Api.ofPerson();
    api.begin(SESSION);
    const ended = vi.fn();
    api.onSession = ended;
    await expect(api.get('/api/me')).rejects.toMatchObject({ status: 401 });
    expect(ended).toHaveBeenCalledExactlyOnceWith(null, true);
    expect(Api.ofPerson().session).toBeNull();
  });

  it('keeps the session when the server is only out of order', async () => {
    serve('never', () => json(503, {}));
    const api = Api.ofPerson();
    api.begin(SESSION);
    await expect(api.get('/api/me')).rejects.toBeInstanceOf(Unreachable);
    expect(Api.ofPerson().session).toMatchObject(SESSION);
  });

  it('takes the token that another tab has renewed already', async () => {
    serve('new', () => json(500, {}));
    const api = Api.ofPerson();
    api.begin(SESSION);
    localStorage.setItem('family-grocer.session', JSON.stringify({ ...SESSION, accessToken: 'new' }));
    await api.get('/api/me');
    expect(calls.map(({ token }) => token)).toEqual(['old', 'new']);
  });

  it('tells what a problem document says', async () => {
    const problem = {
      type: 'urn:family-grocer:problem:invalid-request',
      title: 'The request is not valid',
      errors: [{ field: 'email', detail: 'must be an address' }],
    };
    vi.stubGlobal('fetch', async () => json(400, problem));
    const error = await Api.ofPerson().post('/api/auth/register', {}).catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, problem, message: 'email: must be an address' });
  });

  it('survives an error page that is no JSON', async () => {
    vi.stubGlobal('fetch', async () => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(Api.ofPerson().get('/api/me')).rejects.toMatchObject({ status: 502 });
  });

  it('says when nobody answered', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(Api.ofPerson().get('/api/me')).rejects.toBeInstanceOf(Unreachable);
  });

  it('does not repeat what was refused for another reason than the token', async () => {
    vi.stubGlobal('fetch', async (path: string) => {
      calls.push({ path, token: undefined, body: undefined });
      return json(401, { type: 'urn:x:wrong-code', title: 'Wrong', status: 401 });
    });
    const api = Api.ofPerson();
    api.begin(SESSION);
    await expect(api.post('/api/me/second-factor/confirm', { code: '1' })).rejects.toMatchObject({ kind: 'wrong-code' });
    expect(calls.map(({ path }) => path)).toEqual(['/api/me/second-factor/confirm']);
    expect(api.session).not.toBeNull();
  });

  it('keeps a guest apart from the person on the same device', async () => {
    serve('new', () => json(500, {}));
    const person = Api.ofPerson();
    person.begin(SESSION);
    const guest = new Api<Tokens>({ key: 'guest', refresh: '/api/guest-passes/refresh', bearer: () => 'pass' });
    const ended: boolean[] = [];
    guest.onSession = (session, expired) => !session && ended.push(expired);
    guest.begin({ accessToken: 'old', refreshToken: 'g1' });
    vi.stubGlobal('fetch', async (path: string) =>
      path === '/api/guest-passes/refresh'
        ? json(410, { type: 'urn:x:pass-over', status: 410 })
        : json(401, { type: 'urn:x:unauthenticated', status: 401 }),
    );

    await expect(guest.get('/api/lists')).rejects.toMatchObject({ status: 401 });

    expect(ended).toEqual([true]);
    expect(guest.session).toBeNull();
    expect(person.session).toMatchObject(SESSION);
  });

  it('sends the bytes of a picture as they are', async () => {
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
      sent.push((init.headers as Record<string, string>)['content-type'], init.body);
      return new Response(null, { status: 204 });
    });
    const picture = new Blob(['x'], { type: 'image/jpeg' });
    await Api.ofPerson().put('/api/me/picture', picture);
    expect(sent).toEqual(['image/jpeg', picture]);
  });
});
