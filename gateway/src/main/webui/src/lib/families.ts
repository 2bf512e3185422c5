import { app } from './app.svelte';
import type { PassScope } from './guest.svelte';
import { pictureAt } from './pictures';
import type { Family } from './types';

/** A way into the family. */
export interface Invite {
  id: string;
  role: string;
  createdAt: string;
  expiresAt: string;
  usesLeft: number;
  /** Secrets; null where the invite is to a role above the reader's. */
  code: string | null;
  link: string | null;
  qr: string | null;
}

/** A way to one list, without an account. */
export interface GuestPass {
  id: string;
  listId: string;
  may: PassScope;
  label: string;
  code: string;
  link: string;
  qr: string;
  expiresAt: string;
  usesLeft: number;
}

export interface QuietHours {
  from: string;
  to: string;
}

/** What a family has chosen. */
export interface Preferences {
  language: string;
  units: string;
  currency: string;
  firstDayOfWeek: string;
  timeZone: string;
  quietHours: QuietHours | null;
  childAdditionsNeedApproval: boolean;
}

/** What a member must not or does not want to eat. */
export interface Diet {
  allergens: string[];
  tags: string[];
}

/** The rest of an address below a family's. */
function of(familyId: string, ...rest: string[]): string {
  return ['/api/families', familyId, ...rest].join('/');
}

/** Makes the request have its effect once, however often it is sent. */
function once(key: string) {
  return { headers: { 'idempotency-key': key } };
}

export async function rename(familyId: string, name: string): Promise<void> {
  app.changed(await app.api.patch<Family>(of(familyId), { name }));
}

export async function changeRole(familyId: string, personId: string, role: string): Promise<void> {
  app.changed(await app.api.patch<Family>(of(familyId, 'members', personId), { role }));
}

export async function removeMember(familyId: string, personId: string): Promise<void> {
  await app.api.delete(of(familyId, 'members', personId));
  await app.loadMembers();
}

export async function transfer(familyId: string, personId: string): Promise<void> {
  app.changed(await app.api.post<Family>(of(familyId, 'transfer'), { personId }));
}

export async function dissolve(familyId: string): Promise<void> {
  app.dissolvedFamily(await app.api.delete<Family>(of(familyId)));
}

export async function restore(familyId: string): Promise<void> {
  const path = of(familyId, 'restore');
  app.joined((await app.api.post<{ family: Family }>(path)).family);
}

export async function invites(familyId: string): Promise<Invite[]> {
  return (await app.api.get<{ items: Invite[] }>(of(familyId, 'invites'))).items;
}

export function makeInvite(
  familyId: string,
  wanted: { role: string; expiresInHours: number; uses: number; placeholderId?: string },
  key: string,
): Promise<Invite> {
  return app.api.post<Invite>(of(familyId, 'invites'), wanted, once(key));
}

export function revokeInvite(familyId: string, id: string): Promise<void> {
  return app.api.delete(of(familyId, 'invites', id));
}

export async function passes(familyId: string): Promise<GuestPass[]> {
  return (await app.api.get<{ items: GuestPass[] }>(of(familyId, 'guest-passes'))).items;
}

export function issuePass(
  familyId: string,
  wanted: { listId: string; may: PassScope; label: string; expiresInHours: number; uses: number },
  key: string,
): Promise<GuestPass> {
  return app.api.post<GuestPass>(of(familyId, 'guest-passes'), wanted, once(key));
}

export function revokePass(familyId: string, id: string): Promise<void> {
  return app.api.delete(of(familyId, 'guest-passes', id));
}

export function preferences(familyId: string): Promise<Preferences> {
  return app.api.get<Preferences>(of(familyId, 'preferences'));
}

export function changePreferences(familyId: string, changed: Partial<Preferences>): Promise<Preferences> {
  return app.api.patch<Preferences>(of(familyId, 'preferences'), changed);
}

export function diet(familyId: string, personId: string): Promise<Diet> {
  return app.api.get<Diet>(of(familyId, 'members', personId, 'diet'));
}

export function changeDiet(familyId: string, personId: string, wanted: Diet): Promise<Diet> {
  return app.api.put<Diet>(of(familyId, 'members', personId, 'diet'), wanted);
}

/** An address for an `img` of a member; empty where they have no picture. */
export function pictureOf(familyId: string, personId: string): Promise<string> {
  return pictureAt(of(familyId, 'members', personId, 'picture'));
}
