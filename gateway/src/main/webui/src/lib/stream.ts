import { createParser } from 'eventsource-parser';
import type { Doc } from './types';

/** The server says something every 20 s; after more than two of those the connection is dead. */
const WATCHDOG = 45_000;
const FIRST_RETRY = 500;
const LAST_RETRY = 20_000;

export interface StreamOptions {
  /** Opens the stream; the signal ends it. */
  open: (headers: Record<string, string>, signal: AbortSignal) => Promise<Response>;
  /** From where on to hear. */
  since: () => number;
  onOpen: () => void;
  /** The server doesn't know the family or the person any more; the stream has stopped. */
  onRefused: () => void;
  onChanges: (revision: number, changes: Doc[]) => void;
  /** Somebody has come to a trip, or left it. */
  onPresence?: (tripId: string) => void;
  watchdog?: number;
  firstRetry?: number;
}

/**
 * The server-sent events of one family, kept open. EventSource can't send a bearer token, so this reads a fetch body.
 * The replica's revision is the resume point: nothing is lost between two connections.
 */
export class ChangeStream {
  readonly #options: StreamOptions;
  #abort = new AbortController();
  #retry: number;
  #closed = false;
  #wake: (() => void) | null = null;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#retry = options.firstRetry ?? FIRST_RETRY;
    void this.#run();
  }

  /** Connects now if it was waiting to. */
  wake(): void {
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#abort.abort();
    this.#wake?.();
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      let gone = false;
      try {
        gone = await this.#connect();
      } catch {
        // A broken connection is the normal end of one; the next follows below.
      }
      if (this.#closed) return;
      if (gone) return this.#options.onRefused();
      await this.#pause(this.#retry * (0.5 + Math.random()));
      this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
    }
  }

  /** Reads one connection to its end. True if there is no sense in coming back. */
  async #connect(): Promise<boolean> {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#abort.abort(), this.#options.watchdog ?? WATCHDOG);
    };
    alive();
    try {
      const headers = { accept: 'text/event-stream', 'last-event-id': String(this.#options.since()) };
      const response = await this.#options.open(headers, signal);
      if (response.status === 404 || response.status === 401) return true;
      if (!response.ok || !response.body) return false;
      this.#options.onOpen();
      await this.#read(response.body, alive);
      return false;
    } finally {
      clearTimeout(timer);
      this.#abort.abort();
    }
  }

  async #read(body: ReadableStream<Uint8Array>, alive: () => void): Promise<void> {
    const parser = createParser({
      onEvent: (event) => this.#event(event.event, event.data),
      onRetry: (millis) => (this.#retry = Math.min(millis, LAST_RETRY)),
    });
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  }

  #event(name: string | undefined, data: string): void {
    this.#retry = this.#options.firstRetry ?? FIRST_RETRY;
    if (name === 'goodbye') {
      this.#abort.abort();
    } else if (name === 'changes') {
      const { revision, changes } = JSON.parse(data) as { revision: number; changes: Doc[] };
      this.#options.onChanges(revision, changes);
    } else if (name === 'presence') {
      this.#options.onPresence?.((JSON.parse(data) as { tripId: string }).tripId);
    }
  }

  #pause(millis: number): Promise<void> {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, millis);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }).then(() => {
      this.#wake = null;
    });
  }
}
