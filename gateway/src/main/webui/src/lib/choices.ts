import { language } from './messages';

/** Something to choose from. */
export interface Choice {
  value: string;
  label: string;
}

const COMMON_CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF'];
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** A Monday. */
const A_MONDAY = Date.UTC(2024, 0, 1);
const A_DAY = 86_400_000;

/** The languages that there are texts in, each in its own words. */
export const LANGUAGES: readonly Choice[] = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
];

/** The usual currencies first, then all others by name. */
export function currencies(): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  const choice = (value: string) => ({ value, label: `${names.of(value) ?? value} (${value})` });
  const rest = Intl.supportedValuesOf('currency')
    .filter((code) => !COMMON_CURRENCIES.includes(code))
    .map(choice)
    .sort((a, b) => a.label.localeCompare(b.label, language));
  return [...COMMON_CURRENCIES.map(choice), ...rest];
}

export function weekdays(): Choice[] {
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return WEEKDAYS.map((value, at) => ({ value, label: name.format(A_MONDAY + at * A_DAY) }));
}

/** All time zones; `current` is among them even where this browser doesn't know it. */
export function timeZones(current?: string): Choice[] {
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  if (current) known.add(current);
  return [...known].sort().map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}

/** A select needs the chosen value among its choices, also one that another client has set. */
export function including(choices: readonly Choice[], current: string | null): readonly Choice[] {
  if (!current || choices.some(({ value }) => value === current)) return choices;
  return [...choices, { value: current, label: current }];
}
