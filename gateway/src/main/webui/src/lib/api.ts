import { recall, remember } from './kept';
import { language } from './messages';
import type { Problem, Session } from './types';

/** Whose session it is, for its own pages. What opens the API is in a cookie that no script can read. */
export interface Signed {
  /** Names the session to the gateway; opens nothing. */
  session: string;
}

/** Whose API it is. */
export interface ApiOptions<S> {
  /** The kind of session that the gateway is asked for. */
  kind: string;
  /** Where this device keeps who it is. */
  key: string;
  /** Where the tokens that earlier versions of this page kept are traded for a session. */
  adopt: string;
  /** Tells one bearer from another. */
  bearer: (session: S) => string;
}

const PERSON: ApiOptions<Session> = {
  kind: 'person',
  key: 'family-grocer.session',
  adopt: '/api/auth/refresh',
  bearer: (session) => session.personId,
};

/** An answer of the server that is no success. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.errors?.map((error) => `${error.field}: ${error.detail}`).join('; ') || problem.detail || problem.title);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }

  /** The last word of the problem's type, for example `email-taken`. */
  get kind(): string {
    return kindOf(this.problem);
  }
}

/** Nobody answered: no network, or no server. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause });
    this.name = 'Unreachable';
  }
}

interface Call {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  keepalive?: boolean;
}

/** What a version before cookies has left: tokens that scripts could read. */
interface Old {
  accessToken?: string;
  refreshToken?: string;
  expiresIn?: number;
}

/** The gateway's API with this browser's session, or its guest pass. */
export class Api<S extends Signed = Session> {
  readonly #options: ApiOptions<S>;
  #session: S | null;
  #adopting: Promise<void> | null = null;
  /** Told when the session begins or ends, here or in another tab; `expired` if the server has ended it. */
  onSession: (session: S | null, expired: boolean) => void = () => undefined;

  constructor(options: ApiOptions<S>) {
    this.#options = options;
    this.#session = this.#read();
    addEventListener('storage', (event) => {
      if (event.key === options.key) this.#follow();
    });
  }

  /** That of a person who has signed in. */
  static ofPerson(): Api {
    return new Api(PERSON);
  }

  get session(): S | null {
    return this.#session;
  }

  begin(session: S): void {
    localStorage.removeItem(this.#leaving);
    this.#keep(session);
    this.onSession(session, false);
  }

  end(expired = false): void {
    this.#session = null;
    localStorage.removeItem(this.#options.key);
    this.onSession(null, expired);
  }

  /** Has the server end the session. Where nobody answers that is made up for by {@link leave}. */
  async signOut(path: string): Promise<void> {
    remember(this.#leaving, path);
    await this.leave();
  }

  /** Ends what somebody has left while the server was out of reach: a script can't take the cookie away. */
  async leave(): Promise<void> {
    const path = recall<string>(this.#leaving);
    if (!path) return;
    try {
      await this.post(path);
    } catch (refusal) {
      if (refusal instanceof Unreachable || (refusal as ApiError).status >= 500) return;
    }
    localStorage.removeItem(this.#leaving);
  }

  get<T>(path: string, call: Call = {}): Promise<T> {
    return this.json<T>(path, call);
  }

  post<T>(path: string, body?: unknown, call: Call = {}): Promise<T> {
    return this.json<T>(path, { ...call, method: 'POST', body: body ?? {} });
  }

  patch<T>(path: string, body: unknown, call: Call = {}): Promise<T> {
    return this.json<T>(path, { ...call, method: 'PATCH', body });
  }

  put<T>(path: string, body: unknown, call: Call = {}): Promise<T> {
    return this.json<T>(path, { ...call, method: 'PUT', body });
  }

  delete<T = void>(path: string, body?: unknown): Promise<T> {
    return this.json<T>(path, { method: 'DELETE', body });
  }

  /** The bytes of a picture or an archive, for the page alone. */
  async blob(path: string): Promise<Blob> {
    const response = await this.fetch(path, { headers: { accept: '*/*' } });
    if (!response.ok) throw new ApiError(response.status, await problem(response));
    return response.blob();
  }

  /** The answer's JSON; throws {@link ApiError} for a refusal, {@link Unreachable} without an answer. */
  async json<T>(path: string, call: Call): Promise<T> {
    const response = await this.fetch(path, call);
    if (!response.ok) throw new ApiError(response.status, await problem(response));
    const text = response.status === 204 ? '' : await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /**
   * The answer itself. The gateway renews sessions, so a session that is refused is asked about once more and then over.
   */
  async fetch(path: string, call: Call): Promise<Response> {
    await this.#adopt();
    const used = this.#session?.session;
    const response = await this.#once(path, call);
    if (response.status !== 401 || used === undefined) return response;
    const kind = kindOf(await problem(response.clone()));
    // A wrong code is a 401 too, and not to be tried twice.
    if (kind !== '' && kind !== 'unauthenticated' && kind !== 'session-changed') return response;
    this.#follow();
    if (this.#session === null || (kind === 'session-changed' && this.#session.session === used)) {
      if (this.#session) this.end(true);
      return response;
    }
    const again = await this.#once(path, call);
    if (again.status === 401 && kindOf(await problem(again.clone())) === kind && this.#session?.session === used) this.end(true);
    return again;
  }

  async #once(path: string, call: Call): Promise<Response> {
    // The language chosen here, which may be another than the browser's: mails and notifications follow it.
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language, ...call.headers };
    const mark = this.#session?.session;
    headers['x-session'] = mark ? `${this.#options.kind};${mark}` : this.#options.kind;
    const bytes = call.body instanceof Blob ? call.body : null;
    if (call.body !== undefined) headers['content-type'] ??= bytes?.type ?? 'application/json';
    try {
      return await fetch(path, {
        method: call.method ?? 'GET',
        headers,
        body: bytes ?? (call.body === undefined ? null : JSON.stringify(call.body)),
        signal: call.signal ?? null,
        cache: 'no-cache',
      });
    } catch (error) {
      throw new Unreachable(error);
    }
  }

  /** Trades tokens that an earlier version has left for a session, once over all tabs. */
  #adopt(): Promise<void> {
    if (!this.#old()) return Promise.resolve();
    this.#adopting ??= alone(`${this.#options.key}.adopt`, () => this.#trade()).finally(() => {
      this.#adopting = null;
    });
    return this.#adopting;
  }

  async #trade(): Promise<void> {
    const refreshToken = this.#old();
    // Another tab may have been faster.
    if (!refreshToken) return this.#follow();
    const response = await this.#once(this.#options.adopt, { method: 'POST', body: { refreshToken } });
    if (response.ok) {
      this.#keep((await response.json()) as S);
      return;
    }
    // 410 is a guest pass that is over.
    if (response.status !== 401 && response.status !== 410) throw new Unreachable(response.status);
    this.end(true);
  }

  #old(): string | undefined {
    return recall<Old>(this.#options.key)?.refreshToken;
  }

  /** Takes over what another tab has done. */
  #follow(): void {
    const before = this.#bearer();
    this.#session = this.#read();
    if (before !== this.#bearer()) this.onSession(this.#session, false);
  }

  #keep(session: S): void {
    const { accessToken, refreshToken, expiresIn, ...kept } = session as S & Old;
    this.#session = kept as unknown as S;
    remember(this.#options.key, kept);
  }

  #bearer(): string | undefined {
    return this.#session ? this.#options.bearer(this.#session) : undefined;
  }

  #read(): S | null {
    const kept = recall<S & Old>(this.#options.key);
    if (!kept) return null;
    const { accessToken, refreshToken, expiresIn, ...session } = kept;
    return session as unknown as S;
  }

  get #leaving(): string {
    return `${this.#options.key}.leaving`;
  }
}

/** Does something while no other tab does it. */
function alone(name: string, what: () => Promise<void>): Promise<void> {
  return 'locks' in navigator ? navigator.locks.request(name, what) : what();
}

function kindOf(found: Problem): string {
  return found.type?.split(':').at(-1) ?? '';
}

async function problem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { status: response.status, title: response.statusText };
  }
}
