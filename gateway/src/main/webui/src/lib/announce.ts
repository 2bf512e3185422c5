import { m } from './messages';
import type { Doc } from './types';

export interface RemoteChange {
  before: Doc | undefined;
  after: Doc;
}

/** One sentence about what others did, for screen readers; empty if there is nothing to say. */
export function announce(remote: readonly RemoteChange[]): string {
  const sentences = remote.map(sentence).filter((text) => text !== '');
  return sentences.length > 2 ? m.manyChanges(sentences.length) : sentences.join('. ');
}

function sentence({ before, after }: RemoteChange): string {
  const known = before && !before.deleted ? before : undefined;
  if (after.deleted) return known ? m.removed(known.name) : '';
  if (!known) return m.added(after.name);
  if (known.kind !== 'item' || after.kind !== 'item') return known.name === after.name ? '' : m.changed(after.name);
  if (known.checked !== after.checked) return (after.checked ? m.checked : m.unchecked)(after.name);
  const same = (['name', 'amount', 'unit', 'note'] as const).every((field) => known[field] === after[field]);
  return same ? '' : m.changed(after.name);
}
