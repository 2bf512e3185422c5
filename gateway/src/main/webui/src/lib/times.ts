import { language } from './messages';

const DAY = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
const MOMENT = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const TIME = new Intl.DateTimeFormat(language, { timeStyle: 'short' });

/** A moment as people say it: the time alone for today, else with the day. */
export function when(iso: string, now = new Date()): string {
  const date = new Date(iso);
  return date.toDateString() === now.toDateString() ? TIME.format(date) : MOMENT.format(date);
}

/** The day alone. */
export function day(iso: string): string {
  return DAY.format(new Date(iso));
}
