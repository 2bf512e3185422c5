import { language, m } from './messages';
import type { Category, ItemDoc } from './types';

/** The items of one aisle, in the order in which the shop is walked. */
export interface Aisle {
  slug: string;
  name: string;
  icon: string;
  items: ItemDoc[];
}

const byName = (a: ItemDoc, b: ItemDoc) => a.name.localeCompare(b.name, language) || (a.id < b.id ? -1 : 1);

/**
 * Groups items by category; what has none, or one that the catalogue doesn't know, comes last as "Other". What the family
 * knows of the store's order comes first and as it knows it, the rest as in the catalogue.
 */
export function aisles(items: readonly ItemDoc[], categories: readonly Category[], way: readonly string[] = []): Aisle[] {
  const groups = new Map<string, ItemDoc[]>();
  const known = new Set(categories.map((category) => category.slug));
  for (const item of items) {
    const slug = item.category !== null && known.has(item.category) ? item.category : '';
    groups.set(slug, [...(groups.get(slug) ?? []), item]);
  }
  const place = (category: Category) => {
    const known = way.indexOf(category.slug);
    return known < 0 ? way.length + category.position : known;
  };
  const ordered = [...categories].sort((a, b) => place(a) - place(b));
  const found = ordered.map(({ slug, names, icon }) => ({ slug, name: names[language] ?? names.en, icon }));
  return [...found, { slug: '', name: m.other, icon: '🛒' }]
    .map((aisle) => ({ ...aisle, items: (groups.get(aisle.slug) ?? []).sort(byName) }))
    .filter((aisle) => aisle.items.length > 0);
}

/** What is in the basket, by name. */
export function basket(items: readonly ItemDoc[]): ItemDoc[] {
  return items.filter((item) => item.checked).sort(byName);
}
