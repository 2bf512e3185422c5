import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChangeStream, type StreamOptions } from '../src/lib/stream';

/** A connection whose server side is in the test's hands. */
class Connection {
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  readonly headers: Record<string, string>;
  readonly response: Response;

  constructor(headers: Record<string, string>, signal: AbortSignal) {
    this.headers = headers;
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (this.#controller = controller) });
    signal.addEventListener('abort', () => this.#controller.error(signal.reason));
    this.response = new Response(body);
  }

  bytes(bytes: Uint8Array): void {
    this.#controller.enqueue(bytes);
  }

  text(text: string): void {
    this.bytes(new TextEncoder().encode(text));
  }

  end(): void {
    this.#controller.close();
  }
}

describe('ChangeStream', () => {
  const connections: Connection[] = [];
  let stream: ChangeStream | undefined;
  let revision = 7;
  const onOpen = vi.fn();
  const onRefused = vi.fn();
  const onChanges = vi.fn((reached: number) => void (revision = reached));

  function start(options: Partial<StreamOptions> = {}): void {
    stream = new ChangeStream({
      open: async (headers, signal) => {
        connections.push(new Connection(headers, signal));
        return connections.at(-1)!.response;
      },
      since: () => revision,
      onOpen,
      onRefused,
      onChanges,
      firstRetry: 5,
      ...options,
    });
  }

  afterEach(() => {
    stream?.close();
    connections.length = 0;
    revision = 7;
    vi.clearAllMocks();
  });

  it('reads changes in whatever pieces they come, and resumes where it stopped', async () => {
    start();
    await vi.waitFor(() => expect(onOpen).toHaveBeenCalledOnce());
    expect(connections[0]!.headers['last-event-id']).toBe('7');
    const change = { revision: 8, changes: [{ kind: 'item', id: 'a', name: 'Käse' }] };
    const event = new TextEncoder().encode(`: open\n\nevent: changes\nid: 8\ndata: ${JSON.stringify(change)}\n\n`);
    for (const byte of event) connections[0]!.bytes(Uint8Array.of(byte));
    await vi.waitFor(() => expect(onChanges).toHaveBeenCalledWith(8, change.changes));
    connections[0]!.end();
    await vi.waitFor(() => expect(connections).toHaveLength(2));
    expect(connections[1]!.headers['last-event-id']).toBe('8');
  });

  it('comes back after a goodbye', async () => {
    start();
    await vi.waitFor(() => expect(onOpen).toHaveBeenCalledOnce());
    connections[0]!.text('event: goodbye\ndata: {}\n\n');
    await vi.waitFor(() => expect(onOpen).toHaveBeenCalledTimes(2));
  });

  it('gives a silent connection up, but not one that comments', async () => {
    start({ watchdog: 120 });
    await vi.waitFor(() => expect(onOpen).toHaveBeenCalledOnce());
    for (let beat = 0; beat < 6; beat++) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      connections[0]!.text(': alive\n\n');
    }
    expect(connections).toHaveLength(1);
    await vi.waitFor(() => expect(connections).toHaveLength(2));
  });

  it('stays away when the family is not this person’s', async () => {
    const open = vi.fn(async () => new Response('', { status: 404 }));
    start({ open });
    await vi.waitFor(() => expect(onRefused).toHaveBeenCalledOnce());
    expect(open).toHaveBeenCalledOnce();
  });

  it('tries again when nobody answers', async () => {
    const open = vi.fn(async () => Promise.reject(new TypeError('network')));
    start({ open });
    await vi.waitFor(() => expect(open.mock.calls.length).toBeGreaterThan(2));
  });
});
