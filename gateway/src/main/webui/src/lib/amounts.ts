import { language } from './messages';

const FORMAT = new Intl.NumberFormat(language, { maximumFractionDigits: 3, useGrouping: false });
const SMALL_UNITS = new Set(['g', 'ml']);
const LARGE_UNITS = new Set(['kg', 'l']);

/** "2 kg", "3"; a dash where nobody said how much. */
export function formatAmount(amount: number | null, unit: string | null): string {
  if (amount === null) return unit ?? '–';
  const number = FORMAT.format(amount);
  return unit ? `${number} ${unit}` : number;
}

/** A number for a text field, as {@link parseAmount} reads it. */
export function amountText(amount: number | null): string {
  return amount === null ? '' : FORMAT.format(amount);
}

/** What one press on plus or minus means: 100 g, half a kilo, one of anything else. */
export function stepOf(unit: string | null): number {
  const known = unit?.toLowerCase() ?? '';
  if (SMALL_UNITS.has(known)) return 100;
  return LARGE_UNITS.has(known) ? 0.5 : 1;
}
