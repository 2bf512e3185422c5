import { language, m } from './messages';
import type { Notice } from './types';

const SHOWN = 3;
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const RELATIVE = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
const NAMES = new Intl.ListFormat(language, { type: 'conjunction' });

/** "Anna added milk, bread and 3 more": in the reader's language where the kind is known, else the server's words. */
export function headline(notice: Notice): string {
  if (notice.type !== 'item-added' || !notice.actor?.name || notice.items.length === 0) {
    return [notice.title, notice.body].filter(Boolean).join(': ');
  }
  const names = notice.items.slice(0, SHOWN);
  const rest = Math.max(notice.count, notice.items.length) - names.length;
  return m.noticeTitle(notice.actor.name, NAMES.format(rest > 0 ? [...names, m.others(rest)] : names));
}

/** "5 minutes ago", "yesterday". */
export function timeAgo(when: string, now = Date.now()): string {
  const passed = now - Date.parse(when);
  for (const [unit, millis] of STEPS) {
    if (passed >= millis) return RELATIVE.format(-Math.floor(passed / millis), unit);
  }
  return RELATIVE.format(0, 'second');
}
