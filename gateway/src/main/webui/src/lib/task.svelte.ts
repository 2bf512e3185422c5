import { untrack } from 'svelte';
import { ApiError } from './api';
import { explain } from './explain';

/** Something that a form or a button does: what to show while it runs, and when it went wrong. */
export class Task {
  busy = $state(false);
  error = $state('');
  /** The server has no such thing: an older one, or a feature that is switched off. */
  missing = $state(false);
  /** Said once it went well; empty before and while it runs again. */
  done = $state('');

  /** Runs it unless it is running already. True if it went well. */
  async run(work: () => Promise<unknown>, done = ''): Promise<boolean> {
    // Not a reason for an effect that begins it to run again.
    if (untrack(() => this.busy)) return false;
    this.busy = true;
    this.error = '';
    this.done = '';
    try {
      await work();
      this.done = done;
      return true;
    } catch (error) {
      this.missing = error instanceof ApiError && error.status === 404;
      this.error = explain(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
