import { app } from './app.svelte';

/** A secret link to a calendar, without its secret. */
export interface Feed {
  id: string;
  familyId: string;
  /** Not there for one of all lists. */
  listId?: string | null;
  createdAt: string;
}

/** The links of this person that show a list: its own, and that of all lists. */
export async function feedsOf(list: { id: string; familyId: string }): Promise<Feed[]> {
  const found = await app.api.get<{ items: Feed[] }>(`/api/feeds?family=${list.familyId}`);
  return found.items.filter((feed) => !feed.listId || feed.listId === list.id);
}

/** A new link in place of the one before; whoever has it can read. It is told only now. */
export async function makeFeed(familyId: string, listId: string | null): Promise<string> {
  const made = await app.api.post<{ path: string }>('/api/feeds', { familyId, listId });
  return location.origin + made.path;
}

export function endFeed(id: string): Promise<void> {
  return app.api.delete(`/api/feeds/${id}`);
}
