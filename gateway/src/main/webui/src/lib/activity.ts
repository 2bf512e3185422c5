import { app } from './app.svelte';

/** One thing that somebody did, as the server's log has it. */
export interface Activity {
  /** Names it. */
  revision: number;
  op: string;
  id: string;
  listId: string;
  name?: string;
  by: string | null;
  at: string;
  /** How many items and lists it changed. */
  documents: number;
  undone: boolean;
  was?: Record<string, unknown>;
  is?: Record<string, unknown>;
}

export interface ActivityPage {
  items: Activity[];
  next?: string | null;
}

/** What kind of thing it was; the texts have a sentence for each. */
export type Deed =
  | 'added'
  | 'checked'
  | 'unchecked'
  | 'changed'
  | 'removed'
  | 'approved'
  | 'cleared'
  | 'listMade'
  | 'listChanged'
  | 'listRemoved'
  | 'undone';

/** What somebody did on a list, the newest first, from a page's `next` on. */
export function activityOn(list: { id: string; familyId: string }, after?: string | null): Promise<ActivityPage> {
  const query = new URLSearchParams({ family: list.familyId, list: list.id, limit: '50', ...(after ? { after } : {}) });
  return app.api.get(`/api/lists/activity?${query}`);
}

/** Takes one back; false where something newer stands in its place. */
export async function takeBack(familyId: string, entry: Activity): Promise<boolean> {
  const path = `/api/lists/activity/${entry.revision}/undo?family=${familyId}`;
  return (await app.api.post<{ complete: boolean }>(path)).complete;
}

/** What kind of thing it was. */
export function deed({ op, was, is }: Activity): Deed {
  // Whatever comes gets a name; a field that nobody had said before is not in `was` either.
  const isNew = 'name' in (is ?? {}) && !('name' in (was ?? {}));
  switch (op) {
    case 'item.remove':
      return 'removed';
    case 'item.approve':
      return 'approved';
    case 'list.clear-checked':
      return 'cleared';
    case 'list.remove':
      return 'listRemoved';
    case 'list.set':
      return isNew ? 'listMade' : 'listChanged';
    case 'undo':
      return 'undone';
    default:
      if (isNew) return 'added';
      return is && 'checked' in is ? (is['checked'] === true ? 'checked' : 'unchecked') : 'changed';
  }
}
