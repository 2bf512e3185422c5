import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChangeStream, type StreamOptions } from '../src/lib/stream';
import { item } from './model-server';

let stream: ChangeStream | undefined;
afterEach(() => stream?.close());

/** A connection whose other end the test holds. */
function connection(status = 200) {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
  const encoder = new TextEncoder();
  return {
    response: new Response(body, { status }),
    say: (bytes: string | Uint8Array) => controller.enqueue(typeof bytes === 'string' ? encoder.encode(bytes) : bytes),
    end: () => controller.close(),
  };
}

type Connection = ReturnType<typeof connection>;

function listen(connections: Connection[], options: Partial<StreamOptions> = {}) {
  const asked: Record<string, string>[] = [];
  const signals: AbortSignal[] = [];
  const heard: [number, unknown[]][] = [];
  const onRefused = vi.fn();
  const onOpen = vi.fn();
  stream = new ChangeStream({
    open: (headers, signal) => {
      asked.push(headers);
      signals.push(signal);
      const next = connections[asked.length - 1];
      return next ? Promise.resolve(next.response) : new Promise(() => undefined);
    },
    since: () => heard.at(-1)?.[0] ?? 7,
    onOpen,
    onRefused,
    onChanges: (revision, changes) => heard.push([revision, changes]),
    firstRetry: 1,
    ...options,
  });
  return { asked, signals, heard, onRefused, onOpen };
}

const changes = (revision: number, name = 'milk') =>
  `event: changes\nid: ${revision}\ndata: ${JSON.stringify({ revision, changes: [{ ...item(name), revision }] })}\n\n`;

describe('ChangeStream', () => {
  it('asks from where the replica is, and passes changes on', async () => {
    const one = connection();
    const { asked, heard, onOpen } = listen([one]);
    one.say(': open\n\n' + changes(8));
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(asked[0]).toMatchObject({ 'last-event-id': '7', accept: 'text/event-stream' });
    expect(heard[0]).toEqual([8, [{ ...item('milk'), revision: 8 }]]);
    expect(onOpen).toHaveBeenCalledOnce();
  });

  it('tells on which trip somebody has come or gone', async () => {
    const one = connection();
    const onPresence = vi.fn();
    const { heard } = listen([one], { onPresence });
    one.say('event: presence\ndata: {"tripId":"t","listId":"l","present":["p"]}\n\n');
    await vi.waitFor(() => expect(onPresence).toHaveBeenCalledExactlyOnceWith('t'));
    expect(heard).toEqual([]);
  });

  it('reads events that arrive in pieces, also within a character', async () => {
    const one = connection();
    const { heard } = listen([one]);
    const bytes = new TextEncoder().encode(changes(8, 'Grüne Äpfel 🍏'));
    for (const byte of bytes) one.say(Uint8Array.of(byte));
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(heard[0]![1]).toMatchObject([{ name: 'Grüne Äpfel 🍏' }]);
  });

  it('comes back after the connection broke, from the last revision', async () => {
    const one = connection();
    const two = connection();
    const { asked, heard } = listen([one, two]);
    one.say(changes(8));
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    one.end();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]).toMatchObject({ 'last-event-id': '8' });
    two.say(changes(9));
    await vi.waitFor(() => expect(heard.map(([revision]) => revision)).toEqual([8, 9]));
  });

  it('goes when it hears goodbye, and comes back', async () => {
    const one = connection();
    const { asked, signals } = listen([one]);
    one.say('event: goodbye\ndata: {"reason":"drain"}\n\n');
    one.end();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(signals[0]!.aborted).toBe(true);
  });

  it('tries again when there is no server', async () => {
    let calls = 0;
    const two = connection();
    const onOpen = vi.fn();
    listen([], {
      open: () => (++calls < 3 ? Promise.reject(new Error('no network')) : Promise.resolve(two.response)),
      onOpen,
    });
    await vi.waitFor(() => expect(onOpen).toHaveBeenCalledOnce());
    expect(calls).toBe(3);
  });

  it('gives up a connection on which even the heartbeat is missing', async () => {
    const silent = connection();
    const { asked, signals } = listen([silent], { watchdog: 30 });
    signals[0]!.addEventListener('abort', () => silent.end());
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(1));
    expect(signals[0]!.aborted).toBe(true);
  });

  it('takes a comment as a sign of life', async () => {
    vi.useFakeTimers();
    try {
      const one = connection();
      const { signals } = listen([one], { watchdog: 45_000 });
      for (let n = 0; n < 6; n++) {
        await vi.advanceTimersByTimeAsync(20_000);
        one.say(': alive\n\n');
        await vi.advanceTimersByTimeAsync(0);
      }
      expect(signals).toHaveLength(1);
      expect(signals[0]!.aborted).toBe(false);
    } finally {
      stream?.close();
      vi.useRealTimers();
    }
  });

  it.each([401, 404])('stops when the answer is %i', async (status) => {
    const { asked, onRefused } = listen([connection(status), connection()]);
    await vi.waitFor(() => expect(onRefused).toHaveBeenCalledOnce());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toHaveLength(1);
  });

  it('ends its connection when it is closed', async () => {
    const one = connection();
    const { asked, signals, onOpen } = listen([one]);
    await vi.waitFor(() => expect(onOpen).toHaveBeenCalled());
    stream!.close();
    expect(signals[0]!.aborted).toBe(true);
    one.end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toHaveLength(1);
  });
});
