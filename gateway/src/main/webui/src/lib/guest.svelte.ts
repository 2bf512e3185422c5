import { Api, ApiError, type Signed } from './api';
import { Board } from './board.svelte';
import { explain, refused } from './explain';
import { newId } from './ids';
import { recall, remember } from './kept';
import { rightsOfPass, type Rights } from './rights';

const CLIENT = 'family-grocer.guest-client';

export type PassScope = 'check' | 'add';

/** What somebody who holds a pass may know before they use it. */
export interface PassPreview {
  familyName: string;
  label: string;
  may: PassScope;
  expiresAt: string;
}

interface GuestSession extends Signed {
  pass: { id: string; familyId: string; listId: string; may: PassScope; label: string; expiresAt: string };
}

/** A visit by a guest pass: one list, no account. What it leaves on the device stands apart from any person's. */
export class Guest {
  readonly #token: string;
  readonly #api: Api<GuestSession>;
  readonly board: Board;
  preview: PassPreview | null = $state.raw(null);
  pass: GuestSession['pass'] | null = $state.raw(null);
  /** The pass is no longer good, or never was. */
  over = $state(false);
  error = $state('');
  toast = $state('');

  readonly rights: Rights = $derived(this.pass ? rightsOfPass(this.pass.may) : new Set<string>());

  constructor(token: string) {
    this.#token = token;
    this.#api = new Api<GuestSession>({
      kind: 'guest',
      key: `family-grocer.guest.${token}`,
      adopt: '/api/guest-passes/refresh',
      bearer: (session) => session.pass.id,
    });
    this.#api.onSession = (session, expired) => {
      if (!session && expired) this.#again();
    };
    this.board = new Board(this.#api, {
      onRejected: (problem, name) => (this.toast = refused(problem, name)),
      onGone: () => this.#end(),
    });
  }

  /** Goes on where this device was let in already; else looks at what the pass is good for. */
  async start(): Promise<void> {
    this.error = '';
    const session = this.#api.session;
    if (session) return this.#enter(session);
    try {
      this.preview = await this.#api.get<PassPreview>(this.#path());
    } catch (refusal) {
      this.#refused(refusal);
    }
  }

  /** Uses the pass on this device. */
  async redeem(): Promise<void> {
    this.error = '';
    const client = recall<string>(CLIENT) ?? newId();
    remember(CLIENT, client);
    try {
      const session = await this.#api.post<GuestSession>(`${this.#path()}/redeem`, { client });
      this.#api.begin(session);
      await this.#enter(session);
    } catch (refusal) {
      this.#refused(refusal);
    }
  }

  close(): void {
    this.board.close();
  }

  async #enter(session: GuestSession): Promise<void> {
    this.pass = session.pass;
    await this.board.open({ familyId: session.pass.familyId, actorId: session.pass.id });
  }

  #refused(refusal: unknown): void {
    if (refusal instanceof ApiError && (refusal.status === 404 || refusal.status === 410)) this.over = true;
    else this.error = explain(refusal);
  }

  /** The pass may be over, or this browser has been let in by another one since: that shows by looking again. */
  #again(): void {
    this.board.close();
    this.pass = null;
    void this.start();
  }

  #end(): void {
    this.board.close();
    this.pass = null;
    this.over = true;
    this.#api.end();
  }

  #path(): string {
    return `/api/guest-passes/${encodeURIComponent(this.#token)}`;
  }
}
