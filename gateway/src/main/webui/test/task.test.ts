import { describe, expect, it } from 'vitest';
import { ApiError, Unreachable } from '../src/lib/api';
import { explain, refused } from '../src/lib/explain';
import { middle, NoPicture } from '../src/lib/images';
import { m } from '../src/lib/messages';
import { Task } from '../src/lib/task.svelte';

describe('a task', () => {
  it('says how it went', async () => {
    const task = new Task();
    expect(await task.run(async () => undefined, 'Saved')).toBe(true);
    expect(task).toMatchObject({ busy: false, error: '', done: 'Saved' });

    expect(await task.run(() => Promise.reject(new Unreachable('no network')))).toBe(false);
    expect(task).toMatchObject({ busy: false, error: m.unreachable, done: '' });
  });

  it('tells what the server does not have from what went wrong', async () => {
    const task = new Task();
    await task.run(() => Promise.reject(new ApiError(404, { status: 404 })));
    expect(task.missing).toBe(true);
    await task.run(() => Promise.reject(new ApiError(503, { status: 503 })));
    expect(task.missing).toBe(false);
  });

  it('runs once at a time', async () => {
    const task = new Task();
    let finish = () => {};
    const first = task.run(() => new Promise<void>((resolve) => (finish = resolve)));
    expect(task.busy).toBe(true);
    expect(await task.run(() => Promise.reject(new Error('never')))).toBe(false);
    finish();
    expect(await first).toBe(true);
    expect(task.error).toBe('');
  });
});

describe('refusals', () => {
  const refusal = (status: number, type: string, more = {}) => new ApiError(status, { status, type: `urn:x:${type}`, ...more });

  it('are explained in the words of the client, else in those of the server', () => {
    expect(explain(refusal(403, 'wrong-password'))).toBe(m.problems['wrong-password']);
    expect(explain(refusal(409, 'unheard-of', { detail: 'Because.' }))).toBe('Because.');
    expect(explain(new NoPicture())).toBe(m.account.pictureBad);
    expect(explain(new TypeError('bug'))).toBe(m.somethingWrong);
  });

  it('say how long to wait', () => {
    expect(explain(refusal(429, 'too-many-attempts', { retryAfter: 30 }))).toContain('30 seconds');
    expect(explain(refusal(429, 'too-many-attempts', { retryAfter: 600 }))).toContain('10 minutes');
  });

  it('of a change say that it was not taken, and why', () => {
    const problem = { status: 403, type: 'urn:x:forbidden' };
    expect(refused(problem, '')).toBe(`${m.rejected}: ${m.problems['forbidden']}`);
    expect(refused(problem, 'milk')).toContain('milk');
  });
});

describe('a picture', () => {
  it.each([
    [400, 300, { x: 50, y: 0, side: 300 }],
    [300, 401, { x: 0, y: 51, side: 300 }],
    [64, 64, { x: 0, y: 0, side: 64 }],
  ])('of %i × %i is cut to its middle square', (width, height, square) => {
    expect(middle(width, height)).toEqual(square);
  });
});
