import type { Problem, Session } from './types';

const SESSION = 'family-grocer.session';

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

/** The gateway's API with this device's session. */
export class Api {
  #session: Session | null = read();
  #refreshing: Promise<boolean> | null = null;
  /** Told when the session begins or ends, here or in another tab; `expired` if the server has ended it. */
  onSession: (session: Session | null, expired: boolean) => void = () => undefined;

  constructor() {
    addEventListener('storage', (event) => {
      if (event.key !== SESSION) return;
      const before = this.#session?.personId;
      this.#session = read();
      if (before !== this.#session?.personId) this.onSession(this.#session, false);
    });
  }

  get session(): Session | null {
    return this.#session;
  }

  begin(session: Session): void {
    this.#keep(session);
    this.onSession(session, false);
  }

  end(expired = false): void {
    this.#session = null;
    localStorage.removeItem(SESSION);
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

  delete(path: string): Promise<void> {
    return this.json<void>(path, { method: 'DELETE' });
  }

  /** The answer's JSON; throws {@link ApiError} for a refusal, {@link Unreachable} without an answer. */
  async json<T>(path: string, call: Call): Promise<T> {
    const response = await this.fetch(path, call);
    if (!response.ok) throw new ApiError(response.status, await problem(response));
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /** The answer itself; an expired session is renewed once, by one call however many wait for it. */
  async fetch(path: string, call: Call): Promise<Response> {
    const used = this.#session?.accessToken;
    const response = await this.#once(path, call);
    if (response.status !== 401 || !used) return response;
    const renewed = this.#session?.accessToken !== used || (await this.#refresh());
    return renewed && this.#session ? this.#once(path, call) : response;
  }

  async #once(path: string, call: Call): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json', ...call.headers };
    if (this.#session) headers['authorization'] = `Bearer ${this.#session.accessToken}`;
    if (call.body !== undefined) headers['content-type'] = 'application/json';
    try {
      return await fetch(path, {
        method: call.method ?? 'GET',
        headers,
        body: call.body === undefined ? null : JSON.stringify(call.body),
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
    const kept = read();
    if (kept && kept.accessToken !== this.#session?.accessToken) {
      this.#session = kept;
      return true;
    }
    if (!this.#session) return false;
    const { refreshToken } = this.#session;
    const response = await this.#once('/api/auth/refresh', { method: 'POST', body: { refreshToken } });
    if (response.ok) {
      this.#keep((await response.json()) as Session);
      return true;
    }
    if (response.status !== 401) throw new Unreachable(response.status);
    this.end(true);
    return false;
  }

  #keep(session: Session): void {
    this.#session = session;
    localStorage.setItem(SESSION, JSON.stringify(session));
  }
}

function read(): Session | null {
  try {
    return JSON.parse(localStorage.getItem(SESSION) ?? 'null') as Session | null;
  } catch {
    return null;
  }
}

async function problem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { status: response.status, title: response.statusText };
  }
}
