import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, ApiError, type Signed, Unreachable } from '../src/lib/api';

const KEY = 'family-grocer.session';
const SESSION = { personId: 'p', displayName: 'Ann', session: 'mark' };
const OLD = { personId: 'p', displayName: 'Ann', accessToken: 'a', expiresIn: 300, refreshToken: 'r1' };
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const refusal = (kind: string) => json(401, { type: `urn:x:${kind}`, title: 'No', status: 401 });

let calls: { path: string; method: string; session: string | undefined; body: unknown }[];

/** Puts a gateway behind fetch. */
function serve(answer: (path: string, session: string | undefined) => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>;
    expect(headers['authorization']).toBeUndefined();
    const session = headers['x-session'];
    calls.push({ path, method: init.method!, session, body: init.body ? JSON.parse(init.body as string) : undefined });
    return answer(path, session);
  });
}

function kept(): unknown {
  return JSON.parse(localStorage.getItem(KEY) ?? 'null');
}

beforeEach(() => {
  localStorage.clear();
  calls = [];
});

describe('Api', () => {
  it('names its session and keeps nothing that opens it', async () => {
    serve(() => json(200, { fine: true }));
    const api = Api.ofPerson();
    await api.get('/api/auth/settings');
    api.begin({ ...SESSION, accessToken: 'a', refreshToken: 'r' } as typeof SESSION);
    expect(await api.get('/api/me')).toEqual({ fine: true });
    expect(calls.map(({ session }) => session)).toEqual(['person', 'person;mark']);
    expect(kept()).toEqual(SESSION);
  });

  it('asks once more before a session is over', async () => {
    let asked = 0;
    serve(() => (asked++ === 0 ? refusal('unauthenticated') : json(200, { fine: true })));
    const api = Api.ofPerson();
    api.begin(SESSION);
    expect(await api.get('/api/me')).toEqual({ fine: true });
    expect(api.session).toEqual(SESSION);
  });

  it('ends the session that is refused twice', async () => {
    serve(() => refusal('unauthenticated'));
    const api = Api.ofPerson();
    api.begin(SESSION);
    const ended = vi.fn();
    api.onSession = ended;
    await expect(api.get('/api/me')).rejects.toMatchObject({ status: 401 });
    expect(ended).toHaveBeenCalledExactlyOnceWith(null, true);
    expect(kept()).toBeNull();
  });

  it('keeps the session when the server is only out of order', async () => {
    serve(() => json(503, { type: 'urn:x:session-uncertain', status: 503 }));
    const api = Api.ofPerson();
    api.begin(SESSION);
    await expect(api.get('/api/me')).rejects.toMatchObject({ status: 503 });
    expect(api.session).toEqual(SESSION);
  });

  it('goes on with the session that another tab has begun', async () => {
    serve((_path, session) => (session === 'person;other' ? json(200, { fine: true }) : refusal('session-changed')));
    const api = Api.ofPerson();
    api.begin(SESSION);
    localStorage.setItem(KEY, JSON.stringify({ ...SESSION, session: 'other' }));
    await api.get('/api/me');
    expect(calls.map(({ session }) => session)).toEqual(['person;mark', 'person;other']);
  });

  it('has no part in a session that nobody here knows', async () => {
    serve(() => refusal('session-changed'));
    const api = Api.ofPerson();
    api.begin(SESSION);
    await expect(api.get('/api/me')).rejects.toMatchObject({ kind: 'session-changed' });
    expect(calls).toHaveLength(1);
    expect(api.session).toBeNull();
  });

  it('trades the tokens of an earlier version for a session, once', async () => {
    localStorage.setItem(KEY, JSON.stringify(OLD));
    serve((path) => json(200, path === '/api/auth/refresh' ? SESSION : { fine: true }));
    const api = Api.ofPerson();
    expect(api.session).toEqual({ personId: 'p', displayName: 'Ann' });
    await Promise.all([api.get('/api/me'), api.get('/api/families')]);
    await api.get('/api/me');
    expect(calls.filter(({ path }) => path === '/api/auth/refresh')).toMatchObject([
      { method: 'POST', session: 'person', body: { refreshToken: 'r1' } },
    ]);
    expect(calls.slice(1).map(({ session }) => session)).toEqual(['person;mark', 'person;mark', 'person;mark']);
    expect(kept()).toEqual(SESSION);
  });

  it('keeps these tokens until there is somebody to take them', async () => {
    localStorage.setItem(KEY, JSON.stringify(OLD));
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const api = Api.ofPerson();
    await expect(api.get('/api/me')).rejects.toBeInstanceOf(Unreachable);
    expect(kept()).toEqual(OLD);
    serve(() => json(503, {}));
    await expect(api.get('/api/me')).rejects.toBeInstanceOf(Unreachable);
    expect(api.session).toMatchObject({ personId: 'p' });
    serve(() => refusal('session-over'));
    await expect(api.get('/api/me')).rejects.toMatchObject({ status: 401 });
    expect(api.session).toBeNull();
    expect(kept()).toBeNull();
  });

  it('signs out later where nobody answers now', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const api = Api.ofPerson();
    api.begin(SESSION);
    await api.signOut('/api/auth/sign-out');
    api.end();
    serve(() => new Response(null, { status: 204 }));
    await Api.ofPerson().leave();
    await Api.ofPerson().leave();
    expect(calls).toMatchObject([{ path: '/api/auth/sign-out', method: 'POST', session: 'person' }]);
  });

  it('does not sign out whoever has signed in since', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const api = Api.ofPerson();
    await api.signOut('/api/auth/sign-out');
    api.begin(SESSION);
    serve(() => json(200, {}));
    await api.leave();
    expect(calls).toEqual([]);
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

  it('does not repeat what was refused for another reason than the session', async () => {
    serve(() => refusal('wrong-code'));
    const api = Api.ofPerson();
    api.begin(SESSION);
    await expect(api.post('/api/me/second-factor/confirm', { code: '1' })).rejects.toMatchObject({ kind: 'wrong-code' });
    expect(calls).toHaveLength(1);
    expect(api.session).not.toBeNull();
  });

  it('keeps a guest apart from the person on the same device', async () => {
    serve(() => refusal('unauthenticated'));
    const person = Api.ofPerson();
    person.begin(SESSION);
    const guest = new Api<Signed>({ kind: 'guest', key: 'guest', adopt: '/api/guest-passes/refresh', bearer: () => 'pass' });
    const ended: boolean[] = [];
    guest.onSession = (session, expired) => !session && ended.push(expired);
    guest.begin({ session: 'g' });

    await expect(guest.get('/api/lists')).rejects.toMatchObject({ status: 401 });

    expect(calls.map(({ session }) => session)).toEqual(['guest;g', 'guest;g']);
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
