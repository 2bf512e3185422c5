import { app } from './app.svelte';
import { newId } from './ids';
import { language } from './messages';
import type { ItemDoc } from './types';

/** Somebody's way to a store with a list. */
export interface Trip {
  id: string;
  familyId: string;
  listId: string;
  store?: string;
  startedBy: string;
  startedAt: string;
  /** Who goes by which aisle. */
  claims: Record<string, string>;
  finishedBy?: string;
  finishedAt?: string;
  review?: string;
}

/** What a trip comes to in one currency, in its smallest unit. */
export interface Total {
  currency: string;
  minor: number;
  unpriced: number;
  /** Below 0 where the budget is overdrawn. */
  left?: number;
}

export interface TripReport {
  trip: Trip;
  present: string[];
  bought: ItemDoc[];
  open: ItemDoc[];
  notFound: string[];
  skipped: string[];
  boughtTwice: string[];
  totals: Total[];
}

/** The last trips to a list, those that run first. */
export async function tripsTo(list: { id: string; familyId: string }): Promise<Trip[]> {
  const found = await app.api.get<{ items: Trip[] }>(`/api/lists/trips?family=${list.familyId}&limit=200`);
  return ordered(found.items.filter((trip) => trip.listId === list.id));
}

/** Those that run before those that are over, the newest first. */
export function ordered(trips: readonly Trip[]): Trip[] {
  const over = (trip: Trip) => (trip.finishedAt ? 1 : 0);
  return [...trips].sort((a, b) => over(a) - over(b) || b.startedAt.localeCompare(a.startedAt));
}

/** What is still to buy, by name: what somebody gets on this trip, and what is left out of it. */
export function toGet({ open, skipped }: Pick<TripReport, 'open' | 'skipped'>): { open: ItemDoc[]; skipped: ItemDoc[] } {
  const out = new Set(skipped);
  const named = [...open].sort((a, b) => a.name.localeCompare(b.name, language) || (a.id < b.id ? -1 : 1));
  return { open: named.filter(({ id }) => !out.has(id)), skipped: named.filter(({ id }) => out.has(id)) };
}

/** Sets out; pressed twice it is one trip. */
export function setOut(listId: string, store: string, key = newId()): Promise<Trip> {
  return app.api.post('/api/lists/trips', { listId, store: store.trim() || null }, { headers: { 'idempotency-key': key } });
}

export function reportOf(id: string): Promise<TripReport> {
  return app.api.get(`/api/lists/trips/${id}`);
}

/** Says who goes by an aisle; null is nobody. */
export function claim(id: string, category: string, personId: string | null): Promise<Trip> {
  return app.api.put(`/api/lists/trips/${id}/claims`, { category, personId });
}

export function comeHome(id: string, review: string): Promise<Trip> {
  return app.api.post(`/api/lists/trips/${id}/finish`, { review: review.trim() || null });
}

/** Says that this person is there, which lasts for a minute, or is not any more. */
export function beThere(id: string, there: boolean): Promise<void> {
  const path = `/api/lists/trips/${id}/presence`;
  return there ? app.api.put(path, {}) : app.api.delete(path);
}

/** An amount of money as people write it. */
export function money(minor: number, currency: string): string {
  const form = new Intl.NumberFormat(language, { style: 'currency', currency });
  return form.format(minor / 10 ** (form.resolvedOptions().maximumFractionDigits ?? 2));
}
