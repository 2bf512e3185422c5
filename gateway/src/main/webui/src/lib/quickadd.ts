/** What somebody typed, read as amount, unit and name. */
export interface Typed {
  name: string;
  amount?: number;
  unit?: string;
}

const UNITS = [
  ['kg', 'g', 'mg', 'l', 'ml', 'cl', 'dl', 'lb', 'lbs', 'oz', 'x', '×'],
  ['pack', 'packs', 'can', 'cans', 'bottle', 'bottles', 'jar', 'jars', 'bag', 'bags', 'bunch', 'box', 'boxes', 'cup', 'cups'],
  ['pck', 'pkg', 'packung', 'packungen', 'dose', 'dosen', 'flasche', 'flaschen', 'glas', 'gläser', 'beutel', 'bund', 'stück', 'becher', 'kiste'],
].flat();
const TYPED = /^(\d{1,9}(?:[.,]\d{1,3})?)\s*(\p{L}+|×)?\.?\s+(.+)$/u;
const JOINED = /^(\d{1,9}(?:[.,]\d{1,3})?)\s+(.+)$/u;

/** "2 kg potatoes" is 2, kg, potatoes; "3x milk" and "3 milk" are 3 of milk; anything else is a name. */
export function parseQuickAdd(text: string): Typed {
  const typed = text.trim().replace(/\s+/g, ' ');
  const [, amount, word, rest] = TYPED.exec(typed) ?? [];
  if (amount && word && rest && UNITS.includes(word.toLowerCase())) {
    const unit = /^[x×]$/i.test(word) ? undefined : word;
    return { name: rest, amount: number(amount), ...(unit && { unit }) };
  }
  const [, count, name] = JOINED.exec(typed) ?? [];
  return count && name ? { name, amount: number(count) } : { name: typed };
}

/** A typed number, with comma or point; null for nothing typed, undefined for no valid amount. */
export function parseAmount(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  return /^\d{1,9}(?:[.,]\d{1,3})?$/.test(typed) ? number(typed) : undefined;
}

function number(text: string): number {
  return Number(text.replace(',', '.'));
}
