import { ApiError, Unreachable } from './api';
import { NoPicture } from './images';
import { m } from './messages';
import type { Problem } from './types';

/** A sentence for the person about what went wrong. */
export function explain(error: unknown): string {
  if (error instanceof Unreachable) return m.unreachable;
  if (error instanceof NoPicture) return m.account.pictureBad;
  if (!(error instanceof ApiError)) return m.somethingWrong;
  const known = m.problems[error.kind];
  const seconds = error.problem.retryAfter;
  if (known && error.status === 429 && seconds) return `${known} ${m.waitFor(seconds)}`;
  return known ?? (error.message || m.somethingWrong);
}

/** A sentence about why the server did not take a change. */
export function refused(problem: Problem, name: string): string {
  const why = explain(new ApiError(problem.status ?? 0, problem));
  return `${name ? m.rejectedOf(name) : m.rejected}: ${why}`;
}
