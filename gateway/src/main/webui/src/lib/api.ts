import { language } from './messages';
import type { Problem, Session } from './types';

/** What opens the API, and what renews it. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/** Whose API it is. */
export interface ApiOptions<S> {
  /** Where this device keeps the tokens. */
  key: string;
  /** Where they are renewed. */
  refresh: string;
  /** Tells one bearer from another. */
  bearer: (session: S) => string;
}

const PERSON: ApiOptions<Session> = {
  key: 'family-grocer.session',
  refresh: '/api/auth/refresh',
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
    return this.problem.type?.split(':').at(-1) ?? '';
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

/** The gateway's API with this device's session, or its guest pass. */
export class Api<S extends Tokens = Session> {
  readonly #options: ApiOptions<S>;
  #session: S | null;
  #refreshing: Promise<boolean> | null = null;
  /** Told when the session begins or ends, here or in another tab; `expired` if the server has ended it. */
  onSession: (session: S | null, expired: boolean) => void = () => undefined;

  constructor(options: ApiOptions<S>) {
    this.#options = options;
    this.#session = this.#read();
    addEventListener('storage', (event) => {
      if (event.key !== options.key) return;
      const before = this.#bearer();
      this.#session = this.#read();
      if (before !== this.#bearer()) this.onSession(this.#session, false);
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
    this.#keep(session);
    this.onSession(session, false);
  }

  end(expired = false): void {
    this.#session = null;
    localStorage.removeItem(this.#options.key);
    this.onSession(null, expired);
  }

  /** Takes an access token that an answer carried because the person's families changed. */
  replaceToken(accessToken: string | undefined): void {
    if (accessToken && this.#session) this.#keep({ ...this.#session, accessToken });
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

  /** The bytes of a picture or an archive, for the page alone: an `img` sends no bearer token. */
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

  /** The answer itself; an expired session is renewed once, by one call however many wait for it. */
  async fetch(path: string, call: Call): Promise<Response> {
    const used = this.#session?.accessToken;
    const response = await this.#once(path, call);
    if (response.status !== 401 || !used || !(await isExpired(response))) return response;
    const renewed = this.#session?.accessToken !== used || (await this.#refresh());
    return renewed && this.#session ? this.#once(path, call) : response;
  }

  async #once(path: string, call: Call): Promise<Response> {
    // The language chosen here, which may be another than the browser's: mails and notifications follow it.
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language, ...call.headers };
    if (this.#session) headers['authorization'] = `Bearer ${this.#session.accessToken}`;
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

  #refresh(): Promise<boolean> {
    this.#refreshing ??= this.#renew().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #renew(): Promise<boolean> {
    // Another tab may have been faster; its token is as good.
    const kept = this.#read();
    if (kept && kept.accessToken !== this.#session?.accessToken) {
      this.#session = kept;
      return true;
    }
    if (!this.#session) return false;
    const { refreshToken } = this.#session;
    const response = await this.#once(this.#options.refresh, { method: 'POST', body: { refreshToken } });
    if (response.ok) {
      this.#keep((await response.json()) as S);
      return true;
    }
    // 410 is a guest pass that is over.
    if (response.status !== 401 && response.status !== 410) throw new Unreachable(response.status);
    this.end(true);
    return false;
  }

  #keep(session: S): void {
    this.#session = session;
    localStorage.setItem(this.#options.key, JSON.stringify(session));
  }

  #bearer(): string | undefined {
    return this.#session ? this.#options.bearer(this.#session) : undefined;
  }

  #read(): S | null {
    try {
      return JSON.parse(localStorage.getItem(this.#options.key) ?? 'null') as S | null;
    } catch {
      return null;
    }
  }
}

/** Whether it is the token that is refused: a wrong code is a 401 too, and not to be tried twice. */
async function isExpired(response: Response): Promise<boolean> {
  const { type } = await problem(response.clone());
  return !type || type.endsWith(':unauthenticated');
}

async function problem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { status: response.status, title: response.statusText };
  }
}
