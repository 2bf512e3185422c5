import { language } from './messages';

/** The browser's habits where they are those of the language: days before months, 24 hours. */
const LOCALE = navigator.language.startsWith(language) ? navigator.language : language;

const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium' });
const MOMENT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const TIME = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' });

/** A moment as people say it: the time alone for today, else with the day. */
export function when(iso: string, now = new Date()): string {
  const date = new Date(iso);
  return date.toDateString() === now.toDateString() ? TIME.format(date) : MOMENT.format(date);
}

/** The day alone. */
export function day(iso: string): string {
  return DAY.format(new Date(iso));
}
